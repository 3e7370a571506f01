"""The pages of this room. Importing them hangs them on the blueprint."""

from webapp.my_page.blueprint import bp as bp
from webapp.my_page.views import data, everyone, own, showing, speaking

__all__ = ["bp", "data", "everyone", "own", "showing", "speaking"]
