"""Who does what and when, in words for the participant and for staff."""

from collections.abc import Mapping

from webapp.language import LazyText, lazy, t
from webapp.language.dates import long_day
from webapp.plan.models import PlanStep
from webapp.plan.values import Doer, Fits

DOERS: Mapping[Doer, LazyText] = {
    Doer.PARTICIPANT: lazy("plan.doer.you", "Du"),
    Doer.FK: lazy("plan.doer.fk", "Försäkringskassan"),
    Doer.AF: lazy("plan.doer.af", "Arbetsförmedlingen"),
    Doer.TOGETHER: lazy("plan.doer.together", "Ni tillsammans"),
}
#: The same, said to staff.
DOERS_TO_STAFF: Mapping[Doer, LazyText] = {
    **DOERS,
    Doer.PARTICIPANT: lazy("desk.plan.doer.participant", "Deltagaren"),
    Doer.TOGETHER: lazy("desk.plan.doer.together", "Tillsammans"),
}
FITS: Mapping[Fits, LazyText] = {
    Fits.YES: lazy("plan.fits.yes", "Ja, den stämmer"),
    Fits.PARTLY: lazy("plan.fits.partly", "Delvis"),
    Fits.NO: lazy("plan.fits.no", "Nej"),
}


def who_and_when(step: PlanStep, *, to_staff: bool = False) -> str:
    """`Du, senast måndag 1 mars`; to staff it is `Deltagaren`."""
    who = str((DOERS_TO_STAFF if to_staff else DOERS)[step.doer])
    return t("plan.who-and-when", "{who}, senast {day}", who=who, day=long_day(step.by)) if step.by else who
