"""Forms of the care timeline: they read what people fill in, and hand on domain values."""
