"""Carriers are set in the environment, and a setting that would be unsafe or of no use is refused with a sentence that holds no secret."""

from dataclasses import replace
from pathlib import Path

import pytest

from webapp.config import SettingsError
from webapp.config.carriers import Carriers, Line, MailServer, TextGateway

MAIL = {"SMTP_URL": "smtp+starttls://nisse:hemlig%2Ford@mail.example", "MAIL_FROM": "paminnelse@mellansteg.example"}
TEXTS = {"SMS_URL": "https://sms.example/a1/sms", "SMS_USER": "u7", "SMS_PASSWORD": "hemlig/ord", "SMS_FROM": "Mellansteg"}


def carriers(**given: str) -> Carriers:
    return Carriers.from_environment({f"MELLANSTEG_{name}": value for name, value in given.items()})


def refusal(**given: str) -> str:
    with pytest.raises(SettingsError) as fault:
        carriers(**given)
    said = str(fault.value)
    assert "hemlig" not in said
    return said


def test_without_settings_messages_become_files() -> None:
    assert carriers() == carriers(SMTP_URL="", SMS_URL="") == Carriers(None, None, 2000)


def test_what_is_whole_is_taken(tmp_path: Path) -> None:
    server = MailServer("mail.example", 587, Line.STARTTLS, "paminnelse@mellansteg.example", "nisse", "hemlig/ord")
    gateway = TextGateway("https://sms.example/a1/sms", "Mellansteg", "u7", "hemlig/ord")
    assert carriers(**MAIL, **TEXTS, SMS_PARTS_A_DAY="50") == Carriers(server, gateway, 50)
    (tmp_path / "ca.pem").touch()
    more = {"SMTP_CA_FILE": str(tmp_path / "ca.pem"), "MAIL_UNSUBSCRIBE": "nej@mellansteg.example"}
    assert carriers(**MAIL, **more).mail == replace(server, ca_file=tmp_path / "ca.pem", unsubscribe="nej@mellansteg.example")


def test_a_password_is_not_printed() -> None:
    assert "hemlig" not in repr(carriers(**MAIL, **TEXTS))


@pytest.mark.parametrize(
    ("address", "line", "port"),
    [
        ("smtps://mail.example", Line.TLS, 465),
        ("smtps://mail.example:4650/", Line.TLS, 4650),
        ("smtp+starttls://mail.example", Line.STARTTLS, 587),
        ("smtp://127.0.0.1", Line.PLAIN, 25),
        ("smtp://nisse:hemlig@localhost:2525", Line.PLAIN, 2525),
        ("smtp://[::1]:25", Line.PLAIN, 25),
    ],
)
def test_ways_to_a_mail_server(address: str, line: Line, port: int) -> None:
    mail = carriers(**MAIL | {"SMTP_URL": address}).mail
    assert mail is not None
    assert (mail.line, mail.port) == (line, port)


@pytest.mark.parametrize("address", ["http://mail.example", "mail.example:25", "smtps://mail.example/in", "smtps://mail.example?x=hemlig"])
def test_other_ways_are_refused(address: str) -> None:
    assert refusal(**MAIL | {"SMTP_URL": address}).startswith("MELLANSTEG_SMTP_URL ")


@pytest.mark.parametrize("address", ["smtps://", "smtps://mail.example:hemlig", "smtps://mail.example:99999"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert refusal(**MAIL | {"SMTP_URL": address}).startswith("MELLANSTEG_SMTP_URL ")
    assert refusal(**TEXTS | {"SMS_URL": address}).startswith("MELLANSTEG_SMS_URL ")


def test_mail_goes_in_the_open_on_this_machine_alone_or_when_it_is_said() -> None:
    plain = MAIL | {"SMTP_URL": "smtp://10.0.0.5"}
    assert "would send messages in the open" in refusal(**plain)
    assert carriers(**plain, SMTP_PLAIN="1").mail is not None


def test_a_password_never_goes_in_the_open() -> None:
    given = MAIL | {"SMTP_URL": "smtp://nisse:hemlig@10.0.0.5", "SMTP_PLAIN": "1"}
    assert "would send the password in the open" in refusal(**given)


def test_mail_is_from_somebody() -> None:
    assert "Set MELLANSTEG_MAIL_FROM" in refusal(SMTP_URL=MAIL["SMTP_URL"])
    assert "is no e-mail address" in refusal(**MAIL | {"MAIL_FROM": "Mellansteg <a@b.example>"})
    assert "MELLANSTEG_MAIL_UNSUBSCRIBE=nej is no e-mail address" in refusal(**MAIL, MAIL_UNSUBSCRIBE="nej")


def test_a_ca_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(**MAIL, SMTP_CA_FILE=f"{tmp_path}/ca.pem") == f"MELLANSTEG_SMTP_CA_FILE ({tmp_path}/ca.pem) is not there."


@pytest.mark.parametrize("name", ["SMS_USER", "SMS_PASSWORD", "SMS_FROM"])
def test_a_gateway_needs_all_of_its_settings(name: str) -> None:
    assert refusal(**TEXTS | {name: ""}) == f"Set MELLANSTEG_{name}: text messages need it."


@pytest.mark.parametrize("address", ["http://sms.example/a1/sms", "http://127.0.0.1.sms.example", "ftp://127.0.0.1"])
def test_text_messages_go_in_the_open_on_this_machine_alone(address: str) -> None:
    assert refusal(**TEXTS | {"SMS_URL": address}) == "MELLANSTEG_SMS_URL must begin with https://."
    assert carriers(**TEXTS | {"SMS_URL": "http://127.0.0.1:8080/a1/sms"}).texts is not None


def test_the_password_does_not_stand_in_the_address() -> None:
    assert "must not hold the password" in refusal(**TEXTS | {"SMS_URL": "https://u7:hemlig@sms.example"})


@pytest.mark.parametrize("sender", ["M", "Mellanstegs", "A1", "+46701740600"])
def test_senders_that_telephone_companies_take(sender: str) -> None:
    assert carriers(**TEXTS | {"SMS_FROM": sender}).texts is not None


@pytest.mark.parametrize("sender", ["Mellanstegets", "Mellansteg AB", "1Mellan", "Möte", "0701740600", "+0701740600", "46701740600"])
def test_other_senders_are_refused_at_start(sender: str) -> None:
    assert f"MELLANSTEG_SMS_FROM={sender} is no sender." in refusal(**TEXTS | {"SMS_FROM": sender})


@pytest.mark.parametrize("parts", ["-1", "många", "1.5", "9999999999"])
def test_the_days_parts_are_a_number(parts: str) -> None:
    assert f"MELLANSTEG_SMS_PARTS_A_DAY={parts} is no number." in refusal(SMS_PARTS_A_DAY=parts)
