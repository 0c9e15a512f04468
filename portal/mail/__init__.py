"""Mail that tells nothing: a fixed sentence, a number and a link. Written in the act, sent by the worker."""
