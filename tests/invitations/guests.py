"""People with links to test with, the messages they got, and the whole database as it is."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from tests.people import some
from webapp.ground import clock
from webapp.invitations import service, tokens
from webapp.storage import Base, reading, transaction


@dataclass(frozen=True)
class Guest:
    """Somebody with a personal link."""

    id: UUID
    course: UUID
    leader: UUID
    link: UUID
    token: str

    @property
    def path(self) -> str:
        return f"/m/{self.token}"


def a_guest(app: Flask, name: str = "Ali", address: str = "070-1740612", locale: str = "sv", course: UUID | None = None) -> Guest:
    with app.app_context(), transaction() as session:
        leader = some.leader(session)
        course = course or some.a_course(session, leader).id
        person = some.a_person(session, course, name, address, locale).id
        link = service.link_for(session, person, at=clock.now()).id
        return Guest(person, course, leader, link, tokens.token_of(link))


def messages(app: Flask) -> list[dict[str, str]]:
    """What lies in the folder of the file carrier, oldest first, after all that goes on afterwards is done."""
    afterwards(app)
    folder = app.extensions["settings"].messages_dir
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)]


def afterwards(app: Flask) -> None:
    """Wait for the thread that answers behind the visitor's back."""
    hands: ThreadPoolExecutor = app.extensions["afterwards"]
    hands.submit(int).result()


def code_in(message: dict[str, str]) -> str:
    found = re.findall(r"\b\d{6}\b", message["text"])
    assert len(found) == 1, message
    return str(found[0])


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def everything(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with app.app_context():
        return {
            table.name: sorted((tuple(row) for row in reading().execute(select(table))), key=repr) for table in Base.metadata.sorted_tables
        }
