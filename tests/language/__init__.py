"""Languages: catalogues, dates, choice of language, and the rules for how we write."""
