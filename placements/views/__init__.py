"""Pages and acts of the housing timeline."""
