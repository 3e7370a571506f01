"""What the worker does with the boxes of the anonymous survey: each part is safe to stop anywhere and to run beside another worker."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from webapp.chat.queries import flow_version
from webapp.course_survey import queries
from webapp.course_survey import service as course_survey
from webapp.course_survey.asked import Asked, asked_in
from webapp.course_survey.key_folder import BoxKeyFolder, KeyFolderFault
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.service import Emptied
from webapp.course_survey.values import FLOWS
from webapp.ground import clock
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.logs import log
from webapp.security import audit
from webapp.storage import reading, transaction


def folder() -> BoxKeyFolder:
    """The folder of box keys of this installation."""
    return BoxKeyFolder(current_app.extensions["settings"].box_keys_dir)


def keep_keys() -> None:
    """Probe every key once a day, destroy those that have done their work, and keep some ready. A key out of reach is an alarm."""
    today = clock.today()
    with transaction() as session:
        failed = course_survey.probe(session, folder(), on=today)
    if failed:
        log.error("box keys", kind="probe", count=failed)
    with transaction() as session:
        course_survey.restock(session, folder(), on=today)
    with transaction() as session:
        course_survey.destroy_condemned(session, folder())


def follow_times() -> None:
    """Open and close rounds whose time has come."""
    at = clock.now()
    for round_id in queries.due_to_open(reading(), at=at):
        _open(round_id, at)
    for round_id in queries.due_to_close(reading(), at=at):
        with transaction() as session:
            course_survey.close(session, round_id, at=at)


def open_boxes(at: datetime | None = None) -> None:
    """Open each closed box that has enough in it, and the small ones together when their half-year is over.

    Without `at`, now; the demo opens boxes in the past.
    """
    at = at or clock.now()
    for round_id in queries.closed(reading()):
        _empty(course_survey.settle, [round_id], at)
    for small in queries.small_boxes(reading(), at=at, on=clock.day(at)):
        _empty(course_survey.pool, list(small), at)
    with transaction() as session:
        course_survey.destroy_condemned(session, folder())


def give_up(number: int, *, at: datetime) -> None:
    """Decide that a box whose key is lost is never opened, so that the others of its half-year can be.

    Raises what `course_survey.give_up` raises.
    """
    with transaction() as session:
        course_survey.give_up(session, folder(), number, at=at)
        audit.record(session, "box-given-up", at=at, detail=f"låda {number} oöppnad, nyckeln är borta")


def _open(round_id: UUID, at: datetime) -> None:
    try:
        with transaction() as session:
            row = session.get_one(SurveyRound, round_id)
            invitations.open_survey(session, row.course_id, row.part, at=at)
    except course_survey.AlreadyOpened:
        return
    except course_survey.NoKeyLeft:
        log.error("box keys", kind="none left")


def _empty(way: Callable[..., Emptied | None], round_ids: list[UUID], at: datetime) -> None:
    """One box, or some together, in one transaction with its line in the audit log. A key out of reach leaves all as it was."""
    try:
        with transaction() as session:
            spent = sum(ballots.spent(session, round_id) for round_id in round_ids)
            if (emptied := way(session, folder(), round_ids, _asked(session, round_ids[0]), at=at)) is None:
                return
            if emptied.sheets is not None and spent != emptied.sheets + emptied.unreadable:
                log.error("box", kind="mismatch", count=spent - emptied.sheets - emptied.unreadable)
            audit.record(session, "box-opened" if emptied.sheets is not None else "box-burnt", at=at, detail=_said(emptied))
    except KeyFolderFault as fault:
        log.error("box keys", kind="opening", exc_info=fault)


def _said(emptied: Emptied) -> str:
    boxes = f"låda {', '.join(map(str, emptied.numbers))}"
    if emptied.sheets is None:
        return f"{boxes} oöppnad"
    return f"{boxes} {emptied.sheets} svar" + (f" {emptied.unreadable} oläsliga" if emptied.unreadable else "")


def _asked(session: Session, round_id: UUID) -> Asked:
    row = session.get_one(SurveyRound, round_id)
    return asked_in(flow_version(session, FLOWS[row.part], row.flow_version or 0))
