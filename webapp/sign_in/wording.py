"""What roles, agencies, browsers and the standing of an account are called."""

from webapp.ground.parties import Agency, Role
from webapp.language import LazyText, lazy, t
from webapp.security.models import VisitorSession
from webapp.sign_in.values import Standing, Work

ROLES = {
    Role.LEADER: lazy("desk.role.leader", "Kursledare"),
    Role.HANDLER: lazy("desk.role.handler", "Handläggare"),
    Role.SPECIALIST: lazy("desk.role.specialist", "Specialist"),
    Role.COORDINATOR: lazy("desk.role.coordinator", "Samordnare"),
    Role.EDITOR: lazy("desk.role.editor", "Redaktör"),
    Role.ADMINISTRATOR: lazy("desk.role.administrator", "Administratör"),
}
AGENCIES = {Agency.FK: lazy("desk.agency.fk", "Försäkringskassan"), Agency.AF: lazy("desk.agency.af", "Arbetsförmedlingen")}
STANDINGS = {
    Standing.INVITED: lazy("staff.standing.invited", "Inbjuden, har inte loggat in än"),
    Standing.LAPSED: lazy("staff.standing.lapsed", "Har ingen väg in. Skicka en ny länk."),
    Standing.ACTIVE: lazy("staff.standing.active", "Kan logga in"),
    Standing.LEFT: lazy("staff.standing.left", "Avslutat"),
}
WORK = {
    Work.COURSES: lazy("staff.work.courses", "Kurser"),
    Work.CASES_FK: lazy("staff.work.fk", "Ärenden hos Försäkringskassan"),
    Work.CASES_AF: lazy("staff.work.af", "Ärenden hos Arbetsförmedlingen"),
}
#: What the next page begins with.
RECEIPTS = {
    "password-changed": lazy("staff.done.password", "Lösenordet är bytt. Du är utloggad överallt annars."),
    "app-changed": lazy("staff.done.app", "Appen är bytt. Den gamla fungerar inte längre."),
    "passkey-added": lazy("staff.done.passkey", "Passkeyn är tillagd."),
    "passkey-removed": lazy("staff.done.passkey-removed", "Passkeyn är borttagen."),
    "passkey-last": lazy("staff.done.passkey-last", "Den är din enda andra väg in. Lägg till en app eller en annan passkey först."),
    "passkey-failed": lazy("staff.done.passkey-failed", "Passkeyn gick inte att använda. Försök igen."),
    "passkey-taken": lazy("staff.done.passkey-taken", "Den passkeyn används redan, eller gick inte att läsa. Försök igen."),
    "session-ended": lazy("staff.done.session", "Inloggningen är avslutad."),
    "sessions-ended": lazy("staff.done.sessions", "Du är utloggad överallt annars."),
    "account-invited": lazy("staff.done.invited", "Kontot är upplagt, och länken skickas nu."),
    "account-link": lazy("staff.done.link", "En ny länk skickas nu. Den gamla öppnar ingenting."),
    "account-role": lazy("staff.done.role", "Rollen är ändrad. Personen får logga in igen."),
    "account-closed": lazy("staff.done.closed", "Kontot är avslutat."),
    "account-own": lazy("staff.done.own", "Du kan inte ändra ditt eget konto här. Be en annan administratör."),
    "work-handed-over": lazy("staff.done.work", "Det är överlämnat."),
    "account-unreachable": lazy("staff.done.unreachable", "Kontot har ingen e-postadress, eller så har ett annat konto den."),
}
#: What the log says for an administrator. An act that stands neither here nor in `UNTOLD` fails a test.
_READ, _PAPER = lazy("staff.act.read", "Öppnade ett ärende"), lazy("staff.act.paper", "Förde in ett papper")
_MESSAGES, _SURVEY = lazy("staff.act.messages", "Skötte meddelanden"), lazy("staff.act.survey", "Skötte en enkät")
_PERSON, _COURSE = lazy("staff.act.person", "Ändrade en deltagares uppgifter"), lazy("staff.act.course", "Ändrade en kurs")
_LINK = lazy("staff.act.link", "Skickade eller bytte en länk")
_DOORS = lazy("staff.act.doors", "Ändrade sin inloggning")
_TIMES = lazy("staff.act.times", "Ändrade tider för GK")
ACTS: dict[str, LazyText] = {
    "staff.signed-in": lazy("staff.act.in", "Loggade in"),
    "staff.signed-out": lazy("staff.act.out", "Loggade ut"),
    "staff.refused": lazy("staff.act.refused", "Kom inte in"),
    "staff.joined": lazy("staff.act.joined", "Tog emot sin inbjudan"),
    "staff.door-changed": _DOORS,
    "staff.session-ended": _DOORS,
    "account.invited": lazy("staff.act.invited", "Bjöd in någon"),
    "account.link-renewed": lazy("staff.act.renewed", "Skickade en ny länk till ett konto"),
    "account.role-changed": lazy("staff.act.role", "Bytte roll på ett konto"),
    "account.closed": lazy("staff.act.closed", "Avslutade ett konto"),
    "case.handed-over": lazy("staff.act.case-over", "Lämnade över ett ärende"),
    "course.handed-over": lazy("staff.act.course-over", "Lämnade över en kurs"),
    "placement.read": _READ,
    "case.read": _READ,
    "consent.paper": _PAPER,
    "placement.paper": _PAPER,
    "participant.added": lazy("staff.act.added", "Lade till en deltagare"),
    "participant.changed": _PERSON,
    "participant.protected": _PERSON,
    "case.ended": lazy("staff.act.ended", "Avslutade ett ärende"),
    "gk.booked": lazy("staff.act.booked", "Bokade ett möte"),
    "gk.requested": lazy("staff.act.requested", "Bad om GK"),
    "gk.pair-published": _TIMES,
    "gk.pair-taken-back": _TIMES,
    "gk.cancelled": _TIMES,
    "plan.written": lazy("staff.act.plan", "Skrev en plan"),
    "gk.outcome": lazy("staff.act.outcome", "Skrev vad som bestämdes efter GK"),
    "link.sent": _LINK,
    "link.replaced": _LINK,
    "phone.paired": lazy("staff.act.paired", "Bekräftade en telefon i rummet"),
    "messages.paused": _MESSAGES,
    "messages.resumed": _MESSAGES,
    "meeting.sent": _MESSAGES,
    "course.made": lazy("staff.act.made", "Gjorde en kurs"),
    "course.changed": _COURSE,
    "course.meeting-moved": _COURSE,
    "survey.scheduled": _SURVEY,
    "survey.opened": _SURVEY,
    "survey.closed": _SURVEY,
    "survey.paper": _SURVEY,
    "survey.paper-refused": _SURVEY,
    "survey.handed": _SURVEY,
}
#: What participants do themselves, and what the machine does: not for an administrator of accounts.
UNTOLD = frozenset(
    {"agenda.shown", "agenda.hidden", "link-disowned", "messages.released", "account.first-administrator", "results.published"}
    | {"backup.begun", "backup.restored", "database.copied", "past.imported", "box-given-up", "box-opened", "box-burnt"}
)


def _of(*rooms: str) -> tuple[str, ...]:
    return tuple(act for act in ACTS if act.partition(".")[0] in rooms)


#: What can be searched for: the name of a kind, and its acts.
KINDS: dict[str, tuple[LazyText, tuple[str, ...]]] = {
    "doors": (lazy("staff.kind.doors", "Inloggning"), _of("staff")),
    "accounts": (lazy("staff.kind.accounts", "Konton"), _of("account")),
    "read": (lazy("staff.kind.read", "Läsningar"), ("placement.read", "case.read")),
    "handed-over": (lazy("staff.kind.handed-over", "Överlämningar"), ("case.handed-over", "course.handed-over")),
    "people": (
        lazy("staff.kind.people", "Deltagares uppgifter"),
        (*_of("participant", "consent", "gk", "plan", "link", "phone", "messages", "meeting"), "placement.paper", "case.ended"),
    ),
    "courses": (
        lazy("staff.kind.courses", "Kurser och enkäter"),
        ("course.made", "course.changed", "course.meeting-moved", *_of("survey")),
    ),
}
#: Proper names, the same in every language.
BROWSERS = {"edge": "Edge", "firefox": "Firefox", "chrome": "Chrome", "safari": "Safari"}


def browser(row: VisitorSession) -> str:
    """Where one of her sessions is."""
    family, _, phone = (row.browser or "other").partition("-")
    name = BROWSERS.get(family) or t("staff.browser.other", "En annan webbläsare")
    if phone:
        return t("staff.browser.phone", "{browser} på telefon eller platta", browser=name)
    return t("staff.browser.computer", "{browser} på dator", browser=name)
