"""Looking things up for the past."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.people.models import Area


def area(session: Session, name: str | None) -> Area | None:
    """The area by its name, or the only one there is."""
    found = session.scalars(select(Area) if name is None else select(Area).where(Area.name == name)).all()
    return found[0] if len(found) == 1 else None
