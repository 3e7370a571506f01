"""The forms of staff pages."""
