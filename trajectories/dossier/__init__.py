"""The file of a client as a whole: what is kept, and a copy of all of it."""
