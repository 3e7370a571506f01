"""Showing a place once more without a new talk: to whom it can be shown, and what is asked, in the same words as the ledger keeps."""

from dataclasses import astuple, dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.chat import facts
from webapp.chat.effects import SHOWN_TO
from webapp.consent.service import Wording
from webapp.flows.engine import library, talk
from webapp.flows.engine.definition import Flow
from webapp.ground.parties import Agency
from webapp.language import speaking, spoken_locale, t
from webapp.language.speech import speak
from webapp.surveys.engine.questions import One


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands on the page that asks once more, in that order."""

    title: str
    question: str
    answer: str
    button: str


def offered(session: Session, participant_id: UUID) -> dict[str, str]:
    """Whom -> in words. The same choices as the talk about the staircase gives her now, by the same rule."""
    known = facts.known(session, participant_id, _flow())
    question = talk.offered(_flow(), "share", facts=known).question
    options = question.options if isinstance(question, One) else ()
    return {_whom(option.key): speak(option.text) for option in options if option.key in SHOWN_TO}


def agencies(whom: str) -> frozenset[Agency]:
    """The agencies a choice means; none for a word that is no choice."""
    return next((named for choice, named in SHOWN_TO.items() if _whom(choice) == whom), frozenset())


def asked(whom: str) -> Asked:
    """The page about one choice, in the language of the moment."""
    question = talk.asked(_flow(), "share").question
    answer = question.summary(f"show_{whom}")
    return Asked(
        title=t("my.show-again.title", "Vill du visa din plats?"),
        question=speak(question.label),
        answer=speak(answer) if answer else "",
        button=t("my.show-again.do", "Ja, visa"),
    )


def wording(whom: str) -> Wording:
    """The words of that page for the ledger, in Swedish and as they stood on the screen."""
    with speaking("sv"):
        swedish = _joined(asked(whom))
    return Wording(swedish, _joined(asked(whom)), spoken_locale().id, _flow().key, _flow().version)


def _joined(page: Asked) -> str:
    return "\n\n".join(astuple(page))


def _whom(choice: str) -> str:
    return choice.removeprefix("show_")


def _flow() -> Flow:
    return library.shipped().get("staircase")
