"""The form that books or moves one GK meeting."""

from flask_wtf import FlaskForm

from webapp.assessments.values import Refusal
from webapp.desk.forms import fields
from webapp.language import LazyText, lazy

LONGEST_PLACE, LONGEST_LINK = 200, 500

#: What the service refuses: the field it belongs to, and why.
REASONS: dict[Refusal, tuple[str, LazyText]] = {
    Refusal.NO_EARLIER: ("held_on", lazy("desk.meeting.no-earlier", "Boka mötet före det här först.")),
    Refusal.BEFORE_EARLIER: ("held_on", lazy("desk.meeting.before-earlier", "Mötet måste ligga efter det förra mötet.")),
    Refusal.AFTER_LATER: ("held_on", lazy("desk.meeting.after-later", "Mötet måste ligga före nästa möte. Flytta det först.")),
    Refusal.PAST: ("held_on", lazy("desk.meeting.past", "Den tiden har redan varit. Välj en tid som kommer.")),
    Refusal.TOO_FAR: ("held_on", lazy("desk.meeting.too-far", "Dagen ligger mer än ett år fram. Kontrollera årtalet.")),
    Refusal.NOWHERE: ("place", lazy("desk.meeting.nowhere", "Skriv en plats eller en videolänk.")),
}


class MeetingForm(FlaskForm):
    """When and where. A place or a video link is needed; both may be given."""

    held_on = fields.day(lazy("desk.meeting.day", "Dag"), fields.needed(fields.DAY))
    begins = fields.clock_time(lazy("desk.meeting.time", "Klockan"), fields.needed(fields.TIME))
    place = fields.text(
        lazy("desk.meeting.place", "Plats"), fields.at_most(LONGEST_PLACE), hint=lazy("desk.meeting.place.hint", "Adress och rum.")
    )
    video_link = fields.text(
        lazy("desk.meeting.link", "Videolänk"),
        fields.at_most(LONGEST_LINK),
        fields.whole_link,
        hint=lazy("desk.meeting.link.hint", "Om någon är med på distans. Börjar med https://."),
    )

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the right field why the meeting cannot be booked."""
        name, reason = REASONS[refusal]
        fields.refuse(self[name], reason)
