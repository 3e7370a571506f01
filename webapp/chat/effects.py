"""The switchboard: what the effect words in flows/*.yaml do. The words there and here are the same set; a test demands it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.chat.models import Talk
from webapp.consent import service as consent
from webapp.consent.values import Decision, Purpose
from webapp.flows.engine.definition import Ask, Flow
from webapp.ground.parties import Agency
from webapp.language import speaking, spoken_locale
from webapp.language.speech import explain, speak
from webapp.staircase import queries as placements
from webapp.staircase import service as staircase
from webapp.surveys.engine.answers import Answer
from webapp.surveys.engine.library import shipped as surveys
from webapp.surveys.engine.place import Place
from webapp.surveys.engine.questions import One, Read
from webapp.surveys.engine.words import Words

BOTH = frozenset(Agency)
SHOWN_TO = {"show_both": BOTH, "show_fk": frozenset({Agency.FK}), "show_af": frozenset({Agency.AF})}
PURPOSES = {"consent-secrecy": (Purpose.SECRECY, BOTH), "consent-statistics": (Purpose.STATISTICS, BOTH)}
DECISIONS = {"give": Decision.GIVEN, "refuse": Decision.REFUSED}


@dataclass(frozen=True, slots=True)
class Doing:
    """A talk that has just been finished: whose, what was said, and when."""

    session: Session
    talk: Talk
    flow: Flow
    live: Mapping[str, Answer]
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
    chosen, question = doing.text("share"), doing.ask("share").question
    if chosen not in SHOWN_TO or not isinstance(question, One):
        return
    placement = placements.said_in(doing.session, doing.talk.id)
    texts = [question.label, *(option.text for option in question.options if option.key == chosen)]
    choice = consent.Choice(Purpose.SHARING, Decision.GIVEN, SHOWN_TO[chosen], placement.id if placement else None)
    consent.decide(doing.session, doing.talk.participant_id, choice, _wording(doing, texts, [speak(one) for one in texts]), at=doing.at)


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
    legal = [doing.flow.legal.title, doing.flow.legal.text] if doing.flow.legal else []
    consent.decide(doing.session, doing.talk.participant_id, choice, _wording(doing, legal, _on_screen(doing.flow)), at=doing.at)


def _on_screen(flow: Flow) -> list[str]:
    """What was there to read before deciding, in the language of the moment: point by point, and the legal text's translation."""
    read = [ask.question for ask in flow.asks if isinstance(ask.question, Read)]
    words = [words for question in read for words in (question.label, question.short, *_points(question)) if words]
    help_text = explain(flow.legal.text) if flow.legal else None
    return [*map(speak, words), *([help_text] if help_text else [])]


def _points(question: Read) -> list[Words]:
    return [part for point in question.points for part in (point.label, point.text)]


def _wording(doing: Doing, signed: list[Words], shown: list[str]) -> consent.Wording:
    with speaking("sv"):
        swedish = "\n\n".join(speak(one) for one in signed)
    return consent.Wording(
        swedish=swedish,
        shown="\n\n".join(shown),
        locale=spoken_locale().id,
        flow=doing.flow.key,
        flow_version=doing.flow.version,
    )


EFFECTS: Mapping[str, Callable[[Doing], None]] = {"staircase.place": place, "staircase.share": share, "consent.decide": decide}
