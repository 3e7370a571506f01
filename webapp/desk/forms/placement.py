"""The form that enters where somebody placed herself on paper."""

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import StopValidation

from webapp.chat.effects import SHOWN_TO
from webapp.desk.forms import fields
from webapp.desk.forms.paper import believable
from webapp.desk.service import PlacementPaper
from webapp.flows.engine.library import shipped as flows
from webapp.ground.personal_number import personal_number_instead_of_phone
from webapp.language import lazy
from webapp.language.speech import speak
from webapp.staircase.service import SelfRating
from webapp.surveys.engine.library import shipped
from webapp.surveys.engine.place import Place
from webapp.surveys.engine.questions import One, Staircase, Text


def _no_personal_number(form: FlaskForm, field: Field) -> None:
    if field.data and personal_number_instead_of_phone(field.data):
        raise StopValidation(str(lazy("desk.placement.number", "Ta bort personnumret. Det får inte sparas här.")))


def _as_long_as_asked(form: FlaskForm, field: Field) -> None:
    question = shipped().get("staircase").question("need")
    if isinstance(question, Text):
        fields.at_most(question.max)(form, field)


def _sharing() -> One:
    """The question that stands on the paper, as it is asked on the phone. Nobody sends in a paper to show it to nobody."""
    question = next(ask.question for ask in flows().get("staircase").asks if ask.key == "share")
    if not isinstance(question, One):
        raise TypeError("flows/staircase.yaml: share must be one choice")
    return question


class PlacementForm(FlaskForm):
    """Where, what she needs, how many hours, who may read it, and when she wrote it."""

    place = fields.radios(lazy("desk.placement.place", "Plats i trappan"), ())
    need = fields.text(
        lazy("desk.placement.need", "Behöver för att komma vidare"),
        _as_long_as_asked,
        _no_personal_number,
        hint=lazy("desk.placement.need.hint", "Skriv av raden som den står. Lämna tomt om inget står på papperet."),
    )
    hours = fields.one_of(lazy("desk.placement.hours", "Timmar i veckan som deltagaren tror på"))
    share = fields.radios(lazy("desk.placement.share", "Vem får läsa det?"), ())
    written_on = fields.day(lazy("desk.placement.written-on", "Vilken dag skrevs papperet?"), fields.needed(fields.DAY), believable)

    def offer(self, *, secrecy_lifted: bool) -> None:
        """The places and hours of the staircase that is in use, and Arbetsförmedlingen only while the consent lets them read."""
        survey = shipped().get("staircase")
        place, hours = survey.question("place"), survey.question("hours")
        if isinstance(place, Staircase):
            self.place.choices = fields.options((one.value, speak(one.label)) for one in place.choices())
        if isinstance(hours, One):
            silent = ("", lazy("desk.placement.no-hours", "Inget svar på papperet"))
            self.hours.choices = fields.options([silent, *((one.key, speak(one.text)) for one in hours.options)])
        offered = SHOWN_TO if secrecy_lifted else {"show_fk"}
        self.share.choices = fields.options((one.key, speak(one.text)) for one in _sharing().options if one.key in offered)

    def helps(self) -> dict[str, str]:
        """The everyday example under each step."""
        place = shipped().get("staircase").question("place")
        return {one.value: speak(one.example) for one in place.choices() if one.example} if isinstance(place, Staircase) else {}

    def paper(self) -> PlacementPaper | None:
        """What stands on the paper, or None with the reasons beside the fields."""
        if not self.validate() or self.written_on.data is None:
            return None
        rating = SelfRating(Place.parse(self.place.data), self.hours.data or None, self.need.data)
        return PlacementPaper(rating, shipped().get("staircase").version, SHOWN_TO[self.share.data], self.written_on.data)

    def refuse_older(self) -> None:
        """Say that an older paper changes nothing, and nothing about what she has decided or for whom."""
        words = lazy(
            "desk.placement.later", "Deltagaren har bestämt vem som får läsa samma dag eller senare. Ett äldre papper ändrar det inte."
        )
        fields.refuse(self.written_on, words)
