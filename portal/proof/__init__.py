"""How people prove to be who they say they are: a second step, or the log-in of their own office."""
