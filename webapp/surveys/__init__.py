"""The questions: what is asked, and what counts as an answer. The words stand in the YAML files beside."""
