"""The form that enters what somebody decided on paper."""

from datetime import timedelta

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import StopValidation

from webapp.consent.values import Decision, Purpose
from webapp.desk.forms import fields
from webapp.ground import clock
from webapp.language import lazy

#: An older paper than this has the wrong year on it.
OLDEST = timedelta(days=365)
#: What a paper can be about, and what that is called.
ABOUT = (
    (Purpose.SECRECY.value, lazy("desk.consent.secrecy", "Sekretessen mellan Försäkringskassan och Arbetsförmedlingen får hävas")),
    (Purpose.STATISTICS.value, lazy("desk.consent.statistics", "Registrering för uppföljning")),
)
ANSWERS = {"yes": Decision.GIVEN, "no": Decision.REFUSED}


def believable(form: FlaskForm, field: Field) -> None:
    if not clock.today() - OLDEST <= field.data <= clock.today():
        raise StopValidation(str(lazy("desk.paper.day.odd", "Dagen ska ligga inom det senaste året. Är året rätt?")))


class PaperForm(FlaskForm):
    """About what, yes or no, and when it was signed."""

    purpose = fields.radios(
        lazy("desk.paper.purpose", "Vad gäller papperet?"),
        ABOUT,
        lazy("desk.paper.purpose.needed", "Välj vad papperet gäller."),
    )
    decided = fields.radios(
        lazy("desk.paper.answer", "Vad är svaret?"),
        [("yes", lazy("desk.paper.yes", "Ja")), ("no", lazy("desk.paper.no", "Nej"))],
        lazy("desk.paper.answer.needed", "Välj om svaret är ja eller nej."),
    )
    signed_on = fields.day(lazy("desk.paper.signed-on", "Vilken dag skrevs papperet under?"), fields.needed(fields.DAY), believable)

    def refuse_older(self) -> None:
        """Say that she has decided something since, or the same day. What and when is not for those who see no more than counts."""
        words = lazy("desk.paper.later", "Det finns redan ett svar från samma dag eller senare. Ett äldre papper ändrar det inte.")
        fields.refuse(self.signed_on, words)
