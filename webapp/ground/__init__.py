"""What everything stands on: the clock and the locales. Standard library only."""
