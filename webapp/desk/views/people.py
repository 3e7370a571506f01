"""Putting people in a course, several at once or one at a time, and changing what is known about them."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from webapp.assessments import queries as assessments
from webapp.desk.blueprint import bp
from webapp.desk.forms import fields
from webapp.desk.forms.change_person import ChangeForm, as_shown
from webapp.desk.forms.people import SAME_ADDRESS, LinesForm, PersonForm
from webapp.desk.queries import courses as queries
from webapp.desk.queries import messages
from webapp.desk.views import receipts
from webapp.desk.views.own import me, open_person, own_people, own_person, refused, told, words
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.invitations import service as invitations
from webapp.people import queries as people
from webapp.people import service
from webapp.people.models import Course, Participant
from webapp.people.service import AddressTwice, Newcomer
from webapp.reminders.appointments import Whose
from webapp.security import audit, sessions
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/kurser/<uuid:course_id>/deltagare/flera")
@allow(Role.LEADER)
def paste_people(course_id: UUID) -> str:
    return render_template("desk/paste_people.html", form=LinesForm(), course=own_people(course_id))


@bp.post("/kurser/<uuid:course_id>/deltagare/flera")
@allow(Role.LEADER)
def add_people(course_id: UUID) -> Response | tuple[str, int]:
    course, form = own_people(course_id), LinesForm()
    if (found := form.newcomers()) is None:
        again = service.repeated(reading(), course_id, [newcomer.address for _, newcomer in form.readable])
        if again and not form.twice.data:
            form.ask_whether_shared([form.readable[place][0] for place in again])
        return refused("desk/paste_people.html", form, course=course)
    try:
        _put_in(course_id, [newcomer for _, newcomer in found], form)
    except AddressTwice as fault:
        form.ask_whether_shared([found[place][0] for place in fault.places])
        return refused("desk/paste_people.html", form, course=course)
    receipts.say("added-all")
    return redirect(url_for("desk.course", course_id=course_id), 303)


@bp.get("/kurser/<uuid:course_id>/deltagare/ny")
@allow(Role.LEADER)
def new_person(course_id: UUID) -> str:
    course = own_people(course_id)
    form = PersonForm(data={"locale": "sv@simple", "benefit": queries.usual_benefit(course), "sex": ""})
    return render_template("desk/new_person.html", form=form, course=course)


@bp.post("/kurser/<uuid:course_id>/deltagare/ny")
@allow(Role.LEADER)
def add_person(course_id: UUID) -> Response | tuple[str, int]:
    course, form = own_people(course_id), PersonForm()
    if (newcomer := form.newcomer()) is None:
        return refused("desk/new_person.html", form, course=course)
    try:
        added = _put_in(course_id, [newcomer], form)
    except AddressTwice:
        fields.refuse(form.twice, SAME_ADDRESS)
        return refused("desk/new_person.html", form, course=course)
    receipts.say("added")
    if not added:
        return redirect(url_for("desk.course", course_id=course_id), 303)
    return redirect(url_for("desk.person", course_id=course_id, participant_id=added[0]), 303)


@bp.get("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>")
@allow(Role.LEADER)
def person(course_id: UUID, participant_id: UUID) -> str:
    course, someone = own_person(course_id, participant_id)
    form = FlaskForm() if someone.ended_at else _change_form(course, someone)
    return render_template("desk/person.html", form=form, course=course, **_about(someone))


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>")
@allow(Role.LEADER)
def change_person(course_id: UUID, participant_id: UUID) -> Response | tuple[str, int]:
    course, someone = open_person(course_id, participant_id)
    form = _change_form(course, someone)
    if form.whole(protected=someone.protected) and _changed(form, course_id, participant_id):
        receipts.say("saved")
        return redirect(url_for("desk.course", course_id=course_id), 303)
    return refused("desk/person.html", form, course=course, **_about(someone))


def _about(someone: Participant) -> dict[str, object]:
    """What stands on a person's page beside the form."""
    found = messages.to_course(reading(), someone, clock.now())
    requested = assessments.latest_request(reading(), someone.id)
    person = queries.persons(reading(), [someone])[0]
    return {"person": person, "found": found, "told": told(Whose.COURSE), "requested": requested, **words()}


def _put_in(course_id: UUID, newcomers: list[Newcomer], form: LinesForm | PersonForm) -> list[UUID]:
    """All of them, each with a link, or nobody. Those who are new; pressing twice adds nobody."""
    at = clock.now()
    with transaction() as session:
        asked, meant = fields.asked(form), form.twice.data
        added = service.add_participants(session, course_id, newcomers, twice_is_meant=meant, asked=asked)
        for one in added:
            if not one.protected:
                invitations.link_for(session, one.id, at=at)
            invitations.newcomer(session, course_id, one.id)
            audit.record(session, "participant.added", at=at, staff_id=me(), participant_id=one.id)
        return [one.id for one in added]


def _changed(form: ChangeForm, course_id: UUID, participant_id: UUID) -> bool:
    """Save what the form says, or let the form ask: is the address shared, or is it to undo what was saved since it was opened."""
    at = clock.now()
    try:
        with transaction() as session:
            people.participant(session, participant_id, lock=True)
            _, someone = open_person(course_id, participant_id)
            if not form.settle(someone, as_shown(someone, people.handlers(session, participant_id))):
                return False
            service.change_person(someone, name=form.new_name, locale=form.locale.data, benefit=form.chosen_benefit, sex=form.chosen_sex)
            if form.changes_address and service.change_address(session, someone, form.new_address, twice_is_meant=form.twice.data):
                sessions.end_all(session, participant_id, at=at)
            for agency, handler in form.handlers().items():
                service.give_handler(session, someone, agency, handler)
            audit.record(session, "participant.changed", at=at, staff_id=me(), participant_id=participant_id)
    except AddressTwice:
        fields.refuse(form.twice, SAME_ADDRESS)
        return False
    return True


def _change_form(course: Course, someone: Participant) -> ChangeForm:
    """What is known about her, or what was sent, with the handlers of the area to choose from."""
    stored = as_shown(someone, people.handlers(reading(), someone.id))
    form = ChangeForm(data=stored)
    form.offer(people.staff_in_area(reading(), course.area_id, Role.HANDLER))
    if not form.shown.data and not form.is_submitted():
        form.begin(someone, stored)
    return form
