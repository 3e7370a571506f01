"""The `flask ...` commands: parse, transaction, service."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from webapp import boxes, health, worker
from webapp.backup import making, moving, restoring, sentences
from webapp.backup.values import Refused, why
from webapp.chat import service as chat
from webapp.config import SettingsError
from webapp.course_survey import queries as surveys
from webapp.course_survey import service as course_survey
from webapp.course_survey.key_folder import KeyFolderFault
from webapp.flows.engine import library, terminal
from webapp.ground import clock
from webapp.language import commands as language
from webapp.messages import stops
from webapp.messages.values import Stop
from webapp.past.commands import past
from webapp.security import audit
from webapp.sign_in import service as sign_in
from webapp.sign_in.forms import email_in
from webapp.sign_in.tokens import invite_address
from webapp.storage import keys, reading, transaction
from webapp.storage.crypto import NAMES

flows = AppGroup("flows", help="The conversations in webapp/flows.")
words = AppGroup("words", help="The words, in every language.")
log = AppGroup("audit", help="The audit log.")
database = AppGroup("database", help="The whole database.")
sealed = AppGroup("boxes", help="The boxes of the anonymous survey.")
sending = AppGroup("messages", help="Messages on their way out.")
staff = AppGroup("staff", help="Who works here.")


@click.command("prepare")
def prepare() -> None:
    """Make what keys are lacking, bring the database up to date and publish the flows. Run at every new version, before web and worker."""
    new = [name for name in NAMES if not keys().has(name)]
    for name in new:
        keys().secret(name)
    try:
        upgrade()
        with transaction() as session:
            chat.publish(session, at=clock.now())
    except OperationalError as fault:
        _say([f"Databasen svarar inte: {why(fault)}."], "")
    if new:
        click.echo(f"Nya nycklar i MELLANSTEG_KEYS_DIR: {', '.join(new)}. Kopiera hela mappen till ett annat ställe nu.")


@click.command("worker")
def run_worker() -> None:
    """Send what is due and forget what is over, every minute, until told to stop."""
    try:
        worker.run(cast(Flask, current_app._get_current_object()))  # type: ignore[attr-defined]  # noqa: SLF001 - the scheduler needs the app
    except SettingsError as fault:
        _say([str(fault)], "")


@flows.command("check")
def check_flows() -> None:
    """Proofread every flow and survey; each fault is a sentence."""
    _say(terminal.check(), "Alla samtal och frågor är hela.")


@flows.command("talk")
@click.argument("name")
def talk(name: str) -> None:
    """Hold a talk here, as a participant would. Nothing is stored."""
    if name not in library.shipped().keys:
        raise click.BadParameter(f"det finns: {', '.join(sorted(library.shipped().keys))}")
    terminal.talk(library.shipped().get(name))


@words.command("extract")
def extract() -> None:
    """Collect every Swedish text and bring all catalogues up to date."""
    click.echo(language.update())


@words.command("missing")
@click.argument("locale", required=False)
def missing(locale: str | None) -> None:
    """List texts without a translation."""
    _say(language.missing(locale), "Inget saknas.")


@words.command("stale")
def stale() -> None:
    """List translations whose Swedish has changed."""
    _say(language.stale(), "Inget har blivit gammalt.")


@words.command("readability")
def readability() -> None:
    """List sentences that are too hard."""
    _say(language.check_readability(), "Alla texter klarar reglerna.")


@words.command("export")
@click.argument("locale")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(locale: str, file: Path) -> None:
    """Write one language as a spreadsheet."""
    click.echo(language.export(locale, file))


@words.command("import")
@click.argument("locale")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_(locale: str, file: Path) -> None:
    """Read a spreadsheet back."""
    click.echo(language.import_(locale, file))


@log.command("verify")
@click.argument("seal", required=False)
def verify(seal: str | None) -> None:
    """Walk the chain from the first entry to the last. SEAL is what an earlier walk ended with: that entry must be there still."""
    broken, kept = audit.verify(reading()), seal is None or audit.keeps(reading(), seal)
    faults = [f"Raden {broken} följer inte på den före."] if broken else []
    _say([*faults, *([] if kept else ["Loggen har inte kvar raden i sigillet."])], f"Loggen är hel. Sigill: {audit.seal(reading())}")


@sealed.command("lost")
def lost() -> None:
    """List the boxes whose key could not be read at the last try."""
    numbers = [row.number for row in surveys.without_key(reading())]
    _say([f"Låda {number}: nyckeln går inte att läsa." for number in numbers], "Alla nycklar som behövs är där.")


@sealed.command("give-up")
@click.argument("number", type=int)
def give_up(number: int) -> None:
    """Destroy box NUMBER unopened, because its key is lost for ever. Run as the worker's user."""
    try:
        boxes.give_up(number, at=clock.now())
    except course_survey.NoSuchBox:
        _say([f"Ingen stängd eller öppen låda har nummer {number}."], "")
    except course_survey.KeyIsThere:
        _say([f"Nyckeln till låda {number} är där. Lådan öppnas som vanligt."], "")
    except KeyFolderFault:
        _say(
            ["MELLANSTEG_BOX_KEYS_DIR går inte att läsa, eller är en annan mapp. Sätt tillbaka den först, och låt workern gå en minut."], ""
        )
    _say([], f"Låda {number} är förstörd oöppnad. Kursledarna ser det på enkätens sida.")


@sending.command("stops")
def stops_now() -> None:
    """List what is stopped, since when and why."""
    _say([f"{one.name}, sedan {one.since:%Y-%m-%d %H:%M} UTC. {one.reason}" for one in stops.every(reading())], "Inget är stoppat.")


@sending.command("release")
@click.argument("name", type=click.Choice([one.value for one in Stop]))
def release(name: str) -> None:
    """Let what is stopped go on: NAME as in `stops`. What waits is sent at the next turn."""
    with transaction() as session:
        if released := stops.release(session, Stop(name)):
            audit.record(session, "messages.released", at=clock.now(), detail=name)
    _say([] if released else [f"{name} är inte stoppat."], f"{name} är i gång igen.")


@sending.command("status")
def status() -> None:
    """How it goes with messages and with the worker."""
    at = clock.now()
    click.echo("\n".join(health.sentences(health.look(reading(), at=at), at=at)))


@staff.command("first-administrator")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--area", required=True, help="The area of the samordningsförbund, as it is to be called.")
def first_administrator(name: str, email: str, area: str) -> None:
    """Print a link for somebody who can invite all others. It is good once, for seven days."""
    address, at = email_in(email), clock.now()
    if address is None or not name.strip() or not area.strip():
        _say(["Namn, e-postadress och område behövs, och adressen ska vara hel."], "")
    try:
        with transaction() as session:
            invite_id = sign_in.first_administrator(session, name.strip(), str(address), area.strip(), at=at)
            audit.record(session, "account.first-administrator", at=at)
    except sign_in.ThereIsOne:
        _say(["Det finns en administratör som kan logga in. Be henne eller honom bjuda in fler under Konton."], "")
    except sign_in.AddressTaken:
        _say(["Ett annat konto har den adressen."], "")
    _say([], f"Öppna länken inom sju dagar. Den gäller en gång:\n{invite_address(invite_id)}")


@click.command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Write an encrypted copy of the database into DIR, while the service runs."""
    with _refusing():
        _say([], "\n".join(sentences.made(making.make(folder, at=clock.now()))))


@click.command("restore")
@click.argument("where", metavar="DIR|FILE", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only prove that it can be done, in a database beside that is thrown away.")
@click.option("--over", is_flag=True, help="Also when there are people in the database that is there.")
def restore(where: Path, check: bool, over: bool) -> None:
    """Put a copy in the database's place: the newest in DIR, or FILE. Stop web and worker first."""
    with _refusing():
        if check:
            said = sentences.checked(restoring.check(where, at=clock.now()))
        else:
            said = sentences.restored(restoring.restore(where, at=clock.now(), over=over))
        _say([], "\n".join(said))


@database.command("copy")
@click.argument("url", envvar="MELLANSTEG_COPY_TO")
def copy_database(url: str) -> None:
    """Copy everything to the empty PostgreSQL at URL, and compare. Stop web and worker first."""
    with _refusing():
        _say([], "\n".join(sentences.moved(moving.copy(url, at=clock.now()))))


@contextmanager
def _refusing() -> Iterator[None]:
    """A refusal is its sentence."""
    try:
        yield
    except Refused as fault:
        _say([str(fault)], "")


def _say(faults: list[str], otherwise: str) -> None:
    click.echo("\n".join(faults) or otherwise)
    sys.exit(1 if faults else 0)


def init_app(app: Flask) -> None:
    for command in (prepare, run_worker, flows, words, log, sealed, sending, staff, past, database, backup, restore):
        app.cli.add_command(command)
