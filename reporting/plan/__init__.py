"""The plan to build up, convert and scale down, set beside what really happened."""
