"""How long what is kept, and what happens when the term is over (AVG art. 5(1)(e) and 17; Wmo 2015 art. 5.3.4)."""
