"""Whose course it is. Somebody else's course is not there at all."""

from uuid import UUID, uuid4

from flask import abort, render_template, request
from wtforms import Form

from webapp.consent.values import Purpose
from webapp.desk.forms.course import AGENCIES
from webapp.desk.queries.ways import Reached, Way
from webapp.ground.parties import Agency
from webapp.language import LazyText, lazy, t
from webapp.people import queries as people
from webapp.people.models import Course, Participant
from webapp.reminders.appointments import Whose
from webapp.reminders.through import Through
from webapp.security.access import visitor
from webapp.storage import reading

#: Whether what is sent gets through.
WAYS: dict[Reached, LazyText] = {
    Way.PAPER: lazy("desk.way.paper", "Bara papper"),
    Way.NOT_SENT: lazy("desk.way.not-sent", "Länken är inte skickad"),
    Through.UNDER_WAY: lazy("desk.way.under-way", "På väg"),
    Through.YES: lazy("desk.way.through", "Kommer fram"),
    Through.NO: lazy("desk.way.not-through", "Kommer inte fram. Kontrollera adressen."),
    Through.UNCLEAR: lazy("desk.way.unclear", "Oklart om det kommer fram"),
    Way.WRONG_PERSON: lazy("desk.way.wrong-person", "Länken nådde fel person. Ändra adressen och byt länken."),
    Way.ENDED: lazy("desk.way.ended", "Ärendet är avslutat"),
}
FOR_HANDLERS: dict[Reached, LazyText] = {
    Through.NO: lazy("desk.way.not-through.handler", "Kommer inte fram. Kursledaren på Försäkringskassan kan ändra adressen."),
    Way.WRONG_PERSON: lazy("desk.way.wrong-person.handler", "Länken nådde fel person. Kursledaren på Försäkringskassan kan byta den."),
}
#: What became of one message.
THROUGH = {
    Through.YES: lazy("desk.through.yes", "kom fram"),
    Through.NO: lazy("desk.through.no", "kom inte fram"),
    Through.UNCLEAR: lazy("desk.through.unclear", "oklart om det kom fram"),
}
PURPOSES = {
    Purpose.SECRECY: lazy("desk.purpose.secrecy", "Samtycke som häver sekretessen"),
    Purpose.STATISTICS: lazy("desk.purpose.statistics", "Samtycke till statistik"),
}


def me() -> UUID:
    """The account of whoever is signed in."""
    return visitor().staff_id or abort(404)


def enters_people() -> bool:
    """Whether this leader enters people and sees how they are reached: Försäkringskassan chooses who takes part."""
    return visitor().agency is Agency.FK


def own_course(course_id: UUID) -> Course:
    """A course that the visitor leads."""
    course = people.course(reading(), course_id)
    if course is None or not people.leads(reading(), me(), course_id):
        abort(404)
    return course


def own_people(course_id: UUID) -> Course:
    """A course whose people the visitor enters."""
    return own_course(course_id) if enters_people() else abort(404)


def own_person(course_id: UUID, participant_id: UUID) -> tuple[Course, Participant]:
    """Somebody in such a course."""
    course, person = own_people(course_id), people.participant(reading(), participant_id)
    if person is None or person.course_id != course.id:
        abort(404)
    return course, person


def open_person(course_id: UUID, participant_id: UUID) -> tuple[Course, Participant]:
    """The same, as long as the case is open."""
    course, person = own_person(course_id, participant_id)
    return abort(404) if person.ended_at else (course, person)


def told(whose: Whose) -> dict[str, object]:
    """The words for the messages to one person. Handlers do not change addresses, so they are told who does."""
    if whose is Whose.COURSE:
        return {"ways": WAYS, "through": THROUGH, "meeting": lambda number: t("desk.messages.course", "träff {number}", number=number)}
    return {"ways": WAYS | FOR_HANDLERS, "through": THROUGH, "meeting": lambda number: t("desk.messages.gk", "GK{number}", number=number)}


def asked() -> UUID:
    """What the page carried, so that one page sends once."""
    try:
        return UUID(request.form.get("asked", ""))
    except ValueError:
        return uuid4()


def words() -> dict[str, object]:
    """What pages about people need besides the people: names of things, and a mark so that pressing twice sends once."""
    return {"ways": WAYS, "agencies": AGENCIES, "purposes": PURPOSES, "asked": uuid4()}


def refused(template: str, form: Form, **values: object) -> tuple[str, int]:
    """The same page once more, with the reasons and everything that was written."""
    return render_template(template, form=form, **values), 422
