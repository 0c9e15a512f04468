"""Letters: what they say, who words them, and how they get on paper."""
