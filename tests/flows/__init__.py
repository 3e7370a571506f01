"""Conversations: the engine, feature by feature, and the talks people have with the shipped flows."""
