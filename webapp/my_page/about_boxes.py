"""Her boxes, in words she can read."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp.agenda import queries as agenda
from webapp.language import t
from webapp.language.dates import moment
from webapp.language.speech import speak


def lines(session: Session, participant_id: UUID) -> list[str]:
    """One text for each box she has chosen or written in."""
    names, texts = agenda.boxes(), []
    for key, one in agenda.of_person(session, participant_id).items():
        begins = t("my.boxes.begins", "Börja här.") if one.begins else None
        shown = t("my.boxes.shown", "Handläggarna får läsa.") if one.shown else t("my.boxes.mine", "Bara du ser det.")
        name = speak(names[key].label) if key in names else key
        texts.append("\n".join(part for part in (f"{name}:", one.line, begins, shown, moment(one.changed_at)) if part))
    return texts
