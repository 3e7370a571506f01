"""Making somebody nameless, and ending a case. Both ask first, and neither can be undone."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.desk.blueprint import bp
from webapp.desk.queries.courses import called
from webapp.desk.views import receipts
from webapp.desk.views.own import me, own_person
from webapp.ground import clock
from webapp.ground.parties import Agency, Role
from webapp.invitations import service as invitations
from webapp.invitations.values import LinkEnd
from webapp.language import t
from webapp.people import queries as people
from webapp.people import service
from webapp.people.models import Participant
from webapp.security import audit, sessions
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction


@bp.get("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/skydda")
@allow(Role.LEADER)
def ask_protect(course_id: UUID, participant_id: UUID) -> str | Response:
    _, person = own_person(course_id, participant_id)
    if person.protected or person.ended_at:
        return redirect(_course(course_id), 303)
    return render_template(
        "desk/ask_first.html",
        title=t("desk.protect.title", "Skydda uppgifterna om {name}?", name=called(person)),
        sentences=[
            t("desk.protect.what", "Namn, adress och länk tas bort genast. Det som är öppet på telefoner stängs."),
            t("desk.protect.paper", "Personen får papper i stället. Det går inte att ångra."),
        ],
        do=t("desk.protect.do", "Ja, skydda uppgifterna"),
        back=url_for("desk.person", course_id=course_id, participant_id=participant_id),
    )


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/skydda")
@allow(Role.LEADER)
def protect(course_id: UUID, participant_id: UUID) -> Response:
    own_person(course_id, participant_id)
    with transaction() as session:
        person = _locked(session, participant_id)
        if not (person.protected or person.ended_at):
            service.protect(session, person)
            _shut_out(session, person, LinkEnd.PROTECTED, "participant.protected")
    receipts.say("protected")
    return redirect(_course(course_id), 303)


@bp.get("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/avsluta")
@allow(Role.LEADER)
def ask_end(course_id: UUID, participant_id: UUID) -> str | Response:
    _, person = own_person(course_id, participant_id)
    return _ask_end(person, url_for("desk.person", course_id=course_id, participant_id=participant_id), _course(course_id))


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/avsluta")
@allow(Role.LEADER)
def end(course_id: UUID, participant_id: UUID) -> Response:
    own_person(course_id, participant_id)
    _end(participant_id)
    return redirect(_course(course_id), 303)


@bp.get("/mina-deltagare/<uuid:participant_id>/avsluta")
@allow(Role.HANDLER)
def ask_end_own(participant_id: UUID) -> str | Response:
    return _ask_end(own_case(participant_id), url_for("desk.case", participant_id=participant_id), url_for("desk.cases"))


@bp.post("/mina-deltagare/<uuid:participant_id>/avsluta")
@allow(Role.HANDLER)
def end_own(participant_id: UUID) -> Response:
    own_case(participant_id)
    _end(participant_id)
    return redirect(url_for("desk.cases"), 303)


def own_case(participant_id: UUID) -> Participant:
    """A case of the visitor's. Försäkringskassan chose the person, and so it is theirs to end."""
    if visitor().agency is not Agency.FK or not people.handles(reading(), me(), participant_id):
        abort(404)
    return people.participant(reading(), participant_id) or abort(404)


def _course(course_id: UUID) -> str:
    return url_for("desk.course", course_id=course_id)


def _ask_end(person: Participant, back: str, ended: str) -> str | Response:
    if person.ended_at:
        return redirect(ended, 303)
    return render_template(
        "desk/ask_first.html",
        title=t("desk.end.title", "Avsluta ärendet för {name}?", name=called(person)),
        sentences=[
            t("desk.end.what", "Länken slutar fungera genast. Det som är öppet på telefoner stängs."),
            t("desk.end.who", "Handläggarna ser inte längre ärendet här. Det går inte att ångra."),
        ],
        do=t("desk.end.do", "Ja, avsluta ärendet"),
        back=back,
    )


def _end(participant_id: UUID) -> None:
    with transaction() as session:
        person = _locked(session, participant_id)
        if person.ended_at is None:
            service.end_case(session, person, at=clock.now())
            _shut_out(session, person, LinkEnd.CASE_ENDED, "case.ended")
    receipts.say("ended")


def _locked(session: Session, participant_id: UUID) -> Participant:
    return session.get_one(Participant, participant_id, with_for_update=True)


def _shut_out(session: Session, person: Participant, why: LinkEnd, act: str) -> None:
    """Her link and everything that is open because of it, on every phone."""
    at = clock.now()
    invitations.close(session, person.id, why=why, at=at)
    sessions.end_all(session, person.id, at=at)
    audit.record(session, act, at=at, staff_id=me(), participant_id=person.id)
