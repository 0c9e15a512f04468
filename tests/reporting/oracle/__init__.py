"""A second, slow program that says what the figures are: it shares no code with the portal, so it can disagree.

It reads a regiobestand itself and follows the definitions word by word, day by day. Where it and the portal
differ, one of the two has misread a definition.
"""
