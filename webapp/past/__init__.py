"""Courses and GK from before this service, as somebody kept them in a spreadsheet: figures and days, nobody's name."""
