"""What a handler may see: her own cases, and in each of them what the access rules give her agency now.

Försäkringskassan selects the participants. Arbetsförmedlingen sees the chosen name and the course, and the rest only while the consent that
lifts secrecy holds. A placement is read from here and nowhere else in the staff pages, and only through `consent.queries.shown`.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.assessments.models import GkMeeting
from webapp.assessments.values import Concern
from webapp.consent import queries as consent
from webapp.consent.models import ConsentEntry
from webapp.consent.values import Purpose
from webapp.desk.queries.plans import is_due, plans
from webapp.desk.queries.seen import Asked, Case, Contact, Meeting, Named, Reader, Row
from webapp.desk.queries.shared import boxes_shown, shared_with
from webapp.desk.queries.ways import Way, ways
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.people import queries as people
from webapp.people.addresses import phone_as_read
from webapp.people.models import CaseHandler, Course, Participant, StaffAccount
from webapp.reminders import absences
from webapp.reminders.appointments import Whose
from webapp.reminders.models import MeetingReply
from webapp.reminders.through import Through
from webapp.security.models import AuditEntry


def mine(session: Session, reader: Reader, on: date) -> list[Row]:
    """My participants: those with a meeting ahead first, soonest at the top, then those who wait for one, the rest by name."""
    found = session.execute(_own(reader)).all()
    opened = _opened(session, [participant.id for participant, _ in found], reader.agency)
    shown = consent.shown(session, opened, reader.agency)
    ahead, missed = assessments.next_of(session, opened, on), absences.from_gk(session, opened, on)
    waits = assessments.waiting(session, opened)
    reached = ways(session, [participant for participant, _ in found if participant.id in opened])
    lost = {one for one, way in reached.items() if way in {Through.NO, Way.WRONG_PERSON}}
    rows = [
        Row(
            participant.id,
            participant.name,
            participant.seat,
            course.name,
            participant.id in opened,
            _meeting(ahead[participant.id]) if participant.id in ahead else None,
            participant.id in shown,
            participant.id in lost,
            waits[participant.id].requested_on if participant.id in waits else None,
            tuple(missed.get(participant.id, ())),
        )
        for participant, course in found
    ]
    return sorted(rows, key=_soonest_first)


def case(session: Session, reader: Reader, participant_id: UUID) -> Case | None:
    """One case, or None when it is not the reader's."""
    found = session.execute(_own(reader).where(Participant.id == participant_id)).first()
    if found is None:
        return None
    participant, course = found
    about = (participant.id, participant.name, participant.seat, course.name)
    decided = consent.latest_each(session, participant_id)
    if reader.agency is not Agency.FK and not consent.holds(decided.get(Purpose.SECRECY)):
        return Case(*about, opened=False)
    booked = assessments.meetings(session, participant_id)
    return Case(
        *about,
        opened=True,
        person=participant,
        shared=shared_with(session, participant_id, decided, reader.agency),
        boxes=boxes_shown(session, participant_id),
        meetings=_meetings(session, participant_id, booked),
        consents=_in_force(decided, reader.agency),
        contacts=_contacts(people.handlers(session, participant_id)),
        request=_request(session, participant_id),
        outcome=assessments.latest_outcome(session, participant_id),
        plans=tuple(plans(session, participant_id)),
        plan_due=is_due(booked, clock.today()),
    )


def is_own(session: Session, reader: Reader, participant_id: UUID) -> bool:
    """Whether this is an open case of the reader's, whatever she may see of it."""
    return session.execute(_own(reader).where(Participant.id == participant_id)).first() is not None


def named(session: Session, reader: Reader, participant_ids: Collection[UUID]) -> dict[UUID, Named]:
    """Of these people, those whose cases are the reader's own and open to her."""
    found = session.execute(_own(reader).where(Participant.id.in_(participant_ids))).all() if participant_ids else []
    opened = _opened(session, [participant.id for participant, _ in found], reader.agency)
    return {one.id: Named(one.id, one.name, one.seat) for one, _ in found if one.id in opened}


def read_since(session: Session, reader: Reader, participant_id: UUID, act: str, moment: datetime) -> bool:
    """Whether this reading stands in the audit log already, written at that moment or later, and after the latest paper."""
    about_her = AuditEntry.participant_id == participant_id
    written = select(AuditEntry.number).where(
        about_her, AuditEntry.staff_id == reader.staff_id, AuditEntry.act == act, AuditEntry.at >= moment
    )
    paper = select(func.max(AuditEntry.number)).where(about_her, AuditEntry.act == "placement.paper").scalar_subquery()
    return session.scalar(written.where(AuditEntry.number > func.coalesce(paper, 0)).limit(1)) is not None


def _own(reader: Reader) -> Select[Participant, Course]:
    """The reader's open cases."""
    mine = (CaseHandler.staff_id == reader.staff_id) & (CaseHandler.agency == reader.agency) & Participant.ended_at.is_(None)
    chosen = select(Participant, Course).join(CaseHandler, CaseHandler.participant_id == Participant.id)
    return chosen.join(Course, Course.id == Participant.course_id).where(mine)


def _opened(session: Session, participant_ids: list[UUID], agency: Agency) -> Collection[UUID]:
    """Those of whom this agency may see more than name and course."""
    if agency is Agency.FK:
        return participant_ids
    decided = consent.latest_of(session, participant_ids, Purpose.SECRECY)
    return {person for person, entry in decided.items() if consent.holds(entry)}


def _in_force(decided: dict[Purpose, ConsentEntry], agency: Agency) -> tuple[tuple[Purpose, datetime], ...]:
    given = {purpose: entry for purpose, entry in decided.items() if consent.holds(entry)}
    return tuple(
        (purpose, given[purpose].decided_at) for purpose in Purpose if purpose in given and agency.value in given[purpose].agencies.split()
    )


def _meetings(session: Session, participant_id: UUID, booked: Sequence[GkMeeting]) -> tuple[Meeting, ...]:
    concerns, absent = assessments.concerns(booked), absences.cannot_come(session, [participant_id], Whose.GK)
    keys = {one.number: (participant_id, f"gk:{one.number}", one.held_on, one.begins) for one in booked}
    return tuple(_answered(_meeting(one, concerns[one.number]), absent.get(keys[one.number])) for one in booked)


def _answered(meeting: Meeting, reply: MeetingReply | None) -> Meeting:
    return replace(meeting, cannot_come=True, reason=reply.reason if reply.reason_shown else None) if reply else meeting


def _meeting(booked: GkMeeting, concerns: tuple[Concern, ...] = ()) -> Meeting:
    begins = assessments.begins_at(booked)
    ends = begins + timedelta(minutes=booked.minutes)
    return Meeting(booked.number, booked.held_on, begins, ends, booked.place, booked.video_link, booked.specialist, concerns)


def _request(session: Session, participant_id: UUID) -> Asked | None:
    waits = assessments.waiting(session, [participant_id]).get(participant_id)
    by = people.staff(session, waits.requested_by) if waits else None
    if waits is None or by is None:
        return None
    return Asked(waits.requested_on, by.name, waits.consent_attached, waits.week_ahead, waits.specialist)


def _contacts(handlers: dict[Agency, StaffAccount]) -> tuple[Contact, ...]:
    return tuple(Contact(agency, handlers[agency].name, _phone(handlers[agency])) for agency in Agency if agency in handlers)


def _phone(account: StaffAccount) -> str | None:
    phone = account.phone
    return phone_as_read(phone) if phone else None


def _soonest_first(row: Row) -> tuple[bool, float, bool, str, int]:
    """Of those without a meeting, those for whom a GK is asked for."""
    name = (row.name or "").casefold().translate(str.maketrans("åäö", "{|}"))
    when = row.next_meeting.begins_at.timestamp() if row.next_meeting else 0.0
    return row.next_meeting is None, when, row.requested_on is None, name, row.seat
