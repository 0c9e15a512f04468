"""The log of who looked: proof that nobody changed it, and what a client may read of it (NEN 7513)."""
