"""The forms of a course's survey: its times, and whose phone shows which words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_wtf import FlaskForm
from wtforms import DateField, TimeField

from webapp.desk.forms import fields
from webapp.ground import clock
from webapp.invitations.ballots import WaitingPhone
from webapp.language import lazy

#: A survey that closes later than this has the wrong year on it.
FURTHEST = timedelta(days=366)

#: Each says which field it is about: a list of four that all say the same helps nobody.
OPENS_ON = lazy("desk.survey.times.opens-on.needed", "Öppnas den dagen: skriv dagen som år, månad och dag, 2027-03-02.")
OPENS = lazy("desk.survey.times.opens.needed", "Öppnas klockan: skriv tiden med timme och minut, 13.00.")
CLOSES_ON = lazy("desk.survey.times.closes-on.needed", "Stängs den dagen: skriv dagen som år, månad och dag, 2027-03-02.")
CLOSES = lazy("desk.survey.times.closes.needed", "Stängs klockan: skriv tiden med timme och minut, 13.00.")

NO_ORDER = lazy("desk.survey.times.order", "Enkäten måste stängas efter att den har öppnats.")
PAST_OPENING = lazy("desk.survey.times.opening-past", "Öppningstiden har redan varit. Välj en tid som kommer, eller öppna för hand.")
PAST_CLOSING = lazy("desk.survey.times.closing-past", "Stängningstiden har redan varit. Välj en tid som kommer.")
TOO_FAR = lazy("desk.survey.times.far", "Dagen är mer än ett år bort. Är året rätt?")
GONE = lazy(
    "desk.hand.gone",
    "De orden är redan utdelade, eller har gått ut. Låt personen trycka Fortsätt. Hjälper det inte, får hen nya ord med knappen "
    "Visa mina två ord.",
)
CHOOSE_WORDS = lazy("desk.hand.choose", "Välj orden på telefonen först, och sedan namnet.")


class TimesForm(FlaskForm):
    """When one part opens and closes by itself."""

    opens_on = fields.day(lazy("desk.survey.times.opens-on", "Öppnas den dagen"), fields.needed(OPENS_ON))
    opens = fields.clock_time(lazy("desk.survey.times.opens", "Öppnas klockan"), fields.needed(OPENS))
    closes_on = fields.day(lazy("desk.survey.times.closes-on", "Stängs den dagen"), fields.needed(CLOSES_ON))
    closes = fields.clock_time(lazy("desk.survey.times.closes", "Stängs klockan"), fields.needed(CLOSES))

    def already_open(self) -> None:
        """Only the closing can be moved."""
        del self.opens_on
        del self.opens

    def times(self, opened_at: datetime, *, at: datetime) -> tuple[datetime, datetime] | None:
        """Opening and closing, or None with the reason beside the field. `opened_at` holds when the opening is not asked for."""
        self.validate()
        opens_at = self._opens_at(at) if "opens_on" in self else opened_at
        closes_at = _closes_at(self.closes_on, self.closes, opens_at, at)
        return (opens_at, closes_at) if opens_at and closes_at and not self.errors else None

    def _opens_at(self, at: datetime) -> datetime | None:
        opens_at = _moment(self.opens_on, self.opens)
        if opens_at and opens_at < at:
            fields.refuse(self.opens_on, PAST_OPENING)
        return opens_at


def _moment(day: DateField, time: TimeField) -> datetime | None:
    """When a Swedish clock shows what two fields say, or None when one of them says nothing."""
    return clock.at(day.data, time.data) if day.data and time.data else None


def _closes_at(day: DateField, time: TimeField, opens_at: datetime | None, at: datetime) -> datetime | None:
    """When it closes, with the reason beside the day when it cannot be then."""
    closes_at = _moment(day, time)
    if closes_at is None:
        return None
    if closes_at <= at:
        fields.refuse(day, PAST_CLOSING)
    elif opens_at and closes_at <= opens_at:
        fields.refuse(day, NO_ORDER)
    elif closes_at > at + FURTHEST:
        fields.refuse(day, TOO_FAR)
    return closes_at


class OpenForm(FlaskForm):
    """When a part that is opened now closes by itself."""

    closes_on = fields.day(lazy("desk.survey.times.closes-on", "Stängs den dagen"), fields.needed(CLOSES_ON))
    closes = fields.clock_time(lazy("desk.survey.times.closes", "Stängs klockan"), fields.needed(CLOSES))

    def closing(self, *, at: datetime) -> datetime | None:
        """The moment, or None with the reason beside the field."""
        self.validate()
        closes_at = _closes_at(self.closes_on, self.closes, at, at)
        return None if self.errors else closes_at


class HandForm(FlaskForm):
    """The words a phone shows. Whose it is says the button that is pressed."""

    phone = fields.radios(lazy("desk.hand.first", "1. Vilka ord står på telefonen?"), ())

    def offer(self, phones: Sequence[WaitingPhone]) -> None:
        """The words that are shown in the room now."""
        self.phone.choices = fields.options((str(one.id), one.words) for one in phones)

    def refuse_gone(self) -> None:
        self.phone.errors = [str(GONE)]

    def ask_for_words(self) -> None:
        self.phone.errors = [str(CHOOSE_WORDS)]
