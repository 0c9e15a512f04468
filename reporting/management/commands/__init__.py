"""Commands of the floor reporting."""
