"""What staff see: courses and the room for leaders, participants before the meeting for handlers."""

from webapp.desk.views.door import bp as bp
