"""Pages and acts of the care timeline."""
