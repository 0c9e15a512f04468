"""The portal with a few addresses more: a way in, the floor, and what others would have built."""
