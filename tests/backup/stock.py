"""A database with at least one row in every table, and ways to look at all of it."""

from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from secrets import token_bytes
from uuid import UUID, uuid4

from click.testing import Result
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.security.world import FIGURES, World, world
from tests.security.world import SECRETS as ALL_SECRETS
from webapp.assessments.models import GkChange, GkOutcome, GkPairBooking, GkRequest
from webapp.assessments.values import Change, OutcomeKind, Why
from webapp.backup.keepers import keeper
from webapp.chat import service as chat
from webapp.course_survey.models import BoxKey, Envelope, SurveyBase, SurveyCount, SurveyPublication, SurveyRound
from webapp.course_survey.values import KeyState, Part, RoundState
from webapp.ground import clock
from webapp.invitations.models import Ballot, BallotWords, DeviceCode, LinkRequest, Pairing
from webapp.messages.models import LastTurn, OutboxMessage, Replan, SendingDay, SendingStop
from webapp.messages.values import Kind, State, Stop
from webapp.past.models import PastCourse, PastGk
from webapp.people.models import Course, StaffAccount
from webapp.reminders.models import MeetingReply, MessageChoice, NoticeOff
from webapp.reminders.values import Hour, Notice
from webapp.security import audit
from webapp.security.models import RateWindow, VisitorSession
from webapp.sign_in.models import OutsideAccount, ParkedForm, Passkey, RecoveryCode, StaffDoors, StaffInvite
from webapp.storage import Base, db, transaction

#: Words that are sealed. Counts are not.
SECRETS = {name: word for name, word in ALL_SECRETS.items() if name not in FIGURES} | {"door": "Hemlig"}
Rows = dict[str, list[str]]


def filled(app: Flask) -> UUID:
    """People, talks, sessions, messages and sealed boxes. The id of the person in the middle of it."""
    with app.app_context(), transaction() as session:
        made = world(session)
        chat.publish(session, at=clock.now())
        visit = _visitor(session, made.person)
        _survey(session, made.other.course, made.person)
        # Everybody has answered, so that nobody is to be told of the survey.
        session.execute(update(Ballot).values(spent=True))
        for number, state in enumerate(State):
            session.add(_message(made.person, f"invitation:{number}", state))
        session.add(LinkRequest(address_hash="ab" * 32, asked_at=clock.now()))
        session.add(RateWindow(key="cd" * 32, count=3, ends_at=clock.now() + timedelta(minutes=5)))
        session.add(Pairing(session_id=visit, participant_id=made.person, words="röd båt", **_short()))
        session.add(DeviceCode(session_id=visit, code_hash="ef" * 32, **_short()))
        _gk(session, made)
        _past(session)
        _reminders(session, made.person)
        _doors(session, made.admin)
        audit.record(session, "case.read", at=clock.now(), participant_id=made.person, detail="fk")
    return made.person


def _gk(session: Session, made: World) -> None:
    """A pair that is booked, a time that holds no more, and what was decided."""
    at, day, by, person = clock.now(), clock.today(), made.work.fk, made.person
    session.add(
        GkRequest(participant_id=person, requested_on=day, requested_at=at, requested_by=by, consent_attached=True, week_ahead=False)
    )
    gone = {"what": Change.MOVED, "why": Why.HEALTH, "held_on": day, "begins": time(13)}
    session.add(GkPairBooking(pair_id=made.pair, participant_id=person, booked_by=by, booked_at=at))
    session.add(GkChange(participant_id=person, number=1, changed_at=at, changed_by=by, **gone))
    decided = {"kind": OutcomeKind.COOPERATION, "decided_on": day, "starts_on": day, "ends_on": day}
    session.add(GkOutcome(participant_id=person, number=1, recorded_at=at, recorded_by=by, **decided))


def _past(session: Session) -> None:
    """A course from before, and a GK after it."""
    area, at, day = session.scalars(select(Course.area_id)).first(), clock.now(), clock.today()
    course = PastCourse(area_id=area, starts_on=day, ends_on=day, participants=8, women=5, men=3, sp=6, ae=2, imported_at=at)
    course.name = "Hemligkurs"
    session.add(course)
    session.flush()
    session.add(PastGk(course_id=course.id, number=1, requested_on=day, first_on=day, last_on=day, imported_at=at))


def _reminders(session: Session, person: UUID) -> None:
    """What was said about messages, and what stands around them. Her reminders are stopped, so that no plan is made of it."""
    at, day, staff = clock.now(), clock.today(), session.scalars(select(StaffAccount.id)).first()
    session.add(MessageChoice(participant_id=person, hour=Hour.NOON, stopped_at=at))
    session.add(MeetingReply(participant_id=person, meeting="gk:1", held_on=day, begins=time(13), coming=True, said_at=at))
    session.add_all([NoticeOff(staff_id=staff, notice=Notice.MEETING), Replan(participant_id=person), LastTurn(part="sweep", at=at)])
    session.add_all([SendingStop(name=Stop.EMAIL.value, since=at, reason="refused"), SendingDay(day=day, due=3, parts=5)])


def _doors(session: Session, staff_id: UUID) -> None:
    """How one of the staff is let in, and what waits for her."""
    at = clock.now()
    doors = StaffDoors(staff_id=staff_id, address_hash="a1" * 32, totp_step=0)
    doors.password, doors.totp = "Hemligtlösen", "Hemlignyckel"
    waits = ParkedForm(staff_id=staff_id, made_at=at)
    waits.path, waits.fields = "/kurser/ny", "Hemligtformulär"
    session.add_all([doors, waits, RecoveryCode(staff_id=staff_id, number=1, code_hash="a2" * 32)])
    session.add(Passkey(staff_id=staff_id, credential_id="a3", public_key="a4", sign_count=2**32 - 1, made_at=at))
    session.add(OutsideAccount(staff_id=staff_id, issuer="https://provider.example", subject_hash="a5" * 32, made_at=at))
    session.add(StaffInvite(staff_id=staff_id, token_hash="a6" * 32, made_at=at, useless_at=at + timedelta(days=7)))


def _short() -> dict[str, object]:
    return {"made_at": clock.now(), "expires_at": clock.now() + timedelta(minutes=10)}


def _visitor(session: Session, person: UUID) -> UUID:
    row = VisitorSession(secret_hash="12" * 32, participant_id=person, own_phone=True, made_at=clock.now(), seen_at=clock.now())
    session.add(row)
    session.flush()
    return row.id


def _message(person: UUID, dedupe: str, state: State) -> OutboxMessage:
    at = clock.now()
    useless_at = at + timedelta(days=3)
    return OutboxMessage(
        kind=Kind.INVITATION, participant_id=person, dedupe=dedupe, state=state, made_at=at, due_at=at, useless_at=useless_at
    )


def _survey(session: Session, course_id: UUID, person: UUID) -> None:
    course = session.get_one(Course, course_id)
    rounds = [_round(session, course, part, state) for part, state in ((Part.A, RoundState.OPEN), (Part.B, RoundState.CLOSED))]
    ballot = Ballot(round_id=rounds[0].id, participant_id=person)
    base = SurveyBase(
        area_id=course.area_id,
        period="2026-2",
        part=Part.A,
        sheets=5,
        survey="course-survey",
        survey_version=1,
        opened_on=date(2026, 12, 18),
    )
    session.add_all([ballot, base])
    session.flush()
    words = BallotWords(round_id=rounds[0].id, secret_hash="34" * 32, words="blå sten", expires_at=clock.now(), ballot_id=ballot.id)
    count = SurveyCount(base_id=base.id, question="1", answer="5", count=4)
    published = SurveyPublication(area_id=course.area_id, period="2026-1", part=Part.A, published_on=date(2026, 12, 20))
    session.add_all([words, count, published])
    put_envelopes(session, rounds[0].id, [token_bytes(600) for _ in range(6)])


def _round(session: Session, course: Course, part: Part, state: RoundState) -> SurveyRound:
    key = BoxKey(public_key=token_bytes(32), state=KeyState.IN_USE, probe=token_bytes(80), probed_on=clock.today())
    session.add(key)
    session.flush()
    row = SurveyRound(
        course_id=course.id, area_id=course.area_id, part=part, period="2027-1", state=state, key_id=key.id,
        opens_at=clock.now(), closes_at=clock.now() + timedelta(days=7),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def put_envelopes(session: Session, round_id: UUID, contents: list[bytes]) -> None:
    session.add_all([Envelope(id=uuid4().bytes, round_id=round_id, sealed=sealed) for sealed in contents])


def rows(app: Flask) -> Rows:
    """Every row of every table, as the database holds it."""
    with app.app_context():
        with db.engine.connect() as connection:
            seen = {
                table.name: sorted(str(tuple(row)) for row in connection.execute(select(table))) for table in Base.metadata.sorted_tables
            }
        db.engine.dispose()
    return seen


def inner(app: Flask) -> bytes:
    """A copy as it is before it is sealed."""
    content = BytesIO()
    with app.app_context():
        keeper(db.engine).copy(db.engine, content)
        db.engine.dispose()
    return content.getvalue()


def runs(app: Flask, *arguments: str | Path) -> Result:
    """`flask ...` on this app; what it says is in `.output`."""
    with app.app_context():
        return app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])


def says(result: Result) -> str:
    """What a command said when it refused: one sentence, and no trace of how it was found."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert len(result.output.splitlines()) == 1, result.output
    return result.output.strip()


def emptied(app: Flask) -> None:
    """Lose the database, as with a broken disk, and begin anew with an empty one."""
    with app.app_context():
        Base.metadata.drop_all(db.engine)
        with db.engine.begin() as connection:
            connection.exec_driver_sql("drop table alembic_version")
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("drop schema public cascade")
                connection.exec_driver_sql("create schema public")
        db.engine.dispose()


def inside(folder: Path) -> set[str]:
    """The names of everything in a folder, hidden files too."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
