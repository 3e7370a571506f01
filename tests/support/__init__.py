"""What the tests stand on: databases, a reading visitor, a frozen clock, a browser."""
