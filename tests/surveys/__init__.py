"""Surveys: places, kinds of questions, and proofreading."""
