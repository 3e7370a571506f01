"""Which language a visitor gets: her own choice, else this device's, else the browser's, else Swedish."""

import pytest
from flask import Flask, Response, render_template_string

from webapp.ground.locales import AR, by_id
from webapp.language import choose, speaking, t
from webapp.language.choose import Listener


class Somebody:
    """Who is listening in a test; changed between requests."""

    listener = Listener()
    asked = 0

    def __call__(self) -> Listener:
        self.asked += 1
        return self.listener


@pytest.fixture
def person() -> Somebody:
    return Somebody()


@pytest.fixture
def app(person: Somebody) -> Flask:
    app = Flask("languages")
    choose.init_app(app, person=person)

    @app.get("/")
    def heard() -> str:
        return render_template_string("{{ locale().id }} {{ languages()|map(attribute='id')|join(',') }}")

    @app.post("/sprak")
    def chosen() -> Response:
        response = Response()
        choose.remember(response, AR)
        return response

    @app.get("/twice")
    def twice() -> str:
        return t("test.a", "Hej") + t("test.a", "Hej")

    return app


def heard(app: Flask, cookie: str | None = None, accept: str | None = None) -> str:
    client = app.test_client()
    if cookie:
        client.set_cookie(choose.COOKIE, cookie)
    return client.get("/", headers={"Accept-Language": accept} if accept else {}).text.split()[0]


@pytest.mark.parametrize(
    ("stored", "cookie", "accept", "spoken"),
    [
        (None, None, None, "sv"),
        (None, None, "en-GB,sv;q=0.5", "en"),
        (None, None, "de,ar-SY;q=0.8,en;q=0.2", "ar"),
        (None, None, "sv-simple", "sv@simple"),
        (None, None, "en;q=0,de", "sv"),
        (None, None, "so,*;q=0.1", "sv"),
        (None, "sv@simple", "en", "sv@simple"),
        (None, "klingon", "en", "en"),
        ("ar", "en", "sv", "ar"),
        ("retired", "en", "sv", "en"),
    ],
)
def test_the_nearest_choice_wins(
    app: Flask, person: Somebody, stored: str | None, cookie: str | None, accept: str | None, spoken: str
) -> None:
    person.listener = Listener(stored)
    assert heard(app, cookie, accept) == spoken


def test_staff_hear_swedish_or_english_only(app: Flask, person: Somebody) -> None:
    person.listener = Listener("ar", staff=True)
    assert heard(app, "sv@simple", "ar,en;q=0.5") == "en"
    assert app.test_client().get("/").text.split()[1] == "sv,en"


def test_participants_are_offered_every_language_and_never_the_made_up_ones(app: Flask) -> None:
    assert app.test_client().get("/").text.split()[1] == "sv@simple,sv,en,ar"
    assert heard(app, "xx-long") == "sv"


def test_made_up_languages_can_be_chosen_where_a_test_asks_for_them(person: Somebody) -> None:
    app = Flask("languages")
    choose.init_app(app, person=person, pseudo=True)
    app.add_url_rule("/", view_func=lambda: render_template_string("{{ locale().id }}"))
    assert heard(app, "xx-long") == "xx-long"


def test_who_is_listening_is_asked_once_a_request(app: Flask, person: Somebody) -> None:
    app.test_client().get("/twice")
    assert person.asked == 1


def test_a_message_inside_a_request_is_said_in_the_receivers_language(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}), speaking("ar"):
        assert render_template_string("{{ locale().direction }}") == "rtl"


def test_the_choice_is_kept_on_the_device(app: Flask) -> None:
    app.config["SESSION_COOKIE_SECURE"] = True
    cookie = app.test_client().post("/sprak").headers["Set-Cookie"]
    assert cookie.startswith("sprak=ar;")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("value", ["sv-simple", "sv@simple", "SV-Simple"])
def test_a_language_can_be_asked_for_by_name_or_tag(app: Flask, value: str) -> None:
    with app.app_context():
        assert choose.offered(value) is by_id("sv@simple")
        assert choose.offered(value, staff=True) is None


def test_a_template_gives_each_line_its_own_line_and_escapes_values(app: Flask) -> None:
    with app.test_request_context():
        said = render_template_string(
            "{{ t('test.a', 'Hej {name}.\nVälkommen.', name='<b>') }} {{ tn('test.a', '{n} <sak>', '{n} saker', 1) }}"
        )
    assert said == "Hej &lt;b&gt;.<br>Välkommen. 1 &lt;sak&gt;"
