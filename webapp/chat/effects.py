"""The switchboard: what the effect words in flows/*.yaml do. The words there and here are the same set; a test demands it."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.chat import wording
from webapp.chat.models import Talk
from webapp.consent import service as consent
from webapp.consent.values import Decision, Purpose
from webapp.course_survey import service as course_survey
from webapp.course_survey.service import KeyOutOfReach as KeyOutOfReach
from webapp.course_survey.service import RoundShut as RoundShut
from webapp.flows.engine.definition import Ask, Flow
from webapp.ground.parties import Agency
from webapp.invitations import service as invitations
from webapp.invitations.models import Ballot
from webapp.staircase import queries as placements
from webapp.staircase import service as staircase
from webapp.surveys.engine.answers import Answer
from webapp.surveys.engine.library import shipped as surveys
from webapp.surveys.engine.place import Place

BOTH = frozenset(Agency)
SHOWN_TO = {"show_both": BOTH, "show_fk": frozenset({Agency.FK}), "show_af": frozenset({Agency.AF})}
PURPOSES = {"consent-secrecy": (Purpose.SECRECY, BOTH), "consent-statistics": (Purpose.STATISTICS, frozenset())}
DECISIONS = {"give": Decision.GIVEN, "refuse": Decision.REFUSED}


@dataclass(frozen=True, slots=True)
class Doing:
    """A talk that has just been finished: whose, what was said in which language, and when."""

    session: Session
    talk: Talk
    flow: Flow
    live: Mapping[str, Answer]
    locales: Mapping[str, str]
    at: datetime

    def text(self, step: str) -> str | None:
        """The answer to a step, when it is a text."""
        value = self.live.get(step)
        return value if isinstance(value, str) else None

    def ask(self, step: str) -> Ask:
        """The question of a step, in the version that was spoken."""
        return next(ask for ask in self.flow.asks if ask.key == step)


def place(doing: Doing) -> None:
    """Keep where she placed herself, with her hours and her line of need."""
    rating = staircase.SelfRating(Place.parse(doing.text("place") or "not-ready"), doing.text("hours"), doing.text("need"))
    asked = doing.ask("place").survey_version or surveys().get("staircase").version
    staircase.place(doing.session, doing.talk.participant_id, doing.talk.id, rating, survey_version=asked, at=doing.at)


def share(doing: Doing) -> None:
    """Write in the ledger whom she shows it to. Keeping it to herself changes nothing that was shown before."""
    chosen = doing.text("share")
    if chosen not in SHOWN_TO:
        return
    placement = placements.said_in(doing.session, doing.talk.id)
    choice = consent.Choice(Purpose.SHARING, Decision.GIVEN, SHOWN_TO[chosen], placement.id if placement else None)
    consent.decide(doing.session, doing.talk.participant_id, choice, wording.of(doing, ["share"]), at=doing.at)


def decide(doing: Doing) -> None:
    """Write a consent or a refusal in the ledger, bound to the words it is about."""
    purpose, agencies = PURPOSES[doing.flow.key]
    signed = doing.live.get("sign")
    choice = consent.Choice(
        purpose,
        DECISIONS[doing.text("decide") or ""],
        agencies,
        understood=doing.text("understood"),
        signature=signed["name"] if isinstance(signed, dict) else None,
    )
    pages = [step for step in ("read", "decide", "sign") if step in doing.live]
    consent.decide(doing.session, doing.talk.participant_id, choice, wording.of(doing, pages), at=doing.at)


EFFECTS: Mapping[str, Callable[[Doing], None]] = {"staircase.place": place, "staircase.share": share, "consent.decide": decide}


class BallotSpent(Exception):
    """There is an answer from this person already."""


class BallotElsewhere(Exception):
    """The ballot has been handed to another phone since."""


def send(session: Session, handed: invitations.Handed, round_id: UUID, questions: Sequence[str], answers: Mapping[str, str]) -> None:
    """Put the answers of an anonymous talk in the box, and spend the ballot, in the caller's one transaction.

    Raises RoundShut, KeyOutOfReach, BallotSpent or BallotElsewhere; then nothing is written.
    """
    course_survey.append(session, round_id, questions, [answers])
    if not invitations.spend(session, handed):
        raise BallotSpent if session.get_one(Ballot, handed.ballot_id).spent else BallotElsewhere


def send_paper(
    session: Session, participant_ids: Collection[UUID], round_id: UUID, questions: Sequence[str], sheets: Sequence[Mapping[str, str]]
) -> None:
    """Put sheets of paper in the box in no order, and spend the ballots of those who handed them in, in the caller's one transaction.

    Which sheet is whose is not known here either. Raises RoundShut, KeyOutOfReach or BallotSpent; then nothing is written.
    """
    if len(sheets) != len(participant_ids):
        raise ValueError("there are as many sheets as people")
    course_survey.append(session, round_id, questions, secrets.SystemRandom().sample(sheets, len(sheets)))
    if not invitations.spend_all(session, round_id, participant_ids):
        raise BallotSpent


#: What the last page of an anonymous flow does. Its answers never come to `EFFECTS`, where the person is known.
SEALED: Mapping[str, Callable[..., None]] = {"course_survey.send": send}
