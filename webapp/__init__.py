"""Mellansteg: between two meetings, between two steps."""

import re
from collections.abc import MutableMapping
from typing import Any

from flask import Flask, request
from flask.templating import Environment
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from jinja2.ext import Extension
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import commands, errors, key_check, logs, parts, pieces, static_files
from webapp.config import Mode, Settings, SettingsError
from webapp.flows.engine import library as flows
from webapp.ground.parties import Door
from webapp.language import choose
from webapp.language.catalogue import CatalogueError
from webapp.reminders import rules
from webapp.reminders.rules import RulesError
from webapp.rooms import register_rooms
from webapp.security import access, headers, sessions
from webapp.storage import db
from webapp.storage.crypto import KeyFolder
from webapp.storage.migrations import FOLDER as MIGRATIONS
from webapp.surveys.engine.faults import DefinitionError

LARGEST_FORM = 64 * 1024
#: Why the service will not start. The message is a sentence for whoever can mend it.
Unfit = (SettingsError, CatalogueError, DefinitionError, RulesError)


class Unindented(Extension):
    """Templates without their indentation, which browsers do not read and visitors pay for. Line numbers stay."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


class Pages(Environment):
    """What every template knows is one dictionary: of the chain of two that Jinja makes, each import walks every key."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def create_app(settings: Settings) -> Flask:
    """The whole service for one installation. Raises what is `Unfit`, with a sentence."""
    settings.prepare()
    flows.shipped()
    rules.shipped()
    app = Flask(__name__, static_folder=None)
    app.extensions["settings"] = settings
    app.config.update(
        SESSION_COOKIE_NAME="__Host-form" if settings.secure else "form",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # A server that was away for a minute has closed our connections: each is tried before it is used.
        SQLALCHEMY_ENGINE_OPTIONS={} if settings.sqlite_path else {"pool_pre_ping": True},
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer; Sec-Fetch-Site is checked instead
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        COMPRESS_MIMETYPES=["text/html"],
        # Small pages become smallest so; zstd, which browsers would also take, makes them a tenth larger.
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=7,
        COMPRESS_BR_WINDOW=16,
        COMPRESS_LEVEL=6,
    )
    _prepare_templates(app)
    if settings.secure:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    db.init_app(app)
    _take_up_keys(app, settings)
    Migrate(app, db, directory=str(MIGRATIONS))
    logs.init_app(app)
    headers.init_app(app)
    csrf = CSRFProtect(app)
    Compress(app)
    parts.init_app(app)
    app.before_request(access.guard)
    app.after_request(sessions.send_cookie)
    static_files.init_app(app)
    register_rooms(app)
    for endpoint, view in app.view_functions.items():
        if access.is_from_a_machine(app, endpoint):
            csrf.exempt(view)
    choose.init_app(app, person=_listener, pseudo=settings.pseudo_locales)
    errors.init_app(app)
    commands.init_app(app)
    return app


def _prepare_templates(app: Flask) -> None:
    app.jinja_environment = Pages
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension(Unindented)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    pieces.init_app(app)


def _take_up_keys(app: Flask, settings: Settings) -> None:
    """In production never others than those the database is sealed with."""
    with app.app_context():
        try:
            if settings.mode is Mode.PRODUCTION:
                key_check.before_any_is_made(settings, db.engine)
            keys = app.extensions["keys"] = KeyFolder(settings.keys_dir)
            app.config["SECRET_KEY"] = keys.secret("forms")
            if settings.mode is Mode.PRODUCTION:
                key_check.they_open(keys, settings, db.engine)
        except OSError as fault:
            raise SettingsError(
                f"{fault.filename} in MELLANSTEG_KEYS_DIR cannot be read: {fault.strerror}. "
                "Where the worker is a user of its own, the keys are readable for the group of both: chmod 640"
            ) from fault
        finally:
            db.engine.dispose()


def _listener() -> choose.Listener:
    visitor = access.visitor()
    # Whoever has only the link changes nothing about the person, so what was chosen on this phone comes first.
    on_this_phone = choose.offered(request.cookies.get(choose.COOKIE)) if visitor.door is Door.LINK else None
    return choose.Listener(locale_id=on_this_phone.id if on_this_phone else visitor.locale, staff=visitor.staff_id is not None)
