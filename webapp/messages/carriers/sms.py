"""Text messages over HTTP, in the form of 46elks. One request for each, and never a second."""

import ssl
from collections.abc import Iterator
from datetime import datetime

import requests
from requests.auth import HTTPBasicAuth
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from webapp.config.carriers import TextGateway
from webapp.logs import log
from webapp.messages import reports
from webapp.messages.carriers.outcome import Outcome
from webapp.messages.speech import Spoken

#: Seconds to be let in, and seconds to wait for the answer.
TIMEOUT = (5.0, 10.0)
#: Nothing of the request was written.
BEFORE_ANYTHING = (NewConnectionError, ConnectTimeoutError, ssl.SSLCertVerificationError)
#: Wrong password, no money left, not allowed.
AGAINST_US = {401, 402, 403}
TOO_MANY = 429


def carry(gateway: TextGateway, message: Spoken, at: datetime) -> Outcome:
    """Hand one text message to the gateway."""
    sent = {"from": gateway.sender, "to": message.to, "message": message.text}
    if message.message_id:
        sent["whendelivered"] = reports.address_of(message.message_id)
    who = HTTPBasicAuth(gateway.user.encode(), gateway.password.encode())
    try:
        answer = requests.post(gateway.url, sent, auth=who, timeout=TIMEOUT, allow_redirects=False, stream=True)
    except requests.RequestException as fault:
        never_left = any(isinstance(one, BEFORE_ANYTHING) for one in _causes(fault))
        log.warning("carrier", kind="sms", state="not reached" if never_left else "no answer", exc_info=fault)
        return Outcome.LATER if never_left else Outcome.UNKNOWN
    with answer:
        return _outcome(answer.status_code)


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.SENT
    # An address that points elsewhere is our setting, as is a wrong password.
    if status in AGAINST_US or 300 <= status < 400:
        log.error("carrier", kind="sms", state="refused", status=status)
        return Outcome.REFUSED
    log.warning("carrier", kind="sms", state="answer", status=status)
    if status == TOO_MANY:
        return Outcome.LATER
    return Outcome.FAILED if 400 <= status < 500 else Outcome.UNKNOWN


def _causes(fault: BaseException) -> Iterator[BaseException]:
    """A fault and everything it was made of: the libraries wrap the first cause in layers of their own."""
    yield fault
    for one in (getattr(fault, "reason", None), fault.__cause__, *fault.args):
        if isinstance(one, BaseException):
            yield from _causes(one)
