"""Signing in elsewhere (OpenID Connect): sending somebody to a provider, and reading who comes back. Discovery, PKCE, state and nonce.

Only the provider's name for the person is taken: no role, and no address, which may change hands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app
from flask import session as form_session
from joserfc.errors import JoseError

from webapp.config import Provider

#: So long a provider may take to answer us.
PATIENCE = 10
#: Clocks of two machines differ a little.
A_LITTLE = timedelta(minutes=1)
WELL_KNOWN = "/.well-known/openid-configuration"


class NotReached(Exception):
    """The provider does not answer, or not as one."""


class NotAnswered(Exception):
    """What came back is no answer to what this browser asked."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who came back, and what for."""

    subject: str
    #: What was said when she was sent: `in`, `join` or `prove`, and what goes with it.
    errand: Mapping[str, str]
    #: When the provider last saw her show who she is.
    shown_at: int


def init_app(app: Flask, providers: tuple[Provider, ...]) -> None:
    """Make them known. None is asked anything before somebody wants to sign in with it."""
    known = app.extensions["providers"] = OAuth(app)
    for one in providers:
        known.register(
            one.name,
            client_id=one.client_id,
            client_secret=one.client_secret,
            server_metadata_url=one.issuer.rstrip("/") + WELL_KNOWN,
            client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": PATIENCE},
        )


def way_to(provider: Provider, back: str, errand: Mapping[str, str], *, again: bool) -> str:
    """The address at the provider to send somebody to. `again`: she is to show who she is, also when she is in there. Raises NotReached."""
    client = _client(provider)
    try:
        more = {"prompt": "login", "max_age": "0"} if again else {}
        asked = client.create_authorization_url(back, **more)
    except (requests.RequestException, AuthlibBaseError, ValueError, RuntimeError) as fault:
        raise NotReached from fault
    for key in [key for key in form_session if key.startswith("_state_")]:
        form_session.pop(key)
    client.save_authorize_data(redirect_uri=back, errand=dict(errand), **asked)
    return cast(str, asked["url"])


def who_came_back(provider: Provider, said: Mapping[str, str]) -> Somebody:
    """Whoever the provider says this is. Once for each time somebody was sent. Raises NotAnswered and NotReached."""
    client = _client(provider)
    asked = client.framework.get_state_data(form_session, said.get("state"))
    if asked is None:
        raise NotAnswered
    if "error" in said or said.get("iss", provider.issuer) != provider.issuer:
        client.framework.clear_state_data(form_session, said.get("state"))
        raise NotAnswered
    try:
        claims = client.authorize_access_token().get("userinfo")
    except requests.RequestException as fault:
        raise NotReached from fault
    except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError) as fault:
        raise NotAnswered from fault
    if not claims or claims.get("iss") != provider.issuer or not isinstance(claims.get("sub"), str):
        raise NotAnswered
    return Somebody(claims["sub"], asked["errand"], int(claims.get("auth_time") or 0))


def was_shown_since(who: Somebody, moment: datetime) -> bool:
    return who.shown_at >= (moment - A_LITTLE).timestamp()


def _client(provider: Provider) -> Any:
    """Raises NotReached when the provider calls itself something else."""
    client = current_app.extensions["providers"].create_client(provider.name)
    try:
        metadata = client.load_server_metadata()
    except (requests.RequestException, ValueError) as fault:
        raise NotReached from fault
    if metadata.get("issuer") != provider.issuer:
        raise NotReached
    return client
