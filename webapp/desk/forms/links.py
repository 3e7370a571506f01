"""The form that gives a person another link."""

from flask_wtf import FlaskForm

from webapp.desk.forms import fields
from webapp.invitations.values import LinkEnd
from webapp.language import lazy

REPLACED_BECAUSE = {"lost": LinkEnd.REPLACED, "wrong": LinkEnd.WRONG_PERSON}


class ReplaceForm(FlaskForm):
    """Why the old link must stop working."""

    why = fields.radios(
        lazy("desk.replace.why", "Varför ska länken bytas?"),
        [
            ("lost", lazy("desk.replace.lost", "Telefonen eller länken är borta.")),
            ("wrong", lazy("desk.replace.wrong", "Länken nådde fel person.")),
        ],
    )
