"""The form that books or moves one GK meeting."""

import re
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField, TimeField
from wtforms.validators import Optional, StopValidation, ValidationError

from webapp.assessments.values import Refusal
from webapp.language import LazyText, lazy

LONGEST_PLACE, LONGEST_LINK = 200, 500
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")

DAY = lazy("desk.meeting.day.wrong", "Skriv dagen som år, månad och dag: 2027-03-02.")
TIME = lazy("desk.meeting.time.wrong", "Skriv tiden med timme och minut: 13.00.")
LINK = lazy("desk.meeting.link.wrong", "Länken ska börja med https:// och vara hel.")

#: What the service refuses: the field it belongs to, and why.
REASONS: dict[Refusal, tuple[str, LazyText]] = {
    Refusal.NO_EARLIER: ("held_on", lazy("desk.meeting.no-earlier", "Boka mötet före det här först.")),
    Refusal.BEFORE_EARLIER: ("held_on", lazy("desk.meeting.before-earlier", "Mötet måste ligga efter det förra mötet.")),
    Refusal.AFTER_LATER: ("held_on", lazy("desk.meeting.after-later", "Mötet måste ligga före nästa möte. Flytta det först.")),
    Refusal.PAST: ("held_on", lazy("desk.meeting.past", "Den tiden har redan varit. Välj en tid som kommer.")),
    Refusal.TOO_FAR: ("held_on", lazy("desk.meeting.too-far", "Dagen ligger mer än ett år fram. Kontrollera årtalet.")),
    Refusal.NOWHERE: ("place", lazy("desk.meeting.nowhere", "Skriv en plats eller en videolänk.")),
}


def _tidy(text: str | None) -> str | None:
    return UNSEEN.sub(" ", text).strip() or None if text else None


def _given(message: LazyText) -> Callable[[FlaskForm, Field], None]:
    """Filled in, and read. Says one thing, whichever of the two is wrong."""

    def check(form: FlaskForm, field: Field) -> None:
        if field.data is None:
            field.errors = []
            raise StopValidation(str(message))

    return check


def _short(most: int) -> Callable[[FlaskForm, Field], None]:
    def check(form: FlaskForm, field: Field) -> None:
        if len(field.data or "") > most:
            raise ValidationError(str(lazy("desk.meeting.long", "Texten är för lång. Skriv högst {most} tecken.", most=most)))

    return check


def _whole_link(form: FlaskForm, field: Field) -> None:
    try:
        link = urlsplit(field.data)
        whole = link.scheme == "https" and bool(link.hostname) and " " not in field.data
    except ValueError:
        whole = False
    if not whole:
        raise ValidationError(str(LINK))


class MeetingForm(FlaskForm):
    """When and where. A place or a video link is needed; both may be given."""

    held_on = DateField(cast(str, lazy("desk.meeting.day", "Dag")), [_given(DAY)], format=["%Y-%m-%d"])
    begins = TimeField(cast(str, lazy("desk.meeting.time", "Klockan")), [_given(TIME)], format=["%H:%M", "%H.%M", "%H:%M:%S"])
    place = StringField(
        cast(str, lazy("desk.meeting.place", "Plats")),
        [_short(LONGEST_PLACE)],
        filters=[_tidy],
        description=cast(str, lazy("desk.meeting.place.hint", "Adress och rum.")),
    )
    video_link = StringField(
        cast(str, lazy("desk.meeting.link", "Videolänk")),
        [_short(LONGEST_LINK), Optional(), _whole_link],
        filters=[_tidy],
        description=cast(str, lazy("desk.meeting.link.hint", "Om någon är med på distans. Börjar med https://.")),
    )

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the right field why the meeting cannot be booked."""
        name, reason = REASONS[refusal]
        self[name].errors = [*self[name].errors, str(reason)]
