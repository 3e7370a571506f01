"""Leaders at their desks: a course with people, its two leaders, and a leader of another course."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask

from tests.people import some
from tests.support.desks import Desks
from webapp.ground.parties import Agency
from webapp.storage import transaction

AMAL, BO = "070-1740605", "070-1740606"


@dataclass(frozen=True)
class CourseDesk(Desks):
    """Maj from FK and Abbe from AF lead the course; Stina leads another one."""

    maj: UUID
    abbe: UUID
    stina: UUID
    course: UUID
    #: Of the other course.
    other_course: UUID

    @property
    def page(self) -> str:
        return f"/kurser/{self.course}"

    def puts_in(self, name: str = "Amal", address: str = AMAL, *, locale: str = "sv", course: UUID | None = None) -> UUID:
        with self.elsewhere() as session:
            return some.a_person(session, course or self.course, name, address, locale=locale).id


def course_desk(app: Flask) -> CourseDesk:
    with app.app_context(), transaction() as session:
        maj = some.leader(session)
        abbe = some.leader(session, "Abbe Holm", Agency.AF, "+46846500401")
        stina = some.leader(session, "Stina Ås", Agency.FK, "+46846500402")
        return CourseDesk(app, maj, abbe, stina, some.a_course(session, maj, abbe).id, some.a_course(session, stina).id)
