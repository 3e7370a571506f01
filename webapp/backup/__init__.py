"""Copies of the database that can be kept anywhere, and the way back from them.

`making.make` writes one, `restoring.check` proves that it can be used, `restoring.restore` puts it in the database's place.
"""
