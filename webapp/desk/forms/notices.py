"""The form in which somebody of the staff says which letters she wants by e-mail."""

from collections.abc import Collection

from flask_wtf import FlaskForm

from webapp.desk.forms import fields
from webapp.ground.parties import Agency, Role
from webapp.language import lazy
from webapp.reminders.values import Notice


def concerning(role: Role, agency: Agency | None) -> tuple[Notice, ...]:
    """The letters that can come: of a GK to handlers, of what does not get through to leaders and Försäkringskassan."""
    if role is Role.LEADER:
        return Notice.CANNOT_COME, Notice.NOT_THROUGH
    return tuple(Notice) if agency is Agency.FK else (Notice.MEETING, Notice.CANNOT_COME)


class NoticesForm(FlaskForm):
    """A tick for each letter that is wanted. What never comes to this reader is not asked about."""

    meeting = fields.tick(lazy("desk.notices.meeting", "Sista arbetsdagen före ett möte"))
    cannot_come = fields.tick(lazy("desk.notices.cannot-come", "När någon inte kan komma"))
    not_through = fields.tick(lazy("desk.notices.not-through", "När meddelanden till någon inte kommer fram"))

    def narrow(self, asked: Collection[Notice]) -> None:
        for notice in set(Notice) - set(asked):
            del self[notice.value]

    @property
    def off(self) -> set[Notice]:
        return {notice for notice in Notice if notice.value in self and not self[notice.value].data}
