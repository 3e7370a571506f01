"""The plans that were written for her and what she said of them, in words she can read."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp.language import t
from webapp.language.dates import moment
from webapp.my_page import queries
from webapp.plan import queries as plans
from webapp.plan.wording import FITS, who_and_when


def lines(session: Session, participant_id: UUID) -> list[str]:
    """One text for each version, the one that holds first."""
    rows = plans.of_person(session, participant_id)
    if not rows:
        return []
    steps, names, texts = plans.steps(session, [row.id for row in rows]), queries.entered(session, [row.written_by for row in rows]), []
    for row in rows:
        written = t("about.plan.written", "Skriven {when} av {name}:", when=moment(row.written_at), name=names[row.written_by])
        said = [f"{step.what} ({who_and_when(step)})" for step in steps[row.id]]
        fits = t("my.plan.said", "Ditt svar: {answer}", answer=FITS[row.fits]) if row.fits else None
        texts.append("\n".join(part for part in (written, *said, fits, row.line) if part))
    return texts
