"""Reads surveys and their answers. Pure: no clock, no database, no request, no language."""
