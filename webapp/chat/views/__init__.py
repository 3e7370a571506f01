"""The page that runs any flow: for a person who is known, and for an answer that is nobody's."""

from webapp.chat.views import survey_endings, survey_room
from webapp.chat.views.survey_blueprint import bp as survey_bp
from webapp.chat.views.talks import TooLate as TooLate
from webapp.chat.views.talks import bp as bp

#: Everything this room answers to. Importing the modules is what hangs their pages on.
BLUEPRINTS = (bp, survey_bp, survey_room.doors)
__all__ = ["BLUEPRINTS", "TooLate", "bp", "survey_endings"]
