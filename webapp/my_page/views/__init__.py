"""The pages of this room. Importing them hangs them on the blueprint."""

from webapp.my_page.blueprint import bp as bp
from webapp.my_page.views import boxes, calendar, data, everyone, meetings, own, own_address, plan, reminders, showing, speaking

__all__ = ["boxes", "bp", "calendar", "data", "everyone", "meetings", "own", "own_address", "plan", "reminders", "showing", "speaking"]
