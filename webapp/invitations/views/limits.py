"""How often the doors may be knocked at. Each limit is counted on what the knocker holds, so nobody shuts out another.

The counts on a link end when the link is replaced, which is what somebody does whose link is in wrong hands.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.ground.parties import Visitor
from webapp.security import throttle
from webapp.security.throttle import TooOften

TEN_MINUTES, HOUR = timedelta(minutes=10), timedelta(hours=1)


def code(session: Session, who: Visitor, *, at: datetime) -> None:
    """Raises TooOften. A course room shares one network, so that limit is wide."""
    throttle.hit(session, "code-session", str(who.session_id), most=3, per=TEN_MINUTES, at=at)
    throttle.hit(session, "code-here", f"{who.link_id}|{throttle.network()}", most=6, per=HOUR, at=at)
    throttle.hit(session, "code-link", str(who.link_id), most=12, per=HOUR, at=at)
    throttle.hit(session, "code-network", throttle.network(), most=60, per=TEN_MINUTES, at=at)


def new_link(session: Session, address_hash: str, *, at: datetime) -> bool:
    """Whether a request for this address is still taken; the answer is the same. Raises TooOften for a network that asks for many."""
    throttle.hit(session, "new-link-network", throttle.network(), most=30, per=TEN_MINUTES, at=at)
    return _still(session, "new-link", address_hash, at)


def renewal(session: Session, link_id: UUID, *, at: datetime) -> bool:
    """Whether the button behind a dead link still sends something."""
    return _still(session, "renewal", str(link_id), at)


def _still(session: Session, action: str, who: str, at: datetime) -> bool:
    try:
        throttle.hit(session, action, who, most=3, per=HOUR, at=at)
    except TooOften:
        return False
    return True
