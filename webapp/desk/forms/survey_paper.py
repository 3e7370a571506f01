"""The form in which sheets of paper are typed in: who handed one in, and the sheets in any order, one digit for each question."""

from collections.abc import Sequence
from typing import ClassVar, cast

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectMultipleField, StringField
from wtforms.validators import StopValidation

from webapp.desk.forms import fields
from webapp.desk.queries.survey import Seat
from webapp.language import lazy
from webapp.surveys.engine.questions import Scale
from webapp.surveys.engine.questions.scale import DECLINE

#: A course has fewer people; more sheets than this is a mistyped number.
MOST_SHEETS = 40
WHO = lazy("desk.typed.who", "Vilka lämnade in ett blad?")
#: About two or more people. What it tells of a single one, it would tell by name.
NO_KEY = lazy(
    "desk.typed.no-key",
    "Inget blad är infört. Lådans nyckel går inte att nå, så inga svar tas emot just nu. Spara bladen, och säg till driften.",
)
SPENT = lazy(
    "desk.typed.spent",
    "Någon av dem du kryssade har redan svarat, till exempel i telefonen. Inget blad är infört. Det visas inte vem det är. "
    "Be gruppen: den som redan har svarat tar tillbaka sitt blad.",
)


class PaperForm(FlaskForm):
    """Ticks and sheets. What has been typed is nowhere else until all of it is sent."""

    asked = fields.once()
    count = HiddenField()
    who = SelectMultipleField(fields.said(WHO), validate_choice=False)

    #: The names of the fields, sheet by sheet.
    rows: ClassVar[Sequence[Sequence[str]]] = ()

    def offer(self, seats: Sequence[Seat]) -> None:
        """The people of the course."""
        self.who.choices = fields.options((str(seat.id), seat.called) for seat in seats)
        known = {str(seat.id) for seat in seats}
        self.who.data = [one for one in self.ticked if one in known]

    @property
    def ticked(self) -> list[str]:
        """The ids of the people that are ticked."""
        return self.who.data or []

    @property
    def cells(self) -> list[list[Field]]:
        """One line for each sheet."""
        return [[self[name] for name in row] for row in self.rows]

    @property
    def used(self) -> int:
        """How many sheets there are when empty ones at the end, beyond the ticked names, are taken away."""
        typed = [number for number, row in enumerate(self.cells, 1) if any(cell.data for cell in row)]
        return max([1, len(self.ticked), *typed])

    def sheets(self) -> list[list[str]] | None:
        """The digits, sheet by sheet, or None with the reasons beside the fields. An empty box is an answer not given."""
        good: bool = self.validate()
        if len(self.ticked) != len(self.rows):
            self.refuse_count()
            return None
        return [[cell.data or DECLINE for cell in row] for row in self.cells] if good else None

    def refuse_count(self) -> None:
        """As many names as sheets."""
        values = {"names": len(self.ticked), "sheets": len(self.rows)}
        self.who.errors = [str(lazy("desk.typed.count", "Kryssade namn: {names}. Blad: {sheets}. Det ska vara lika många.", **values))]


def paper_form(questions: Sequence[Scale], count: int) -> PaperForm:
    """A form with so many empty sheets."""
    names = [[f"blad-{sheet}-{number}" for number in range(1, len(questions) + 1)] for sheet in range(1, count + 1)]
    columns = {
        name: _cell(question, sheet, number)
        for sheet, row in enumerate(names, 1)
        for number, (name, question) in enumerate(zip(row, questions, strict=True), 1)
    }
    form = cast(type[PaperForm], type("TypedSheets", (PaperForm,), {**columns, "rows": names}))()
    form.count.data = str(count)
    return form


def _cell(question: Scale, sheet: int, number: int) -> StringField:
    signs = [option.key for option in question.options]

    def check(form: FlaskForm, field: Field) -> None:
        if field.data and field.data not in signs:
            values = {"sheet": sheet, "number": number, "signs": ", ".join(signs)}
            raise StopValidation(
                str(lazy("desk.typed.sign", "Blad {sheet}, fråga {number}: skriv en av {signs}, eller lämna tomt.", **values))
            )

    label = lazy("desk.typed.cell", "Blad {sheet}, fråga {number}", sheet=sheet, number=number)
    keys = {"maxlength": "1", "size": "1", "inputmode": "numeric", "autocomplete": "off"}
    return StringField(fields.said(label), [check], filters=[fields.tidy], render_kw=keys)
