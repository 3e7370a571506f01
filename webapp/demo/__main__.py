"""`python -m webapp.demo`: from nothing to a running service with people in it. Starting it again keeps them."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from types import FrameType

import click
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select
from waitress.server import create_server

from webapp import create_app, worker
from webapp.chat import service as chat
from webapp.config import PREFIX, Settings, SettingsError
from webapp.demo.seed import seed
from webapp.ground import clock
from webapp.ground.locales import LOCALES
from webapp.ground.parties import Role
from webapp.invitations import service as invitations
from webapp.invitations.models import PersonalLink
from webapp.people.models import Participant
from webapp.storage import reading, transaction
from webapp.turns import Turns

HOST, THREADS = "127.0.0.1", 8
#: From the numbers kept for fiction.
SWITCHBOARD = "08-465 004 99"
ROLES = {Role.LEADER: "kursledare", Role.HANDLER: "handläggare", Role.COORDINATOR: "samordnare"}


def main(environment: Mapping[str, str]) -> None:
    """Prepare, fill, say where to look, and serve until told to stop."""
    port = _port(environment.get(PREFIX + "PORT") or "8000")
    here = f"http://{HOST}:{port}"
    usual = {PREFIX + "BASE_URL": here, PREFIX + "PHONE": SWITCHBOARD}
    app = create_app(Settings.from_environment({**usual, **environment, PREFIX + "DEMO": "1"}))
    with app.app_context():
        make_ready()
        said = "\n".join(addresses(app.extensions["settings"].base_url))
    serve(app, port, said)


def _port(said: str) -> int:
    if not said.isdecimal() or not 0 < int(said) < 65536:
        raise SettingsError(f"PORT={said} is no port. Choose a number between 1024 and 65535.")
    return int(said)


def make_ready() -> None:
    """The newest form of the database, the flows, and people if there are none."""
    upgrade()
    with transaction() as session:
        chat.publish(session, at=clock.now())
    seed(at=clock.now())


def addresses(base_url: str) -> Iterator[str]:
    """What to open: a link for each language, and a sign-in for each role."""
    yield "Mellansteg, provversionen. Alla personer är påhittade."
    yield ""
    for locale in LOCALES:
        links = select(PersonalLink).join(Participant, Participant.id == PersonalLink.participant_id)
        here = links.where(Participant.locale == locale.id, Participant.ended_at.is_(None), PersonalLink.ended_at.is_(None))
        if link := reading().scalar(here.order_by(Participant.seat, PersonalLink.made_at).limit(1)):
            yield f"  deltagare, {locale.name}: {invitations.address(link)}"
    for role, name in ROLES.items():
        yield f"  {name}: {base_url}/demo/{role.value}"
    yield ""
    yield f"  början: {base_url}/      Sluta med Ctrl+C."
    yield f"  telefonen, med det som skickas: {base_url}/demo/telefon"
    yield "  Meddelanden läggs som filer i datamappen. Här kör en och samma användare både webb och worker."


def serve(app: Flask, port: int, said: str) -> None:
    """The web and the worker side by side. Both end when this process is told to stop."""
    signal.signal(signal.SIGTERM, _stop)
    server = create_server(Turns(app), host=HOST, port=port, threads=THREADS, clear_untrusted_proxy_headers=True, ident="")
    ticking = worker.start(app)
    click.echo(said)
    try:
        server.run()
    finally:
        ticking.shutdown(wait=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    try:
        main(os.environ)
    except SettingsError as fault:
        sys.exit(str(fault))
    except OSError as fault:
        sys.exit(f"Det gick inte att starta: {fault.strerror or fault}. Är porten upptagen? Välj en annan med PORT=")
