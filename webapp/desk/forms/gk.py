"""The forms for free pairs of times: one publishes a pair, the other chooses one for a person."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField

from webapp.assessments.service import Offer
from webapp.assessments.values import LONGEST_BETWEEN, Refusal
from webapp.desk.forms import fields
from webapp.desk.forms.meeting import LONGEST_LINK, LONGEST_PLACE
from webapp.language import LazyText, lazy
from webapp.people.models import StaffAccount

#: What the service refuses when a pair is published: the field it belongs to, and why.
REASONS: dict[Refusal, tuple[str, LazyText]] = {
    Refusal.BEFORE_EARLIER: ("second_on", lazy("desk.times.order", "GK2 måste börja efter att GK1 och stunden för reflektion är slut.")),
    Refusal.PAST: ("first_on", lazy("desk.meeting.past", "Den tiden har redan varit. Välj en tid som kommer.")),
    Refusal.TOO_FAR: ("first_on", lazy("desk.meeting.too-far", "Dagen ligger mer än ett år fram. Kontrollera årtalet.")),
    Refusal.NOWHERE: ("place", lazy("desk.meeting.nowhere", "Skriv en plats eller en videolänk.")),
    Refusal.BUSY: ("first_on", lazy("desk.times.busy", "En av tiderna krockar med ett annat GK-par. Välj en annan tid.")),
}
#: What the service refuses when a pair is booked.
NOT_BOOKED: dict[Refusal, LazyText] = {
    Refusal.TAKEN: lazy("desk.pair.taken", "Någon annan hann före. Välj ett annat par."),
    Refusal.GONE: lazy("desk.pair.gone", "De tiderna finns inte längre. Välj ett annat par."),
    Refusal.BOOKED_ALREADY: lazy("desk.pair.booked-already", "Deltagaren har redan ett möte bokat. Flytta eller avboka det."),
    Refusal.PAST: lazy("desk.pair.past", "De tiderna har redan varit. Välj ett annat par."),
}
NOT_HERE = lazy("desk.pair.not-here", "Det går inte att boka här. Fråga deltagarens handläggare.")


class TimesForm(FlaskForm):
    """When GK1 and GK2 may be, and where. Left empty, GK2 is as long after GK1 as it may be, at the same time of the day."""

    first_on = fields.day(lazy("desk.times.first-day", "GK1, dag"), fields.needed(fields.DAY))
    first_begins = fields.clock_time(lazy("desk.times.first-time", "GK1, klockan"), fields.needed(fields.TIME))
    second_on = fields.day(
        lazy("desk.times.second-day", "GK2, dag"),
        fields.readable(fields.DAY),
        hint=lazy("desk.times.second-day.hint", "Lämna tomt för samma veckodag två veckor senare."),
    )
    second_begins = fields.clock_time(
        lazy("desk.times.second-time", "GK2, klockan"),
        fields.readable(fields.TIME),
    )
    place = fields.text(
        lazy("desk.meeting.place", "Plats"), fields.at_most(LONGEST_PLACE), hint=lazy("desk.meeting.place.hint", "Adress och rum.")
    )
    video_link = fields.text(
        lazy("desk.meeting.link", "Videolänk"),
        fields.at_most(LONGEST_LINK),
        fields.whole_link,
        hint=lazy("desk.meeting.link.hint", "Om någon är med på distans. Börjar med https://."),
    )
    other = fields.one_of(lazy("desk.times.other", "Tillsammans med"))
    asked = fields.once()
    #: What came with the second button, and what that button carries.
    meant = HiddenField()
    looked_at = ""

    def offer_colleagues(self, colleagues: Iterable[StaffAccount]) -> None:
        """Whom the reader may meet people together with."""
        nobody = ("", lazy("desk.times.alone", "Deltagarens andra handläggare, vem det än är"))
        self.other.choices = fields.options([nobody, *((str(one.id), one.name) for one in colleagues)])

    def offer(self) -> Offer | None:
        """What it says, once every field is in order."""
        first_on, begins = self.first_on.data, self.first_begins.data
        if first_on is None or begins is None:
            return None
        second_on = self.second_on.data or _latest(first_on)
        other = UUID(self.other.data) if self.other.data else None
        where = (self.place.data, self.video_link.data)
        return Offer(first_on, begins, second_on, self.second_begins.data or begins, *where, other)

    def asks(self, worth: Sequence[tuple[str, str]], offer: Offer) -> bool:
        """Ask about these fields before the pair is published, unless the second button answered exactly this."""
        when = f"{offer.first_on} {offer.first_begins} {offer.second_on} {offer.second_begins}"
        if not worth or self.meant.data == when:
            return False
        self.looked_at = when
        for name, words in worth:
            fields.refuse(self[name], words)
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the right field why the pair cannot be published."""
        name, reason = REASONS[refusal]
        fields.refuse(self[name], reason)


def _latest(day: date) -> date:
    """A year that is written with too large a figure has no day two weeks later."""
    return day + LONGEST_BETWEEN if day <= date.max - LONGEST_BETWEEN else date.max


class PairForm(FlaskForm):
    """Which of the free pairs. Whether it still is free the service knows best, so any pair may be asked for."""

    pair = RadioField(fields.said(lazy("desk.pair.which", "Vilket par?")), choices=[], validate_choice=False)

    def offer(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.pair.choices = fields.options(pairs)

    def chosen(self) -> UUID | None:
        """The pair, or None with the reason beside it."""
        if self.validate():
            try:
                return UUID(self.pair.data)
            except (ValueError, TypeError):
                fields.refuse(self.pair, lazy("desk.pair.choose", "Välj ett av paren."))
        return None

    def refuse(self, refusal: Refusal, *, knows_meetings: bool) -> None:
        """A leader is not told that a meeting is booked."""
        hidden = refusal is Refusal.BOOKED_ALREADY and not knows_meetings
        fields.refuse(self.pair, NOT_HERE if hidden else NOT_BOOKED.get(refusal, NOT_HERE))
