"""What staff pages show, gathered with a constant number of questions to the database."""
