"""How often the doors may be knocked at. Each limit is counted on what the knocker holds, so nobody shuts out another.

The counts on a link end when the link is replaced, which is what somebody does whose link is in wrong hands.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.ground.parties import Visitor
from webapp.security import throttle
from webapp.security.throttle import TooOften

TEN_MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)


class EnoughToday(TooOften):
    """No more codes to this address today: somebody may be using the link to fill her phone."""


def opening(session: Session, link_id: UUID, *, at: datetime) -> None:
    """Raises TooOften when one link is opened again and again, from here or from everywhere."""
    _link_here("open", link_id, session, here=20, everywhere=60, at=at)


def pairing(session: Session, who: Visitor, *, at: datetime) -> None:
    """Raises TooOften for a link that asks for words again and again."""
    _link_here("pair", who.link_id, session, here=10, everywhere=20, at=at)


def _link_here(action: str, link_id: UUID | None, session: Session, *, here: int, everywhere: int, at: datetime) -> None:
    throttle.hit(session, f"{action}-here", f"{link_id}|{throttle.network()}", most=here, per=TEN_MINUTES, at=at)
    throttle.hit(session, f"{action}-link", str(link_id), most=everywhere, per=TEN_MINUTES, at=at)


def code(session: Session, who: Visitor, *, at: datetime) -> None:
    """Raises TooOften, or EnoughToday. A course room shares one network, so that limit is wide."""
    throttle.hit(session, "code-session", str(who.session_id), most=3, per=TEN_MINUTES, at=at)
    throttle.hit(session, "code-here", f"{who.link_id}|{throttle.network()}", most=6, per=HOUR, at=at)
    throttle.hit(session, "code-network", throttle.network(), most=60, per=TEN_MINUTES, at=at)
    try:
        throttle.hit(session, "code-day", str(who.link_id), most=10, per=DAY, at=at)
    except TooOften as fault:
        raise EnoughToday from fault


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
