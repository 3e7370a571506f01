"""What comes of an answer: who reads it and before which meeting, made from the same rows that decide it, so that it cannot lie."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.chat.effects import DECISIONS, PURPOSES, SHOWN_TO
from webapp.chat.models import Talk
from webapp.chat.who import agency_name, called, counts, let_in, reopened
from webapp.consent import queries as consent
from webapp.consent.values import Decision
from webapp.ground.parties import Agency
from webapp.language import t
from webapp.language.dates import moment, short_day
from webapp.people import queries as people
from webapp.staircase import queries as placements
from webapp.surveys.engine.answers import Answer

Live = Mapping[str, Answer]


def _sharing(session: Session, participant_id: UUID, live: Live) -> list[str]:
    chosen = _shown_to(live) & let_in(session, participant_id)
    if not chosen:
        return [t("who.chosen.nobody", "Bara du ser det här svaret.")]
    handlers = people.handlers(session, participant_id)
    reading = [
        t("who.chosen.reads", "{one} får läsa det.", one=called(handlers[agency].name, agency)) if agency in handlers else _later(agency)
        for agency in Agency
        if agency in chosen
    ]
    shut_out = [agency for agency in Agency if agency not in chosen]
    return [*reading, *(t("who.chosen.not", "{agency} får inte läsa det.", agency=agency_name(agency)) for agency in shut_out)]


def _shown_to(live: Live) -> frozenset[Agency]:
    return SHOWN_TO.get(str(live.get("share")), frozenset())


def _later(agency: Agency) -> str:
    name = agency_name(agency)
    return t("who.chosen.later", "Du har ingen handläggare på {agency} än. Handläggaren som du får kan läsa det.", agency=name)


def _secrecy(session: Session, participant_id: UUID, live: Live) -> list[str]:
    lines = _decided(session, participant_id, live)
    if reopened(session, participant_id) and live.get("decide") == "give":
        lines.append(t("who.chosen.reopened", "Arbetsförmedlingen kan då läsa din plats i trappan igen."))
    return [*lines, counts()]


def _decided(session: Session, participant_id: UUID, live: Live) -> list[str]:
    """What the handlers see of a decision about secrecy."""
    if live.get("decide") != "give":
        return [t("who.chosen.no", "En handläggare ser bara att det inte finns något ja.")]
    handlers = people.handlers(session, participant_id)
    seeing = [t("who.chosen.yes", "{one} ser ditt ja.", one=called(handlers[one].name, one)) for one in Agency if one in handlers]
    return seeing or [t("who.consent.later", "Du har ingen handläggare här än. Handläggaren som du får kan se ett ja.")]


def _statistics(_session: Session, _participant_id: UUID, _live: Live) -> list[str]:
    return [t("who.consent.nobody", "Ingen handläggare ser ditt svar här."), counts()]


#: By the same words as in `who.WHO`: what the line says once the choice is made.
CHOSEN: Mapping[str, Callable[[Session, UUID, Live], list[str]]] = {
    "sharing": _sharing,
    "secrecy": _secrecy,
    "statistics": _statistics,
}


def chosen(session: Session, participant_id: UUID, word: str, live: Live) -> str:
    """Who will see what she has chosen, one line for each."""
    return Markup("\n").join(CHOSEN[word](session, participant_id, live))


def answered_before(session: Session, participant_id: UUID, flow: str) -> str | None:
    """What she decided the last time, for a consent that is asked about again."""
    entry = consent.latest(session, participant_id, PURPOSES[flow][0]) if flow in PURPOSES else None
    if entry is None:
        return None
    day = short_day(entry.decided_at)
    return {
        Decision.GIVEN: t("chat.before.given", "Du svarade ja den {day}. Svarar du igen gäller det nya svaret.", day=day),
        Decision.REFUSED: t("chat.before.refused", "Du svarade nej den {day}. Svarar du igen gäller det nya svaret.", day=day),
        Decision.WITHDRAWN: t("chat.before.withdrawn", "Du tog tillbaka ditt ja den {day}. Svarar du igen gäller det nya svaret.", day=day),
    }[entry.decision]


def next_with_handlers(session: Session, talk: Talk, live: Live, *, at: datetime) -> list[str] | None:
    """What happens after a talk that leads to the joint assessment, line by line. None when the talk leads to no meeting."""
    if talk.flow == "consent-statistics":
        return None
    meeting = assessments.next_after(session, talk.participant_id, at)
    when = moment(assessments.begins_at(meeting)) if meeting else None
    readers = _readers(session, talk)
    if when and len(readers) == 1:
        return [t("chat.after.before-meeting", "{one} kan läsa det före mötet {moment}.", one=one, moment=when) for one in readers]
    if readers:
        reads = [t("chat.after.reads", "{one} kan läsa det.", one=one) for one in readers]
        met = t("chat.after.meeting", "Nästa möte med dina handläggare är {moment}.", moment=when) if when else None
        return [*reads, met or t("chat.after.not-booked", "Mötet är inte bokat än.")]
    decided = talk.flow == "consent-secrecy" and holds(session, talk, live)
    lines = _decided(session, talk.participant_id, live) if decided else []
    if when:
        return [*lines, t("chat.after.meeting", "Nästa möte med dina handläggare är {moment}.", moment=when)]
    return [*lines, t("chat.after.no-meeting", "Du har inget möte med dina handläggare bokat här just nu.")]


def _readers(session: Session, talk: Talk) -> list[str]:
    """The handlers who can read the place of this talk now."""
    placement, handlers = placements.said_in(session, talk.id), people.handlers(session, talk.participant_id)
    return [
        called(handlers[agency].name, agency)
        for agency in Agency
        if placement and agency in handlers and consent.shown(session, [talk.participant_id], agency) == {talk.participant_id: placement.id}
    ]


def holds(session: Session, talk: Talk, live: Live) -> bool:
    """Whether what was decided in a talk is what holds now."""
    entry = consent.latest(session, talk.participant_id, PURPOSES[talk.flow][0])
    return entry is not None and entry.decision is DECISIONS.get(str(live.get("decide")))


def counted(session: Session, talk: Talk, live: Live) -> str | None:
    """What a decision about being counted starts, as long as it holds."""
    if talk.flow != "consent-statistics" or not holds(session, talk, live):
        return None
    if live["decide"] == "give":
        return t("chat.after.counted", "Du räknas nu med i uppföljningen. Samordningsförbundet får siffror utan namn.")
    return t("chat.after.not-counted", "Du räknas inte med i uppföljningen.")
