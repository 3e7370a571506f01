"""Numbered migrations. Each goes forward while the code before it is still running."""

from pathlib import Path

FOLDER = Path(__file__).parent
