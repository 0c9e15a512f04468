"""What it costs, side by side with what one would have done without thinking."""
