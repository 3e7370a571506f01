"""The three places where Swedish is spoken: Python, templates, and definitions in YAML."""
