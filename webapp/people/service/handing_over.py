"""Work that passes to a colleague. Whose it is changes, and nothing else: what was written, decided and planned stays as it is."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp.ground.parties import Agency, Role
from webapp.people import queries
from webapp.people.models import CaseHandler, CourseLeader, StaffAccount


class NotAColleague(ValueError):
    """That account may not take this over."""


class NotTheirs(ValueError):
    """Whoever would hand this over does not have it."""


def hand_over_course(session: Session, course_id: UUID, *, giver: UUID, to: UUID) -> None:
    """The other leads the course from now on. Raises NotTheirs and NotAColleague."""
    course = queries.course(session, course_id, lock=True)
    row = session.get(CourseLeader, (course_id, giver), populate_existing=True)
    if course is None or row is None:
        raise NotTheirs
    _check(session, to, Role.LEADER, course.area_id)
    session.delete(row)
    session.flush()
    if not queries.leads(session, to, course_id):
        session.add(CourseLeader(course_id=course_id, staff_id=to))
    session.flush()


def hand_over_case(session: Session, participant_id: UUID, agency: Agency, *, giver: UUID, to: UUID) -> None:
    """The other is her handler at this agency from now on. Raises NotTheirs and NotAColleague."""
    row = session.get(CaseHandler, (participant_id, agency), with_for_update=True, populate_existing=True)
    account = queries.staff(session, giver)
    if row is None or account is None or row.staff_id != giver:
        raise NotTheirs
    _check(session, to, Role.HANDLER, account.area_id, agency)
    row.staff_id = to
    session.flush()


def _check(session: Session, staff_id: UUID, role: Role, area_id: UUID, agency: Agency | None = None) -> None:
    account = session.get(StaffAccount, staff_id, with_for_update=True, populate_existing=True)
    if account is None or not account.active or (account.role, account.area_id) != (role, area_id):
        raise NotAColleague
    if agency is not None and account.agency is not agency:
        raise NotAColleague
