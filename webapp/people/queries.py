"""Looking up people and courses. Nothing here changes anything."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, func, inspect, select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.parties import Agency, Identity, Role
from webapp.people.models import Area, CaseHandler, Course, CourseLeader, CourseMeeting, Participant, StaffAccount
from webapp.security.models import VisitorSession

FIRST = {Agency.FK: 0, Agency.AF: 1}


#: Asked at every request, so these are built once.
SESSION_NOW = (
    select(VisitorSession, Participant.locale, Participant.ended_at, StaffAccount.locale, StaffAccount.role, StaffAccount.agency)
    .outerjoin(Participant, Participant.id == VisitorSession.participant_id)
    .outerjoin(StaffAccount, (StaffAccount.id == VisitorSession.staff_id) & StaffAccount.active)
    .where(VisitorSession.secret_hash == bindparam("hash"))
)
LEADERS_WHILE_IT_RUNS = (
    select(StaffAccount)
    .join(CourseLeader, CourseLeader.staff_id == StaffAccount.id)
    .join(Course, Course.id == CourseLeader.course_id)
    .join(Participant, Participant.course_id == Course.id)
    .where(Participant.id == bindparam("who"), Course.ends_on >= bindparam("on"), StaffAccount.active)
)


def identify(session: Session, secret_hash: str) -> tuple[VisitorSession, Identity | None] | None:
    """The session with this secret, and who it belongs to as things stand now. None for whom when that person may do nothing any more."""
    found = session.execute(SESSION_NOW, {"hash": secret_hash}).one_or_none()
    if found is None:
        return None
    visit, hers, ended_at, theirs, role, agency = found
    if visit.staff_id:
        return visit, Identity(theirs, role, agency) if theirs else None
    return visit, Identity(hers, case_open=ended_at is None) if hers else None


def course(session: Session, course_id: UUID, *, lock: bool = False) -> Course | None:
    """With `lock`, nobody else changes the row until the transaction ends."""
    return session.get(Course, course_id, with_for_update=lock or None, populate_existing=lock)


def participant(session: Session, participant_id: UUID, *, lock: bool = False) -> Participant | None:
    """With `lock`, nobody else changes the row until the transaction ends."""
    return session.get(Participant, participant_id, with_for_update=lock or None, populate_existing=lock)


def staff(session: Session, staff_id: UUID) -> StaffAccount | None:
    return session.get(StaffAccount, staff_id)


def staff_by_id(session: Session, ids: Iterable[UUID]) -> list[StaffAccount]:
    """Several at once, also those who have left."""
    return list(session.scalars(select(StaffAccount).where(StaffAccount.id.in_(list(ids)))))


def area(session: Session, area_id: UUID) -> Area | None:
    return session.get(Area, area_id)


def staff_in_area(session: Session, area_id: UUID, role: Role) -> list[StaffAccount]:
    """The active accounts with a role in an area, Försäkringskassan first, by name."""
    rows = select(StaffAccount).where(StaffAccount.area_id == area_id, StaffAccount.role == role, StaffAccount.active)
    return _by_agency(session.scalars(rows))


def colleagues(session: Session, account: StaffAccount) -> list[StaffAccount]:
    """Who can take over from her: the others with her role at her agency in her area, by name."""
    there = staff_in_area(session, account.area_id, account.role)
    return [one for one in there if one.id != account.id and one.agency is account.agency]


def everybody_on_staff(session: Session) -> list[StaffAccount]:
    """Every active account, for the demo's sign-in."""
    return _by_agency(session.scalars(select(StaffAccount).where(StaffAccount.active)))


def _by_agency(accounts: Iterable[StaffAccount]) -> list[StaffAccount]:
    return sorted(accounts, key=lambda account: (FIRST.get(account.agency, 2) if account.agency else 2, account.name))


def courses_led_by(session: Session, staff_id: UUID) -> list[Course]:
    """The courses this leader leads, the latest first."""
    rows = select(Course).join(CourseLeader, CourseLeader.course_id == Course.id).where(CourseLeader.staff_id == staff_id)
    return sorted(session.scalars(rows), key=lambda course: (-course.starts_on.toordinal(), course.name))


def leads(session: Session, staff_id: UUID, course_id: UUID) -> bool:
    return session.get(CourseLeader, (course_id, staff_id)) is not None


def leaders(session: Session, course_id: UUID) -> list[StaffAccount]:
    """Who leads the course now, Försäkringskassan first."""
    rows = select(StaffAccount).join(CourseLeader, CourseLeader.staff_id == StaffAccount.id).where(CourseLeader.course_id == course_id)
    return _by_agency(session.scalars(rows.where(StaffAccount.active)))


def meetings(session: Session, course_id: UUID) -> list[CourseMeeting]:
    rows = select(CourseMeeting).where(CourseMeeting.course_id == course_id)
    return list(session.scalars(rows.order_by(CourseMeeting.number)))


def meeting(session: Session, course_id: UUID, number: int) -> CourseMeeting | None:
    """One of the eight. The number may be any that somebody has typed, also one that is too large for a database."""
    return next((one for one in meetings(session, course_id) if one.number == number), None)


def next_meeting(session: Session, course_id: UUID, after: datetime) -> CourseMeeting | None:
    """The first meeting that begins after this moment."""
    coming = CourseMeeting.course_id == course_id, CourseMeeting.held_on >= clock.day(after)
    rows = select(CourseMeeting).where(*coming).order_by(CourseMeeting.number).limit(2)
    return next((row for row in session.scalars(rows) if clock.at(row.held_on, row.begins) > after), None)


def next_days(session: Session, course_ids: Sequence[UUID], on: date) -> dict[UUID, date]:
    """The next day each course meets, that day included. A course that is over has none."""
    coming = CourseMeeting.course_id.in_(course_ids) & (CourseMeeting.held_on >= on)
    rows = select(CourseMeeting.course_id, func.min(CourseMeeting.held_on)).where(coming).group_by(CourseMeeting.course_id)
    return {row[0]: row[1] for row in session.execute(rows)}


def sizes(session: Session, course_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many are in each course."""
    rows = select(Participant.course_id, func.count()).where(Participant.course_id.in_(course_ids)).group_by(Participant.course_id)
    return {row[0]: row[1] for row in session.execute(rows)}


def participants_in(session: Session, course_id: UUID) -> list[Participant]:
    """Everybody in the course, by seat."""
    return list(session.scalars(select(Participant).where(Participant.course_id == course_id).order_by(Participant.seat)))


def handlers(session: Session, participant_id: UUID) -> dict[Agency, StaffAccount]:
    return handlers_of(session, [participant_id])[participant_id]


def handlers_of(session: Session, participant_ids: Sequence[UUID]) -> dict[UUID, dict[Agency, StaffAccount]]:
    """The handlers of many people, in one question to the database. Everybody asked about has an entry."""
    rows = select(CaseHandler, StaffAccount).join(StaffAccount, StaffAccount.id == CaseHandler.staff_id)
    found: dict[UUID, dict[Agency, StaffAccount]] = {person: {} for person in participant_ids}
    for case, account in session.execute(rows.where(CaseHandler.participant_id.in_(participant_ids), StaffAccount.active)):
        found[case.participant_id][case.agency] = account
    return found


def handles(session: Session, staff_id: UUID, participant_id: UUID) -> bool:
    """Whether this is a case of the handler's."""
    found = exists().where(CaseHandler.staff_id == staff_id, CaseHandler.participant_id == participant_id)
    return bool(session.scalar(select(found)))


def cases_of(session: Session, staff_id: UUID) -> list[Participant]:
    """The open cases of a handler."""
    rows = select(Participant).join(CaseHandler, CaseHandler.participant_id == Participant.id)
    return list(session.scalars(rows.where(CaseHandler.staff_id == staff_id, Participant.ended_at.is_(None)).order_by(Participant.id)))


def named_human(session: Session, participant_id: UUID, on: date) -> StaffAccount | None:
    """Whom a participant may call: a leader until the course ends, then her handler at Försäkringskassan."""
    leading = _by_agency(session.scalars(LEADERS_WHILE_IT_RUNS, {"who": participant_id, "on": on}))
    if reachable := [leader for leader in leading if leader.phone_sealed]:
        return reachable[0]
    person = session.get(Participant, participant_id)
    return named_humans(session, person.course_id, [participant_id], on)[participant_id] if person else None


def named_humans(session: Session, course_id: UUID, participant_ids: Sequence[UUID], on: date) -> dict[UUID, StaffAccount | None]:
    """The same for many people in one course. Nobody without a work phone is named while there is somebody with one."""
    running = on <= session.get_one(Course, course_id).ends_on
    leading, handling = leaders(session, course_id), handlers_of(session, participant_ids)
    return {person: _whom_to_call(leading, handling[person], running=running) for person in participant_ids}


def _whom_to_call(leading: list[StaffAccount], handling: dict[Agency, StaffAccount], *, running: bool) -> StaffAccount | None:
    handler = [handling[Agency.FK]] if Agency.FK in handling else []
    order = [*leading, *handler] if running else [*handler, *leading]
    return next((account for account in order if account.phone_sealed), None) or next(iter(order), None)


def anybody(connection: Connection) -> bool:
    """Whether there is a person in a database that may be empty, or of an older form."""
    there = set(inspect(connection).get_table_names())
    models = [model for model in (Participant, StaffAccount) if model.__tablename__ in there]
    return any(connection.scalar(select(model.id).limit(1)) for model in models)
