"""Sending a person her link, and giving her another when the old one is lost or reached somebody else."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.desk.blueprint import bp
from webapp.desk.forms.links import REPLACED_BECAUSE, ReplaceForm
from webapp.desk.queries import courses as queries
from webapp.desk.queries.ways import Way, invited
from webapp.desk.views import receipts
from webapp.desk.views.own import asked, me, open_person, own_people, refused
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.invitations import service
from webapp.messages import service as messages
from webapp.people import queries as people
from webapp.people.models import Participant
from webapp.security import audit, sessions
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/skicka")
@allow(Role.LEADER)
def send_link(course_id: UUID, participant_id: UUID) -> Response:
    """The invitation the first time, the same link again after that. Pressing twice on one page sends once."""
    _, person = open_person(course_id, participant_id)
    if person.address_hash:
        _send([person])
        receipts.say("link-sent")
    return redirect(url_for("desk.course", course_id=course_id), 303)


@bp.post("/kurser/<uuid:course_id>/skicka")
@allow(Role.LEADER)
def send_links(course_id: UUID) -> Response:
    """The invitation to everybody who has not been sent one."""
    own_people(course_id)
    everybody = {person.id: person for person in people.participants_in(reading(), course_id)}
    rows = queries.persons(reading(), list(everybody.values()))
    if chosen := [everybody[row.id] for row in rows if row.way is Way.NOT_SENT]:
        _send(chosen)
        receipts.say("link-sent")
    return redirect(url_for("desk.course", course_id=course_id), 303)


@bp.get("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/byt-lank")
@allow(Role.LEADER)
def ask_replace(course_id: UUID, participant_id: UUID) -> str:
    course, person = open_person(course_id, participant_id)
    if person.protected:
        abort(404)
    return render_template("desk/replace_link.html", form=ReplaceForm(), course=course, person=queries.persons(reading(), [person])[0])


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/byt-lank")
@allow(Role.LEADER)
def replace_link(course_id: UUID, participant_id: UUID) -> Response | tuple[str, int]:
    course, person = open_person(course_id, participant_id)
    if person.protected:
        abort(404)
    form = ReplaceForm()
    if not form.validate():
        return refused("desk/replace_link.html", form, course=course, person=queries.persons(reading(), [person])[0])
    at, why = clock.now(), REPLACED_BECAUSE[form.why.data]
    with transaction() as session:
        service.replace(session, participant_id, why=why, at=at)
        sessions.end_all(session, participant_id, at=at)
        audit.record(session, "link.replaced", at=at, staff_id=me(), participant_id=participant_id, detail=why.value)
    receipts.say("link-replaced")
    return redirect(url_for("desk.course", course_id=course_id), 303)


def _send(chosen: list[Participant]) -> None:
    """Remember the messages in one transaction, and send them after it."""
    at, mark = clock.now(), asked()
    ids = [person.id for person in chosen]
    with transaction() as session:
        sent_before = invited(session, ids)
        again = {one: service.send_again(session, one, asked=mark, at=at) for one in ids if one in sent_before}
        remembered = [again[one] if one in again else service.invite(session, one, asked=mark, at=at) for one in ids]
        for one in ids:
            audit.record(session, "link.sent", at=at, staff_id=me(), participant_id=one)
    for message in remembered:
        if message:
            messages.send_now(message, at=at)
