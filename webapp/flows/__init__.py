"""The conversations: how we talk about the questions. The words stand in the YAML files beside."""
