"""What an operator is told when a setting is wrong."""

PREFIX = "MELLANSTEG_"


class SettingsError(Exception):
    """The service will not start like this. The message says what to change."""
