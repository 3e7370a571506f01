"""Everything that is kept about one person, in words she can read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.assessments.wording import specialist_in_words
from webapp.chat import queries as chat
from webapp.chat.models import Talk
from webapp.chat.who import agency_name
from webapp.consent import queries as consent
from webapp.consent.models import ConsentEntry
from webapp.consent.values import Decision, Purpose, Way
from webapp.course_survey.values import FLOWS
from webapp.flows.engine.definition import Ask
from webapp.flows.engine.library import shipped as flows
from webapp.ground.locales import by_id
from webapp.ground.parties import Agency
from webapp.invitations import ballots
from webapp.language import isolate, t
from webapp.language.dates import moment, short_day
from webapp.language.speech import speak
from webapp.my_page import about_boxes, about_gk, about_plan, about_reminders, about_rest, queries
from webapp.people import queries as people
from webapp.people.models import Participant
from webapp.people.values import Benefit, Sex
from webapp.staircase import queries as staircase
from webapp.staircase.wording import hours_in_words, in_words, written_in_words
from webapp.surveys.engine.answers import Answer

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is kept: lines of text, and what has a name of its own or answers a question."""

    lines: list[str] = field(default_factory=list)
    pairs: Pairs = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kept:
    """One heading and what is kept under it."""

    heading: str
    entries: list[Entry]


def everything(session: Session, person: Participant) -> list[Kept]:
    """What the database holds about this person, in every table that names her."""
    return [
        Kept(t("about.person", "Om dig"), _person(person)),
        Kept(t("about.course", "Din kurs och de som arbetar med dig"), _around(session, person)),
        Kept(t("about.meetings", "Dina möten med handläggarna"), _meetings(session, person.id)),
        Kept(t("about.consents", "Dina samtycken"), _consents(session, person.id)),
        Kept(t("about.placements", "Dina platser i trappan"), _placements(session, person.id)),
        Kept(t("my.boxes", "Mina rutor"), _texts(about_boxes.lines(session, person.id))),
        Kept(t("my.plan", "Min plan"), _texts(about_plan.lines(session, person.id))),
        Kept(t("about.answers", "Dina svar"), _talks(session, person.id)),
        Kept(
            t("about.messages-and-meetings", "Dina svar om möten, och dina påminnelser"), _texts(about_reminders.lines(session, person.id))
        ),
        Kept(t("about.survey", "Enkäten om kursen"), _ballots(session, person.id)),
        Kept(t("about.rest", "Annat"), _texts(about_rest.lines(session, person.id))),
    ]


def _named(pairs: Iterable[tuple[str, str | None]]) -> list[Entry]:
    return [Entry(pairs=[(name, value or t("about.nothing", "inget sparat")) for name, value in pairs])]


def _texts(lines: Iterable[str]) -> list[Entry]:
    """Each text as an entry of its own, or that there is none yet."""
    return [Entry(one.split("\n")) for one in lines] or _none()


def _none() -> list[Entry]:
    return [Entry([t("about.none", "Inget än")])]


def _person(person: Participant) -> list[Entry]:
    return _named(
        [
            (t("about.name", "Namn"), person.name),
            (t("about.phone", "Telefon"), person.phone and isolate(person.phone)),
            (t("about.email", "E-post"), person.email and isolate(person.email)),
            (t("about.language", "Språk"), by_id(person.locale).name),
            (t("about.benefit", "Ersättning"), _benefit(person.benefit)),
            (t("about.sex", "Kön"), _sex(person.sex)),
        ]
    )


def _benefit(benefit: Benefit | None) -> str | None:
    return (
        benefit
        and {
            Benefit.SP: t("about.sp", "sjukpenning"),
            Benefit.AE: t("about.ae", "aktivitetsersättning"),
            Benefit.OTHER: t("about.other-benefit", "annat"),
        }[benefit]
    )


def _sex(sex: Sex | None) -> str | None:
    return sex and {Sex.WOMAN: t("about.woman", "kvinna"), Sex.MAN: t("about.man", "man"), Sex.OTHER: t("about.other-sex", "annat")}[sex]


def _around(session: Session, person: Participant) -> list[Entry]:
    course = people.course(session, person.course_id)
    handlers = people.handlers(session, person.id)
    names = [(agency, handlers[agency].name if agency in handlers else None) for agency in Agency]
    return _named(
        [
            (t("about.course.name", "Kurs"), course.name if course else None),
            (t("about.course.seat", "Ditt nummer i kursens lista"), str(person.seat)),
            *((t("about.handler", "Handläggare på {agency}", agency=agency_name(agency)), name) for agency, name in names),
        ]
    )


def _meetings(session: Session, participant_id: UUID) -> list[Entry]:
    lines = []
    for one in assessments.meetings(session, participant_id):
        where = [part for part in (one.place, one.video_link, specialist_in_words(one.specialist)) if part]
        lines.append("\n".join([moment(assessments.begins_at(one)), *where]))
    return _texts([*lines, *about_gk.lines(session, participant_id)])


def purpose_in_words(purpose: Purpose) -> str:
    """What a consent is about, as short as a heading."""
    return {
        Purpose.SECRECY: t("purpose.secrecy", "Myndigheterna får dela uppgifter"),
        Purpose.STATISTICS: t("purpose.statistics", "Räknas med i uppföljningen"),
        Purpose.SHARING: t("purpose.sharing", "Visa din plats i trappan"),
    }[purpose]


def decision_in_words(decision: Decision) -> str:
    return {
        Decision.GIVEN: t("decision.given", "Ja"),
        Decision.REFUSED: t("decision.refused", "Nej"),
        Decision.WITHDRAWN: t("decision.withdrawn", "Tillbakataget"),
    }[decision]


def _consents(session: Session, participant_id: UUID) -> list[Entry]:
    decided = consent.history(session, participant_id)
    names = queries.entered(session, [one.entered_by for one in decided])
    return _texts(_decided(one, names) for one in decided)


def _decided(entry: ConsentEntry, names: Mapping[UUID, str]) -> str:
    """One decision and what came with it. What she understood stands among her answers, in the words of the question."""
    about, decided = purpose_in_words(entry.purpose), decision_in_words(entry.decision)
    lines = [t("about.consent.decided", "{about}: {decided}, {when}", about=about, decided=decided, when=_when(entry))]
    lines += [t("about.consent.agency", "Gäller {agency}", agency=agency_name(Agency(one))) for one in entry.agencies.split()]
    if entry.signature:
        lines.append(t("about.consent.signature", "Namnet du skrev under med: {name}", name=entry.signature))
    if entry.way is Way.PAPER:
        lines.append(t("about.consent.paper", "Du svarade på papper."))
    return "\n".join([*lines, *_entered(entry.entered_by, names)])


def _entered(staff_id: UUID | None, names: Mapping[UUID, str]) -> list[str]:
    """Who entered a paper. Only Försäkringskassan does."""
    return [t("my.paper.entered", "{name} på Försäkringskassan förde in ditt papper.", name=names[staff_id])] if staff_id else []


def _when(entry: ConsentEntry) -> str:
    """A paper tells the day and no time."""
    return short_day(entry.decided_at) if entry.way is Way.PAPER else moment(entry.decided_at)


def _placements(session: Session, participant_id: UUID) -> list[Entry]:
    lines, versions = [], staircase.versions(session, participant_id)
    names = queries.entered(session, [one.entered_by for one in versions])
    for one in versions:
        said = [in_words(one), hours_in_words(one), one.need, *_entered(one.entered_by, names)]
        lines.append("\n".join(part for part in (f"{written_in_words(one)}:", *said) if part))
    return _texts(lines)


def _talks(session: Session, participant_id: UUID) -> list[Entry]:
    """Every answer that is kept, also those of a talk that is not finished."""
    rows = select(Talk).where(Talk.participant_id == participant_id).order_by(Talk.changed_at.desc())
    return [_talk(session, one) for one in session.scalars(rows)] or _none()


def _talk(session: Session, one: Talk) -> Entry:
    flow, answers = chat.flow_of(session, one.flow, one), chat.answers_of(one)
    state = t("about.finished", "klart") if one.done_at else t("about.unfinished", "inte klart")
    said = [_answer(ask, answers.get(ask.key)) for ask in flow.asks if ask.key in answers and ask.question.speaks]
    heading = t("about.talk", "{talk}, {when}, {state}", talk=speak(flow.title), when=moment(one.changed_at), state=state)
    return Entry([heading], said)


def _answer(ask: Ask, answer: Answer) -> tuple[str, str]:
    """An answer in the words of its question; as it is stored where the question has changed since."""
    if answer is not None and not ask.question.accepts(answer):
        return speak(ask.question.told_as), str(answer)
    summary = ask.question.summary(answer)
    return speak(ask.question.told_as), speak(summary) if summary else t("chat.no-answer", "Inget svar")


def _ballots(session: Session, participant_id: UUID) -> list[Entry]:
    """Whether she has used each of her ballots: the only one who is shown it is herself. What she answered is not here to be shown."""
    lines = []
    for part, ballot in ballots.of_person(session, participant_id):
        spent = (
            t("about.survey.spent", "Du har använt ditt svarsblad.")
            if ballot.spent
            else t("about.survey.unspent", "Du har inte använt ditt svarsblad.")
        )
        handed = t("about.survey.hand", "Gånger det har lämnats till en telefon i kursrummet: {number}", number=str(ballot.hand))
        lines.append("\n".join([f"{speak(flows().get(FLOWS[part]).title)}:", spent, handed]))
    apart = t("about.survey.apart", "Vad du har svarat sparas aldrig ihop med ditt namn.")
    return _texts([*lines, apart] if lines else [])
