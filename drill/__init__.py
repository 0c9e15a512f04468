"""What breaks, on purpose: each fault with what should happen, and what did."""
