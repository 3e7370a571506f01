"""The letter with an invitation. It is computed when it is sent, so that no address and no link is stored."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.messages.letters import Letter, Writer
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind
from webapp.people import queries as people
from webapp.sign_in import queries, tokens


def invitation(session: Session, message: OutboxMessage, _code: str | None, at: datetime) -> Letter | None:
    """While the link opens something."""
    account = people.staff(session, message.staff_id) if message.staff_id else None
    invite = queries.invite_of(session, account.id, at=at) if account else None
    if account is None or invite is None or not account.email:
        return None
    return Letter(account.email, account.locale, {"link": tokens.invite_address(invite.id)})


WRITERS: dict[Kind, Writer] = {Kind.STAFF_INVITATION: invitation}
