"""The forms that make a course and move its meetings."""

from collections.abc import Sequence
from datetime import time
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField

from webapp.desk.forms import fields, since
from webapp.ground.parties import Agency
from webapp.language import LazyText, lazy
from webapp.language.dates import long_day
from webapp.people.models import StaffAccount
from webapp.people.service import CoursePlan, CourseRefused
from webapp.people.values import Variant
from webapp.people.values.calendar import is_odd

LONGEST_NAME, LONGEST_PLACE, LONGEST_LINK = 80, 200, 500
#: Monday to Friday; the number is what a calendar gives them.
WEEKDAYS = (
    ("0", lazy("desk.weekday.0", "Måndag")),
    ("1", lazy("desk.weekday.1", "Tisdag")),
    ("2", lazy("desk.weekday.2", "Onsdag")),
    ("3", lazy("desk.weekday.3", "Torsdag")),
    ("4", lazy("desk.weekday.4", "Fredag")),
)
VARIANTS = (
    (Variant.SP.value, lazy("desk.variant.sp", "Sjukpenning")),
    (Variant.AE.value, lazy("desk.variant.ae", "Aktivitetsersättning")),
)
AGENCIES = {Agency.FK: lazy("desk.agency.fk", "Försäkringskassan"), Agency.AF: lazy("desk.agency.af", "Arbetsförmedlingen")}
SATURDAY = 5
NOWHERE = lazy("desk.course.nowhere", "Skriv en plats eller en videolänk.")
TWO_DAYS = lazy("desk.course.two-days", "Välj två veckodagar.")


def _odd(begins: time) -> LazyText:
    return lazy("desk.course.odd-time", "Klockan är {time}. Ska träffen börja då?", time=f"{begins:%H.%M}")


class PlaceForm(FlaskForm):
    """Where a course is held and who leads it besides the one who writes."""

    name = fields.text(
        lazy("desk.course.name", "Kursens namn"),
        fields.needed(lazy("desk.course.name.needed", "Skriv ett namn på kursen.")),
        fields.at_most(LONGEST_NAME),
        fields.no_personal_number,
        hint=lazy("desk.course.name.hint", "Deltagarna ser namnet. Till exempel: Vårkursen 2027."),
    )
    place = fields.text(
        lazy("desk.course.place", "Plats"),
        fields.at_most(LONGEST_PLACE),
        hint=lazy("desk.course.place.hint", "Adress och rum. Lämna tomt om kursen är digital."),
    )
    video_link = fields.text(
        lazy("desk.course.link", "Videolänk"),
        fields.at_most(LONGEST_LINK),
        fields.whole_link,
        hint=lazy("desk.course.link.hint", "Bara om kursen är digital. Börjar med https://."),
    )
    other_leader = fields.one_of(
        lazy("desk.course.other-leader", "Den andra kursledaren"),
        hint=lazy("desk.course.other-leader.hint", "En kurs har två kursledare, en från varje myndighet."),
    )

    def offer(self, leaders: Sequence[StaffAccount], but: UUID) -> None:
        """The leaders to choose from."""
        nobody = ("", lazy("desk.course.nobody-yet", "Inte bestämt än"))
        others = [(str(one.id), f"{one.name}, {AGENCIES[one.agency]}" if one.agency else one.name) for one in leaders if one.id != but]
        self.other_leader.choices = fields.options([nobody, *others])
        self.other_leader.data = self.other_leader.data or ""

    def whole(self) -> bool:
        """Everything is filled in, and the course is held somewhere."""
        good: bool = self.validate()
        return self.is_somewhere() and good

    def is_somewhere(self) -> bool:
        """A place or a link; otherwise the reason stands beside the place."""
        if self.place.data or self.video_link.data:
            return True
        fields.refuse(self.place, NOWHERE)
        return False

    def leaders(self, me: UUID) -> list[UUID]:
        return [me, UUID(self.other_leader.data)] if self.other_leader.data else [me]


class ChangeCourseForm(PlaceForm):
    """A course that is there already, and that two people lead."""

    shown = since.mark()

    def begin(self, course_id: UUID, stored: since.Values) -> None:
        """Remember what the page shows."""
        self.shown.data = since.shown(course_id, stored)

    def settle(self, course_id: UUID, stored: since.Values) -> bool:
        """Join it with what was saved since; False with the reasons beside the fields."""
        since.settle(self, course_id, stored)
        self.begin(course_id, stored)
        return not self.errors and self.is_somewhere()


class CourseForm(PlaceForm):
    """A new course: eight meetings on two weekdays."""

    asked = fields.once()
    variant = fields.radios(
        lazy("desk.course.variant", "Vilka kursen är för"), VARIANTS, lazy("desk.course.variant.needed", "Välj vilka kursen är för.")
    )
    starts_on = fields.day(
        lazy("desk.course.starts-on", "Kursen börjar"),
        fields.needed(fields.DAY),
        hint=lazy("desk.course.starts-on.hint", "Den första träffen läggs på den första valda veckodagen från och med då."),
    )
    weekdays = SelectMultipleField(
        fields.said(lazy("desk.course.weekdays", "Två veckodagar")),
        choices=fields.options(WEEKDAYS),
        description=fields.said(lazy("desk.course.weekdays.hint", "Helgdagar hoppas över.")),
        validate_choice=False,
    )
    begins = fields.clock_time(lazy("desk.course.begins", "Klockan"), fields.needed(fields.TIME))
    ends_by = fields.day(
        lazy("desk.course.ends-by", "Kursen slutar senast"),
        fields.readable(fields.LAST_DAY),
        hint=lazy("desk.course.ends-by.hint", "Lämna tomt om det inte finns någon sista dag."),
    )

    odd_time = fields.tick(lazy("desk.course.odd-time.meant", "Ja, träffarna börjar då."))

    def plan(self) -> CoursePlan | None:
        """What the leader decided, or None with the reasons beside the fields."""
        chosen = frozenset(int(day) for day in self.weekdays.data or () if day in dict(WEEKDAYS))
        good = self.whole()
        if len(chosen) != 2:
            fields.refuse(self.weekdays, TWO_DAYS)
            return None
        if not (good and self.starts_on.data and self.begins.data and self.name.data):
            return None
        if is_odd(self.begins.data) and not self.odd_time.data:
            fields.refuse(self.odd_time, _odd(self.begins.data))
            return None
        return CoursePlan(
            name=self.name.data,
            variant=Variant(self.variant.data),
            starts_on=self.starts_on.data,
            weekdays=chosen,
            begins=self.begins.data,
            place=self.place.data,
            video_link=self.video_link.data,
            ends_by=self.ends_by.data,
        )

    def refuse(self, fault: CourseRefused) -> None:
        fields.refuse(self[fault.field], fault.reason)


class MoveForm(FlaskForm):
    """Another day or time for one meeting."""

    held_on = fields.day(lazy("desk.move.day", "Dag"), fields.needed(fields.DAY))
    begins = fields.clock_time(lazy("desk.move.time", "Klockan"), fields.needed(fields.TIME))
    on_holiday = fields.tick(lazy("desk.move.meant", "Ja, träffen är då."))

    def asks(self, holiday: str | None) -> bool:
        """A meeting may be held on a holiday, at a weekend or at an odd hour, when that is meant. Asks about what stands in the form."""
        if self.on_holiday.data or not (self.held_on.data and self.begins.data):
            return False
        day = self.held_on.data
        if holiday:
            reason = lazy("desk.move.holiday", "Den dagen är en helgdag: {holiday}. Ska träffen vara då?", holiday=holiday)
            fields.refuse(self.on_holiday, reason)
        elif day.weekday() >= SATURDAY:
            fields.refuse(self.on_holiday, lazy("desk.move.weekend", "Dagen är {day}. Ska träffen vara då?", day=long_day(day)))
        if is_odd(self.begins.data):
            fields.refuse(self.on_holiday, _odd(self.begins.data))
        return bool(self.on_holiday.errors)

    def refuse(self, fault: CourseRefused) -> None:
        fields.refuse(self[fault.field], fault.reason)
