"""The form that books or moves one GK meeting."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import HiddenField

from webapp.assessments.values import Concern, Refusal
from webapp.desk.forms import fields
from webapp.desk.forms.gk_after import SPECIALIST, WHYS, specialists
from webapp.language import LazyText, lazy

LONGEST_PLACE, LONGEST_LINK = 200, 500

#: What is about the hour, and not about the day.
OF_THE_HOUR = {Concern.ODD_TIME, Concern.BUSY}
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

    specialist = fields.one_of(SPECIALIST)
    #: Asked only of a meeting that is booked already.
    why = fields.one_of(lazy("desk.meeting.why", "Om den flyttas, varför?"), [(why.value, words) for why, words in WHYS.items()])
    #: What came with the second button.
    meant = HiddenField()
    #: What the second button carries: when it is, and what stood beside it. Empty as long as there is nothing to ask.
    looked_at = ""

    def offer(self, stored: str | None) -> None:
        """The specialists to choose from."""
        self.specialist.choices = fields.options(specialists(stored))

    def asks(self, concerns: Mapping[Concern, str]) -> bool:
        """Ask about this day and time before they are saved, unless the second button answered exactly this."""
        when = [self.held_on.data, *([self.begins.data] if OF_THE_HOUR & concerns.keys() else [])]
        looked_at = " ".join([*map(str, when), *(one.value for one in concerns)])
        if not concerns or self.meant.data == looked_at:
            return False
        self.looked_at = looked_at
        for concern, words in concerns.items():
            fields.refuse(self.begins if concern in OF_THE_HOUR else self.held_on, words)
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the right field why the meeting cannot be booked."""
        name, reason = REASONS[refusal]
        fields.refuse(self[name], reason)
