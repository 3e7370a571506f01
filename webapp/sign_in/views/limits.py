"""How often somebody may try. Who tries from a browser that has been in before is not held back by others who try her address."""

from datetime import datetime, timedelta

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.security import throttle
from webapp.sign_in import tokens
from webapp.sign_in.passkeys import Answered
from webapp.storage import transaction

PER = timedelta(minutes=10)
#: From anywhere on one address; from one network, where a whole office may sit.
TRIES, OFFICE = 10, 100
#: What a browser keeps that has been in. It opens nothing; it only says which counter its tries belong to.
KEEPS = timedelta(days=180)


def count(email: str, *, at: datetime) -> None:
    """One try, before it is looked at. Raises TooOften."""
    with transaction() as session:
        throttle.hit(session, "staff sign-in", throttle.network(), most=OFFICE, per=PER, at=at)
    with transaction() as session:
        throttle.hit(session, "staff address", _who(email), most=TRIES, per=PER, at=at)


def count_passkey(*, at: datetime) -> None:
    """Nothing can be guessed there; this is against being kept busy. Raises TooOften."""
    with transaction() as session:
        throttle.hit(session, "staff sign-in", throttle.network(), most=OFFICE, per=PER, at=at)


def once(session: Session, shown: Answered) -> None:
    """What a passkey has answered is answered. Counted in the hour it was asked in, so there is one count. Raises TooOften."""
    throttle.hit(session, "passkey", shown.challenge, most=1, per=timedelta(hours=1), at=shown.asked_at)


def led_in(email: str, *, at: datetime) -> None:
    """It was she."""
    with transaction() as session:
        throttle.give_back(session, "staff sign-in", throttle.network(), per=PER, at=at)
        throttle.give_back(session, "staff address", _who(email), per=PER, at=at)


def remember(response: Response, email: str) -> Response:
    """This browser is known from now on to be one that this address is used on."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    mark = _marks().dumps(tokens.address_hash(email))
    response.set_cookie(_cookie(), mark, max_age=KEEPS, secure=secure, httponly=True, samesite="Lax")
    return response


def _who(email: str) -> str:
    try:
        known = _marks().loads(request.cookies.get(_cookie(), ""))
    except BadSignature:
        known = ""
    address = tokens.address_hash(email)
    return f"{address}|known" if known == address else address


def _marks() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="staff browser")


def _cookie() -> str:
    return "__Host-dator" if current_app.config["SESSION_COOKIE_SECURE"] else "dator"
