"""What is kept about how her meetings with the handlers came to be, and what followed on them, in words she can read."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments.models import GkChange, GkOutcome, GkPairBooking, GkRequest
from webapp.assessments.values import Change, OutcomeKind, Why
from webapp.assessments.wording import specialist_in_words
from webapp.ground import clock
from webapp.language import LazyText, lazy, t
from webapp.language.dates import moment, short_day
from webapp.my_page import queries

WHYS: Mapping[Why, LazyText] = {
    Why.HEALTH: lazy("about.gk.health", "Skäl: hälsa"),
    Why.OTHER: lazy("about.gk.other", "Skäl: annat"),
}
OUTCOMES: Mapping[OutcomeKind, LazyText] = {
    OutcomeKind.COOPERATION: lazy("about.gk.cooperation", "Du går in i samarbetet"),
    OutcomeKind.PREPARATORY: lazy("about.gk.preparatory", "En insats för att förbereda arbete är planerad"),
    OutcomeKind.WORK_LIFE: lazy("about.gk.work-life", "En insats på en arbetsplats är planerad"),
    OutcomeKind.ORDINARY: lazy("about.gk.ordinary", "Du får vanligt stöd"),
    OutcomeKind.BACK_TO_FK: lazy("about.gk.back-to-fk", "Du går tillbaka till Försäkringskassan"),
    OutcomeKind.CANCELLED: lazy("about.gk.cancelled", "Mötena är avbrutna"),
}


def lines(session: Session, participant_id: UUID) -> list[str]:
    """One text for each thing, in the order in which they come about."""
    kinds = (_requests, _bookings, _changes, _outcomes)
    return [line for kind in kinds for line in kind(session, participant_id)]


def _requests(session: Session, participant_id: UUID) -> list[str]:
    rows = select(GkRequest).where(GkRequest.participant_id == participant_id).order_by(GkRequest.requested_on)
    asked = session.scalars(rows).all()
    names = queries.entered(session, [one.requested_by for one in asked])
    return [_request(one, names[one.requested_by]) for one in asked]


def _request(one: GkRequest, name: str) -> str:
    said = [t("about.gk.requested", "{name} bad om gemensam kartläggning {day}.", name=name, day=short_day(one.requested_on))]
    if one.consent_attached:
        said.append(t("about.gk.consent-attached", "Ditt samtycke följde med."))
    if one.week_ahead:
        said.append(t("about.gk.week-ahead", "Det var minst en vecka före första mötet."))
    if one.specialist:
        said.append(specialist_in_words(one.specialist) or "")
    return "\n".join(said)


def _bookings(session: Session, participant_id: UUID) -> list[str]:
    rows = select(GkPairBooking).where(GkPairBooking.participant_id == participant_id).order_by(GkPairBooking.booked_at)
    booked = session.scalars(rows).all()
    names = queries.entered(session, [one.booked_by for one in booked])
    return [
        t("about.gk.booked", "Två möten bokades {day} av {name}.", day=short_day(one.booked_at), name=names[one.booked_by])
        for one in booked
    ]


def _changes(session: Session, participant_id: UUID) -> list[str]:
    rows = select(GkChange).where(GkChange.participant_id == participant_id).order_by(GkChange.changed_at, GkChange.number)
    return ["\n".join([_changed(one), *([str(WHYS[one.why])] if one.why in WHYS else [])]) for one in session.scalars(rows)]


def _changed(one: GkChange) -> str:
    when = moment(clock.at(one.held_on, one.begins))
    if one.what is Change.MOVED:
        return t("about.gk.moved", "Mötet {when} är flyttat.", when=when)
    return t("my.meeting.cancelled", "Mötet {when} är inställt.", when=when)


def _outcomes(session: Session, participant_id: UUID) -> list[str]:
    rows = session.scalars(select(GkOutcome).where(GkOutcome.participant_id == participant_id).order_by(GkOutcome.number))
    return ["\n".join(_outcome(one)) for one in rows]


def _outcome(one: GkOutcome) -> list[str]:
    said = [t("about.gk.decided", "Bestämt {day}: {outcome}.", day=short_day(one.decided_on), outcome=OUTCOMES[one.kind])]
    if one.starts_on:
        said.append(t("about.gk.starts", "Det börjar {day}.", day=short_day(one.starts_on)))
    if one.ends_on:
        said.append(t("about.gk.ends", "Det slutar {day}.", day=short_day(one.ends_on)))
    return said
