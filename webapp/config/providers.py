"""Where staff may sign in elsewhere: providers of OpenID Connect, each by a name of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from webapp.config.faults import PREFIX, SettingsError

OIDC = PREFIX + "OIDC_"
NAME = re.compile(rf"{OIDC}([A-Z][A-Z0-9]*)_(ISSUER|CLIENT_ID|CLIENT_SECRET|LABEL)")
PARTS = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "LABEL")
#: Only on this machine, as in a test, may a provider be reached without encryption.
HERE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Provider:
    """One that knows who somebody is. `issuer` is its name for itself, to the letter."""

    #: As in addresses: `stad`.
    name: str
    issuer: str
    client_id: str
    #: What stands on the button.
    label: str
    client_secret: str = field(repr=False)


def from_environment(environment: Mapping[str, str]) -> tuple[Provider, ...]:
    """In order of their names. Raises SettingsError with a sentence for the operator."""
    names = {match[1] for name in environment if name.startswith(OIDC) and (match := NAME.fullmatch(name))}
    if strange := sorted(name for name in environment if name.startswith(OIDC) and not NAME.fullmatch(name)):
        raise SettingsError(
            f"{strange[0]} is not known. A provider is {OIDC}NAME_ and one of {', '.join(PARTS)}; NAME is letters and digits."
        )
    return tuple(_provider(environment, name) for name in sorted(names))


def _provider(environment: Mapping[str, str], name: str) -> Provider:
    given = {part: environment.get(f"{OIDC}{name}_{part}", "").strip() for part in PARTS}
    if missing := [part for part in PARTS if not given[part]]:
        raise SettingsError(f"Set {', '.join(f'{OIDC}{name}_{part}' for part in missing)}: a provider needs all four.")
    whole = urlsplit(given["ISSUER"])
    if whole.scheme != "https" and not (whole.scheme == "http" and whole.hostname in HERE):
        raise SettingsError(f"{OIDC}{name}_ISSUER must begin with https://.")
    return Provider(name.lower(), given["ISSUER"], given["CLIENT_ID"], given["LABEL"], given["CLIENT_SECRET"])
