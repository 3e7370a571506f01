"""The forms for what becomes of a meeting and of the joint assessment: why it is moved or cancelled, and what was decided afterwards."""

from flask_wtf import FlaskForm
from wtforms import HiddenField

from webapp.assessments import queries
from webapp.assessments.models import GkOutcome
from webapp.assessments.service import Outcome
from webapp.assessments.values import OutcomeKind, OutcomeRefusal, Why
from webapp.desk.forms import fields
from webapp.language import LazyText, lazy
from webapp.language.speech import speak

WHYS: dict[Why, LazyText] = {
    Why.NOT_SAID: lazy("desk.why.not-said", "Ingen orsak anges"),
    Why.HEALTH: lazy("desk.why.health", "Hälsa"),
    Why.OTHER: lazy("desk.why.other", "Annat"),
}
OUTCOMES: dict[OutcomeKind, LazyText] = {
    OutcomeKind.COOPERATION: lazy("desk.outcome.cooperation", "Går in i samarbetet"),
    OutcomeKind.PREPARATORY: lazy("desk.outcome.preparatory", "Arbetsförberedande insats planerad"),
    OutcomeKind.WORK_LIFE: lazy("desk.outcome.work-life", "Arbetslivsinriktad insats planerad"),
    OutcomeKind.ORDINARY: lazy("desk.outcome.ordinary", "Ordinarie insatser"),
    OutcomeKind.BACK_TO_FK: lazy("desk.outcome.back-to-fk", "Åter till Försäkringskassan"),
    OutcomeKind.CANCELLED: lazy("desk.outcome.cancelled", "Avbrutet"),
}
SPECIALIST = lazy("desk.specialist", "Specialist")
#: What the service refuses: the field it belongs to, and why.
REASONS: dict[OutcomeRefusal, tuple[str, LazyText]] = {
    OutcomeRefusal.NO_GK: ("kind", lazy("desk.outcome.no-gk", "Inget GK är bokat, så det enda som går att välja är Avbrutet.")),
    OutcomeRefusal.BEFORE_GK: ("decided_on", lazy("desk.outcome.before-gk", "Dagen ligger före GK1. Kontrollera dagen.")),
    OutcomeRefusal.AHEAD: ("decided_on", lazy("desk.outcome.ahead", "Dagen har inte varit än. Skriv dagen då ni bestämde det.")),
    OutcomeRefusal.NO_DAYS: ("starts_on", lazy("desk.outcome.no-days", "Det du valde har ingen början och inget slut. Ta bort dagarna.")),
    OutcomeRefusal.STARTS_BEFORE: ("starts_on", lazy("desk.outcome.starts-before", "Början ligger före dagen då ni bestämde det.")),
    OutcomeRefusal.NO_START: ("starts_on", lazy("desk.outcome.no-start", "Skriv också dagen då det börjar.")),
    OutcomeRefusal.ENDS_BEFORE: ("ends_on", lazy("desk.outcome.ends-before", "Slutet ligger före början. Kontrollera dagarna.")),
    OutcomeRefusal.TOO_FAR: ("decided_on", lazy("desk.outcome.too-far", "En dag ligger mer än fem år bort. Kontrollera årtalen.")),
    OutcomeRefusal.CHANGED: (
        "kind",
        lazy("desk.outcome.changed", "En kollega har skrivit in något annat sedan du öppnade sidan. Spara igen om ditt ska gälla."),
    ),
}


def specialists(stored: str | None = None) -> list[tuple[str, LazyText | str]]:
    """Those that can be asked for, nobody first. One that is in the list no more stays as long as it is stored."""
    known = {kind: speak(words) for kind, words in queries.specialist_kinds().items()}
    gone = [(stored, stored)] if stored and stored not in known else []
    return [("", lazy("desk.specialist.nobody", "Ingen specialist")), *known.items(), *gone]


class CancelForm(FlaskForm):
    """Why, if somebody says so."""

    why = fields.radios(lazy("desk.cancel.why", "Varför avbokas det?"), [(why.value, words) for why, words in WHYS.items()])


class OutcomeForm(FlaskForm):
    """What was decided, and the days that are known."""

    kind = fields.radios(lazy("desk.outcome.kind", "Vad kom ni fram till?"), [(kind.value, words) for kind, words in OUTCOMES.items()])
    decided_on = fields.day(lazy("desk.outcome.decided-on", "När bestämde ni det?"), fields.needed(fields.DAY))
    starts_on = fields.day(
        lazy("desk.outcome.starts-on", "Börjar"),
        fields.readable(fields.DAY),
        hint=lazy("desk.outcome.starts-on.hint", "Om dagen är känd. Gäller samarbetet och de två slagen av insats."),
    )
    ends_on = fields.day(lazy("desk.outcome.ends-on", "Slutar"), fields.readable(fields.DAY))
    #: The number of the outcome that stood on the page.
    seen = HiddenField()

    def begin(self, latest: GkOutcome | None) -> None:
        """Remember what stood on the page."""
        self.seen.data = str(latest.number if latest else 0)

    @property
    def number_seen(self) -> int:
        seen = self.seen.data or ""
        return int(seen) if seen.isdecimal() and len(seen) < 9 else 0

    def outcome(self) -> Outcome | None:
        """What it says, once every field is in order."""
        if not self.validate() or self.decided_on.data is None:
            return None
        return Outcome(OutcomeKind(self.kind.data), self.decided_on.data, self.starts_on.data, self.ends_on.data)

    def refuse(self, refusal: OutcomeRefusal) -> None:
        """Say beside the right field why it cannot be written down."""
        name, reason = REASONS[refusal]
        fields.refuse(self[name], reason)
