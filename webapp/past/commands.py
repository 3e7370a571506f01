"""`flask past import FILE`."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from webapp.ground import clock
from webapp.past import queries, sentences, service
from webapp.past.values import reading
from webapp.security import audit
from webapp.storage import transaction

past = AppGroup("past", help="Courses and GK from before this service.")


@past.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--area", help="The area's name, when there are several.")
@click.option("--confirm", "confirmed", type=int, multiple=True, metavar="LINE", help="A line whose odd days are right. May be repeated.")
def import_(file: Path, area: str | None, confirmed: tuple[int, ...]) -> None:
    """Read FILE, of courses or of GK: all of it or nothing. Reading it once more adds nothing."""
    with file.open("rb") as opened:
        sheet = reading.read(opened)
    try:
        with transaction() as session:
            its = queries.area(session, area)
            if its is None:
                click.echo("Det finns flera områden, eller inget med det namnet. Ange det med --area.")
                sys.exit(1)
            at = clock.now()
            taken = service.bring(session, its.id, sheet, confirmed=confirmed, at=at)
            audit.record(session, "past.imported", at=at, detail=f"{taken.courses} {taken.gks}")
    except service.CannotImport as fault:
        click.echo("\n".join(sentences.refused(fault.refused)))
        sys.exit(1)
    click.echo("\n".join(sentences.taken(taken)))
