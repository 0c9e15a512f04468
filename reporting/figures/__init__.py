"""The published figures: what each means, and one module per chapter that counts them."""
