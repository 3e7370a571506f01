"""What roles, agencies, browsers and the standing of an account are called."""

from webapp.ground.parties import Agency, Role
from webapp.language import lazy, t
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
#: Proper names, the same in every language.
BROWSERS = {"edge": "Edge", "firefox": "Firefox", "chrome": "Chrome", "safari": "Safari"}


def browser(row: VisitorSession) -> str:
    """Where one of her sessions is."""
    family, _, phone = (row.browser or "other").partition("-")
    name = BROWSERS.get(family) or t("staff.browser.other", "En annan webbläsare")
    if phone:
        return t("staff.browser.phone", "{browser} på telefon eller platta", browser=name)
    return t("staff.browser.computer", "{browser} på dator", browser=name)
