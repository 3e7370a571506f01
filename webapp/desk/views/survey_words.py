"""How a survey stands, in the words of staff. No number is ever said, and no name."""

from webapp.course_survey.values import Part, RoundState
from webapp.desk.queries.survey import Alarm, Standing
from webapp.invitations.ballots import Answered
from webapp.language import lazy, t
from webapp.language.dates import moment

SHORT = {Part.A: lazy("desk.survey.a.short", "Del A"), Part.B: lazy("desk.survey.b.short", "Del B")}
TITLES = {
    Part.A: lazy("desk.survey.a", "Del A: vid sista träffen"),
    Part.B: lazy("desk.survey.b", "Del B: efter det enskilda samtalet"),
}
ANSWERED = {
    Answered.FEWER_THAN_FIVE: lazy("desk.survey.fewer", "färre än 5"),
    Answered.AT_LEAST_FIVE: lazy("desk.survey.at-least", "minst 5"),
    Answered.ALL: lazy("desk.survey.all", "alla"),
}
LAPSED = lazy("desk.survey.state.lapsed", "Tiden har gått ut")
NAMES = {
    None: lazy("desk.survey.state.none", "Inte planerad"),
    RoundState.PLANNED: lazy("desk.survey.state.planned", "Planerad"),
    RoundState.OPEN: lazy("desk.survey.state.open", "Öppen"),
    RoundState.CLOSED: lazy("desk.survey.state.closed", "Stängd"),
    RoundState.WAITING: lazy("desk.survey.state.waiting", "Stängd, lådan är låst"),
    RoundState.EMPTIED: lazy("desk.survey.state.emptied", "Stängd, lådan är öppnad"),
    RoundState.BURNT: lazy("desk.survey.state.burnt", "Stängd, lådan är förstörd"),
    RoundState.GIVEN_UP: lazy("desk.survey.state.given-up", "Stängd, nyckeln är borta"),
}
ENDS = {
    RoundState.CLOSED: lazy("desk.survey.end.closed", "Ingen kan svara mer. Inom några minuter står det här vad som händer med lådan."),
    RoundState.WAITING: lazy(
        "desk.survey.end.waiting", "För få svarade för en egen låda. Den öppnas med andra kursers lådor när halvåret är slut."
    ),
    RoundState.EMPTIED: lazy("desk.survey.end.emptied", "Svaren är räknade och nyckeln är förstörd."),
    RoundState.BURNT: lazy("desk.survey.end.burnt", "Svaren var för få, också tillsammans med andra kurser. Lådan förstördes oöppnad."),
    RoundState.GIVEN_UP: lazy(
        "desk.survey.end.given-up", "Lådans nyckel kom aldrig tillbaka. Svaren gick inte att läsa, och de är förstörda."
    ),
}
ALARMS = {
    Alarm.NO_KEY: lazy(
        "desk.survey.alarm.no-key",
        "Enkäten kan inte öppnas just nu: ingen nyckel ligger klar. Vänta några minuter och försök igen. "
        "Hjälper det inte, säg till driften att workern inte når nycklarna.",
    ),
    Alarm.KEY_IN_TROUBLE: lazy(
        "desk.survey.alarm.key",
        "Lådans nyckel går inte att nå just nu. Utan den kan svaren aldrig läsas. Säg till driften redan i dag.",
    ),
    Alarm.TAKES_NO_ANSWERS: lazy(
        "desk.survey.alarm.no-answers",
        "Därför kan ingen skicka sina svar nu. Den som försöker får veta det, och har kvar svaren på telefonen.",
    ),
    Alarm.NOT_OPENED: lazy(
        "desk.survey.alarm.not-opened",
        "Enkäten skulle ha öppnats av sig själv. Öppna den för hand, och säg till driften att workern står stilla.",
    ),
    Alarm.NOT_CLOSED: lazy(
        "desk.survey.alarm.not-closed",
        "Enkäten skulle ha stängts av sig själv. Stäng den för hand, och säg till driften att workern står stilla.",
    ),
    Alarm.NOT_EMPTIED: lazy(
        "desk.survey.alarm.not-emptied",
        "Lådan är stängd men har inte kunnat öppnas. Svaren ligger kvar i den. "
        "Säg till driften: workern står stilla eller når inte nyckeln.",
    ),
}


def title(part: Part) -> str:
    return str(TITLES[part])


def short(part: Part) -> str:
    return str(SHORT[part])


def state(part: Standing) -> str:
    return str(LAPSED if part.lapsed and part.state else NAMES[part.state])


def answered(part: Standing) -> str:
    """All that is said about how many."""
    return str(ANSWERED[part.answered]) if part.answered else ""


def alarms(part: Standing) -> list[str]:
    return [str(ALARMS[one]) for one in part.alarms]


def times(part: Standing) -> str:
    """When it opens and closes, or what has become of it."""
    if part.lapsed and part.state is None:
        return t(
            "desk.survey.when.missed",
            "Förslaget var {opens} till {closes}. Den tiden har gått. Du kan öppna enkäten ändå.",
            **_moments(part),
        )
    if part.lapsed:
        return t(
            "desk.survey.when.lapsed", "Enkäten öppnades aldrig. Den skulle ha varit öppen från {opens} till {closes}.", **_moments(part)
        )
    if part.state is None:
        return t("desk.survey.when.suggested", "Förslag: öppnas {opens} och stängs {closes}.", **_moments(part))
    if part.state is RoundState.PLANNED:
        return t("desk.survey.when.planned", "Öppnas {opens} och stängs {closes}.", **_moments(part))
    if part.state is RoundState.OPEN:
        return t("desk.survey.when.open", "Stängs av sig själv {closes}.", closes=moment(part.closes_at))
    return str(ENDS[part.state])


def _moments(part: Standing) -> dict[str, str]:
    return {"opens": moment(part.opens_at), "closes": moment(part.closes_at)}
