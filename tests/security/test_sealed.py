"""Names, addresses and free text are unreadable in the database, its journal and everything else that is kept."""

from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.security.conftest import House
from tests.security.world import FIGURES, SECRETS
from tests.support.fixtures import both_databases
from webapp.config import Settings
from webapp.people.models import Participant
from webapp.storage import Base
from webapp.storage.crypto import CannotOpen

on_files = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def kept(settings: Settings) -> dict[str, bytes]:
    """Every file the service has written, its keys apart."""
    assert settings.sqlite_path
    data = settings.sqlite_path.parents[1]
    files = [path for path in data.rglob("*") if path.is_file() and not path.is_relative_to(settings.keys_dir)]
    return {str(path.relative_to(data)): path.read_bytes() for path in files}


def holding(files: dict[str, bytes], word: str) -> set[str]:
    return {name for name, content in files.items() if word.encode() in content}


@on_files
def test_no_secret_is_readable_in_any_file(house: House, settings: Settings) -> None:
    house.knocks("phone").get("/min-sida/allt")
    house.knocks("fk").get(f"/mina-deltagare/{house.world.person}")
    files = kept(settings)
    assert "db/mellansteg.sqlite-wal" in files, "the journal must be looked at while it is there"
    assert {secret: holding(files, word) for secret, word in SECRETS.items()} == {secret: set() for secret in SECRETS}


@on_files
def test_a_readable_secret_would_be_found_in_the_journal(house: House, settings: Settings) -> None:
    with house.inside() as session:
        session.execute(text("update area set name = 'Kanariea' where name = 'Ådalen'"))
    assert "db/mellansteg.sqlite-wal" in holding(kept(settings), SECRETS["name"])


@both_databases
def test_no_secret_is_readable_in_any_column(house: House) -> None:
    with house.inside() as session:
        cells = {
            f"{table.name}.{column}": str(value)
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            for column, value in row._mapping.items()
        }
    found = {place: word for place, value in cells.items() for secret, word in SECRETS.items() if secret not in FIGURES and word in value}
    assert found == {}
    assert cells["participant.name_sealed"].startswith("v1.1.")


def _sealed(session: Session, person: UUID, column: str) -> str:
    return str(session.scalar(text(f"select {column} from participant where id = :id"), {"id": _id(session, person)}))


def _id(session: Session, person: UUID) -> str | UUID:
    return person.hex if session.get_bind().dialect.name == "sqlite" else person


def _move(session: Session, value: str, to: UUID, column: str) -> Participant:
    session.execute(text(f"update participant set {column} = :value where id = :id"), {"value": value, "id": _id(session, to)})
    session.expire_all()
    return session.get_one(Participant, to)


@both_databases
def test_a_value_moved_to_another_row_does_not_open(house: House) -> None:
    with house.inside() as session:
        neighbour = _move(session, _sealed(session, house.world.person, "name_sealed"), house.world.neighbour, "name_sealed")
        with pytest.raises(CannotOpen):
            _ = neighbour.name


def test_a_value_moved_to_another_column_does_not_open(house: House) -> None:
    with house.inside() as session:
        person = _move(session, _sealed(session, house.world.person, "phone_sealed"), house.world.person, "name_sealed")
        assert person.phone == "+46701740699"
        with pytest.raises(CannotOpen):
            _ = person.name


@pytest.mark.parametrize("broken", ["", "v1", "v1.1", "v1.1.!", "v1.1.AAAA", "v2.1.AAAA", "v1.9.AAAA", "v1.1.å"])
def test_a_changed_value_does_not_open(house: House, broken: str) -> None:
    with house.inside() as session:
        person = _move(session, broken, house.world.person, "name_sealed")
        with pytest.raises(CannotOpen):
            _ = person.name


def test_the_same_text_is_sealed_differently_each_time(house: House) -> None:
    with house.inside() as session:
        person = session.get_one(Participant, house.world.person)
        before = person.name_sealed
        person.name = SECRETS["name"]
        assert person.name_sealed != before
        assert person.name == SECRETS["name"]


def test_what_cannot_be_opened_is_a_plain_page_and_no_riddle(house: House) -> None:
    with house.inside() as session:
        _move(session, "v1.1.AAAA", house.world.person, "name_sealed")
    page = house.knocks("fk").get(f"/mina-deltagare/{house.world.person}", 500)
    assert page.heading == "Något gick fel hos oss"
    assert "v1.1" not in page.html
