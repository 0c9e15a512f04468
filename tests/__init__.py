"""The proof: one module per module of the house, and journeys in a real browser."""
