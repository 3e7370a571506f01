"""The form of a plan: ten rows, of which those with words in them are steps."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import StopValidation

from webapp.desk.forms import fields
from webapp.ground.personal_number import personal_number_instead_of_phone
from webapp.language import lazy
from webapp.plan.service import Step
from webapp.plan.values import LONGEST_STEP, MOST_STEPS, Doer
from webapp.plan.wording import DOERS_TO_STAFF

ROWS = range(1, MOST_STEPS + 1)


def _no_personal_number(form: FlaskForm, field: Field) -> None:
    if field.data and personal_number_instead_of_phone(field.data):
        raise StopValidation(str(lazy("desk.plan.number", "Ta bort personnumret. Det får inte sparas här.")))


class PlanForm(FlaskForm):
    """What, who and when of each step, and the number of the plan that stood there when this one was begun."""

    seen = HiddenField(default="0")
    #: What came with the second button: the days that were asked about.
    meant = HiddenField()
    looked_at = ""

    def rows(self) -> list[tuple[Field, Field, Field]]:
        return [(self[f"what_{row}"], self[f"doer_{row}"], self[f"by_{row}"]) for row in ROWS]

    def steps(self) -> list[Step]:
        """The rows that have words in them."""
        return [Step(what.data, Doer(doer.data), by.data) for what, doer, by in self.rows() if what.data]

    def after(self) -> int:
        """The number of the plan that was seen; -1, which no plan has, for anything else."""
        seen = self.seen.data or ""
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else -1

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        for what, _, by in self.rows():
            if not what.data and by.data and not what.errors:
                fields.refuse(what, lazy("desk.plan.only-day", "Skriv vad som ska göras den dagen, eller ta bort dagen."))
                fine = False
        if not any(what.data or what.errors for what, _, _ in self.rows()):
            fields.refuse(self["what_1"], lazy("desk.plan.empty", "Skriv minst ett steg."))
            fine = False
        return fine

    def asks(self, far: list[Step], past: list[Step]) -> bool:
        """Ask about days that lie far ahead or behind, unless the second button answered exactly these."""
        odd = " ".join(str(step.by) for step in (*far, *past))
        if not odd or self.meant.data == odd:
            return False
        self.looked_at = odd
        for _, _, by in self.rows():
            if by.data in {step.by for step in far}:
                fields.refuse(by, lazy("desk.plan.far", "Dagen ligger mer än tre månader fram. En plan är högst tre månader."))
            elif by.data in {step.by for step in past}:
                fields.refuse(by, lazy("desk.plan.past", "Dagen har redan varit."))
        return True


def _row(row: int) -> None:
    number = str(row)
    what = lazy("desk.plan.what", "Steg {number}", number=number)
    setattr(PlanForm, f"what_{row}", fields.text(what, fields.at_most(LONGEST_STEP), _no_personal_number))
    doers = [(doer.value, words) for doer, words in DOERS_TO_STAFF.items()]
    setattr(PlanForm, f"doer_{row}", fields.one_of(lazy("desk.plan.doer", "Vem, steg {number}", number=number), doers))
    setattr(PlanForm, f"by_{row}", fields.day(lazy("desk.plan.by", "Senast, steg {number}", number=number), fields.readable(fields.DAY)))


for _number in ROWS:
    _row(_number)


def as_fields(steps: list[Step], seen: int) -> dict[str, str | date | None]:
    """What stands in the form when a plan is written anew from the one that holds."""
    filled: dict[str, str | date | None] = {"seen": str(seen)}
    for row, step in enumerate(steps, 1):
        filled |= {f"what_{row}": step.what, f"doer_{row}": step.doer.value, f"by_{row}": step.by}
    return filled
