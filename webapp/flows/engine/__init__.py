"""Runs conversations. Answers are the only state; the position follows from them. Pure: no clock, no database, no request, no language."""
