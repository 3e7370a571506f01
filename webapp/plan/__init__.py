"""The joint plan (gemensam planering) that staff write in or after GK2, and what the participant says of it."""
