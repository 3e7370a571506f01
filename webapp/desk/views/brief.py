"""What is said about one case, and the whole page as plain text for the agency's own records."""

from collections.abc import Iterator
from datetime import date, datetime, time

from webapp.assessments.models import GkOutcome
from webapp.assessments.values import Concern
from webapp.assessments.wording import specialist_in_words as specialist_in_words
from webapp.consent.values import Purpose
from webapp.desk.forms.gk_after import OUTCOMES
from webapp.desk.queries.seen import Case, Meeting
from webapp.desk.queries.shared import SharedBox, SharedPlacement
from webapp.ground.clock import STOCKHOLM
from webapp.ground.parties import Agency
from webapp.language import LazyText, lazy, spoken_locale, t
from webapp.language.dates import short_day, span
from webapp.people.values.calendar import day_off
from webapp.plan.wording import FITS as FITS

AGENCIES: dict[Agency, LazyText] = {
    Agency.FK: lazy("desk.agency.fk", "Försäkringskassan"),
    Agency.AF: lazy("desk.agency.af", "Arbetsförmedlingen"),
}
PURPOSES: dict[Purpose, LazyText] = {
    Purpose.SECRECY: lazy("desk.consent.secrecy", "Sekretessen mellan Försäkringskassan och Arbetsförmedlingen får hävas"),
    Purpose.STATISTICS: lazy("desk.consent.statistics", "Registrering för uppföljning"),
    Purpose.SHARING: lazy("desk.consent.sharing", "Självskattningen får läsas av er"),
}


def called(name: str | None, seat: int) -> str:
    """Her chosen name, or her place in the list when she has none."""
    return name or t("desk.nameless", "Deltagare {seat}", seat=seat)


def concern(found: Concern, held_on: date) -> str:
    """What to look at once more about when a meeting is."""
    if found is Concern.LONG_BETWEEN:
        return t("desk.concern.long", "Mer än 14 dagar efter mötet före.")
    if found is Concern.LONG_UNTIL:
        return t("desk.concern.long-until", "Mer än 14 dagar före nästa möte.")
    if found is Concern.WEEKEND:
        return t("desk.concern.weekend", "Dagen är en lördag eller söndag.")
    if found is Concern.ODD_TIME:
        return t("desk.concern.odd-time", "Klockslaget är ovanligt för ett möte.")
    if found is Concern.BUSY:
        return t("desk.concern.busy", "En av handläggarna har redan ett annat möte då.")
    name = day_off(held_on, spoken_locale().babel[:2])
    return t("desk.concern.holiday", "Dagen är en helgdag: {name}.", name=name or "")


def outcome_lines(found: GkOutcome) -> list[str]:
    """What was decided, and its days."""
    lines = [t("desk.outcome.line", "{outcome}, bestämt {day}", outcome=OUTCOMES[found.kind], day=short_day(found.decided_on))]
    if found.starts_on:
        lines.append(t("desk.outcome.starts", "Börjar {day}", day=short_day(found.starts_on)))
    if found.ends_on:
        lines.append(t("desk.outcome.ends", "Slutar {day}", day=short_day(found.ends_on)))
    return lines


def as_form(case: Case, number: int) -> dict[str, date | time | str | None]:
    """A booked meeting as the form shows it; empty when it is not booked, with the place of the one before."""
    booked = {meeting.number: meeting for meeting in case.meetings}
    if number in booked:
        begins = booked[number].begins_at.astimezone(STOCKHOLM)
        return {"held_on": begins.date(), "begins": begins.time(), **_where(booked[number])}
    before = booked.get(number - 1)
    return _where(before) if before else {}


def _where(meeting: Meeting) -> dict[str, date | time | str | None]:
    return {"place": meeting.place, "video_link": meeting.video_link, "specialist": meeting.specialist or ""}


def as_text(case: Case, agency: Agency, *, at: datetime) -> str:
    """The page as plain text."""
    return "\n".join(_lines(case, agency, at))


def _lines(case: Case, agency: Agency, at: datetime) -> Iterator[str]:
    yield t("desk.text.title", "Inför mötet: {name}", name=called(case.name, case.seat))
    yield t("desk.text.course", "Kurs: {course}", course=case.course)
    yield t("desk.text.fetched", "Hämtat ur Mellansteg {day}", day=short_day(at))
    yield ""
    yield from _placement_lines(case.shared, agency)
    yield ""
    yield from _box_lines(case.boxes)
    yield from _meeting_lines(case)
    if case.outcome:
        yield ""
        yield t("desk.case.outcome", "Efter GK")
        yield from (f"- {line}" for line in outcome_lines(case.outcome))
    if case.plans:
        yield ""
        yield t("desk.plan.heading", "Plan")
        yield from (f"- {what} ({who})" for what, who in case.plans[0].steps)
    yield ""
    yield t("desk.text.consents", "Samtycken som gäller nu och nämner {agency}", agency=AGENCIES[agency])
    for purpose, since in case.consents:
        yield t("desk.text.consent", "- {purpose}, sedan {day}", purpose=PURPOSES[purpose], day=short_day(since))
    if not case.consents:
        yield t("desk.text.no-consents", "Inget.")


def _meeting_lines(case: Case) -> Iterator[str]:
    yield t("desk.text.meetings", "Möten")
    for meeting in case.meetings:
        where = ", ".join(part for part in (meeting.place, meeting.video_link) if part)
        yield f"- GK{meeting.number}: {span(meeting.begins_at, meeting.ends_at)}, {where}"
        if meeting.specialist:
            yield "  " + t("desk.case.specialist", "Specialist: {specialist}", specialist=specialist_in_words(meeting.specialist) or "")
        if meeting.cannot_come:
            yield "  " + t("desk.case.cannot-come", "Deltagaren har sagt att hen inte kan komma {day}.", day=short_day(meeting.held_on))
        if meeting.reason:
            yield f"  {t('desk.case.reason', 'Med egna ord:')} {meeting.reason}"
    if not case.meetings:
        yield t("desk.text.no-meetings", "Inget GK är bokat.")


def _box_lines(boxes: tuple[SharedBox, ...]) -> Iterator[str]:
    if boxes:
        yield t("desk.case.boxes", "Vill prata om")
    for box in boxes:
        begins = f" ({t('desk.case.begins', 'Vill börja här')})" if box.begins else ""
        yield f"- {box.name}{begins}" + (f": {box.line}" if box.line else "")
    if boxes:
        yield ""


def _placement_lines(shared: SharedPlacement | None, agency: Agency) -> Iterator[str]:
    if shared is None:
        yield t("desk.text.not-shared", "Ingen skattning delad.")
        return
    yield t("desk.text.shared", "Självskattning, delad med {agency} {day}", agency=AGENCIES[agency], day=short_day(shared.since))
    if shared.paper_of:
        yield t("desk.text.paper", "Kom på papper, skrivet {day}", day=short_day(shared.paper_of))
    yield t("desk.text.place", "Plats i trappan: {place}", place=shared.words)
    yield from (f"  {label}: {example}" for label, example in shared.steps)
    if shared.draft:
        yield t("desk.case.draft", "Utkast: trappans ord är ännu inte beslutade.")
    if shared.hours:
        yield t("desk.text.hours", "Timmar i veckan som deltagaren tror på: {hours}", hours=shared.hours)
    if shared.need:
        yield t("desk.text.need", "Behöver, med egna ord: {need}", need=shared.need)
    yield t("desk.case.confidence", "En låg skattning kan vara lågt självförtroende, inte låg förmåga.")
