"""The form in which a leader asks for a joint assessment."""

from flask_wtf import FlaskForm
from wtforms import HiddenField

from webapp.assessments.models import GkRequest
from webapp.assessments.service import Checklist
from webapp.desk.forms import fields
from webapp.desk.forms.gk_after import SPECIALIST, specialists
from webapp.language import lazy


class RequestForm(FlaskForm):
    """The checklist. What is not in place is asked about once, and may be sent without."""

    consent_attached = fields.tick(lazy("desk.request.consent", "Samtycke är bifogat"))
    week_ahead = fields.tick(lazy("desk.request.week", "Begäran kommer minst en vecka före GK1"))
    specialist = fields.one_of(SPECIALIST)
    #: What came with the second button, and what that button carries.
    meant = HiddenField()
    looked_at = ""

    def checked(self) -> Checklist:
        return Checklist(self.consent_attached.data, self.week_ahead.data, self.specialist.data or None)

    def offer(self, stored: str | None) -> None:
        """The specialists to choose from."""
        self.specialist.choices = fields.options(specialists(stored))

    def asks(self) -> bool:
        """Ask about what is not ticked, unless the second button answered exactly this."""
        lacks = [name for name in ("consent_attached", "week_ahead") if not self[name].data]
        if not lacks or self.meant.data == " ".join(lacks):
            return False
        self.looked_at = " ".join(lacks)
        for name in lacks:
            fields.refuse(self[name], lazy("desk.request.lacks", "Det här är inte ikryssat: {label}.", label=self[name].label.text))
        return True


def as_shown(latest: GkRequest | None) -> dict[str, bool | str]:
    """What was said when it was asked for the last time."""
    if latest is None:
        return {}
    return {"consent_attached": latest.consent_attached, "week_ahead": latest.week_ahead, "specialist": latest.specialist or ""}
