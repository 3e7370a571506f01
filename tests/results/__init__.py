"""Results: what is shown of the anonymous survey, to whom, and in which files."""
