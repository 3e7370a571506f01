"""How staff are let in, and who may let them in."""
