"""The only place where an exception becomes a status and a page."""

from collections.abc import Iterable, Iterator
from functools import cache

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response
from wtforms.fields.core import UnboundField

from webapp.chat.views import TooLate
from webapp.flows.engine.library import shipped as flows
from webapp.ground.parties import Door
from webapp.language import t
from webapp.language.speech import speak
from webapp.logs import log
from webapp.security.access import Rule, Shut, rule_of, visitor
from webapp.security.headers import ForeignForm
from webapp.security.throttle import TooOften
from webapp.sign_in.views import parked
from webapp.surveys.engine.questions import One, Staircase

Page = tuple[str, int]
#: Boxes in which a sheet of paper is copied: the paper is still there.
COPIED = "blad-"
#: Form fields in which nobody writes: what a page carries with it, what is chosen or ticked, and codes. Nor is a password shown again.
NOT_WRITTEN = {
    *("csrf_token", "talk", "asked", "seen", "shown", "placement", "speak", "locale", "back", "size", "own", "skip", "agree", "code"),
    *("why", "variant", "weekdays", "other_leader", "benefit", "sex", "handler_fk", "handler_af"),
    *("protected", "no_address", "twice", "on_holiday", "odd_time", "purpose", "decided"),
    *("password", "key", "credential", "role", "agency", "parked"),
    *("phone", "who", "count", "drop", "do", "meeting", "cannot_come", "not_through"),
    *("pair", "other", "meant", "kind", "consent_attached", "week_ahead", "specialist"),
}


def page(status: int, title: str, text: str, way: tuple[str, str] | None = None) -> Page:
    """A plain page that says what happened, what to do, and gives back what was typed."""
    return render_template("error.html", title=title, text=text, way=way, kept=_written()), status


def _written() -> list[tuple[str, str]]:
    """What she typed, each under what was asked, when it can be read at all: of a form that is too large nothing is."""
    try:
        form = request.form
    except RequestEntityTooLarge:
        return []
    typed = [(field, value.strip()) for field, value in form.items(multi=True) if _is_written(field)]
    labels = _labels(field for field, _ in typed)
    return [(labels.get(field, ""), value) for field, value in typed if value and value not in _choices()]


def _is_written(field: str) -> bool:
    return field not in NOT_WRITTEN and not field.startswith(COPIED)


def _labels(names: Iterable[str]) -> dict[str, str]:
    """Field -> what was asked there: the question of a talk, or the label on the smallest of our forms that has all these fields."""
    if request.endpoint == "chat.answer":
        flow, step = (request.view_args or {}).get("flow"), (request.view_args or {}).get("step")
        asks = flows().get(flow).asks if flow in flows().keys else ()
        return {field: speak(ask.question.told_as) for ask in asks if ask.key == step for field in ("answer", "name")}
    wanted = set(names)
    having = [labels for labels in map(_labels_on, _forms(FlaskForm)) if wanted <= labels.keys()]
    return min(having, key=len, default={})


def _forms(kind: type[FlaskForm]) -> Iterator[type[FlaskForm]]:
    for form in kind.__subclasses__():
        yield form
        yield from _forms(form)


def _labels_on(form: type[FlaskForm]) -> dict[str, str]:
    fields = {name: getattr(form, name) for name in dir(form)}
    return {name: str(field.args[0]) for name, field in fields.items() if isinstance(field, UnboundField) and field.args}


@cache
def _choices() -> frozenset[str]:
    """What is posted when an answer is chosen in a talk: nothing anybody wrote."""
    questions = [ask.question for flow in flows().flows.values() for ask in flow.asks]
    chosen = [option.key for question in questions if isinstance(question, One) for option in question.options]
    return frozenset(chosen + [choice.value for question in questions if isinstance(question, Staircase) for choice in question.choices()])


def not_found(_fault: HTTPException) -> Page:
    return page(
        404, t("error.not-found.title", "Sidan finns inte"), t("error.not-found.text", "Adressen kan vara fel. Öppna din länk igen.")
    )


def shut(fault: Shut) -> Page | Response:
    """Show the way to the door that opens, or say that this is somebody else's page."""
    now = visitor()
    if fault.rule is None or now.staff_id:
        return page(403, t("error.shut.title", "Du kan inte se den här sidan"), t("error.shut.text", "Sidan är inte öppen för dig."))
    if now.door is Door.LINK and fault.rule.door is Door.DEVICE:
        return redirect(url_for("invitations.device"), 303)
    if fault.rule.door is None:
        if request.method == "POST" and parked.keep_for_its_owner(request.form):
            return redirect(url_for("sign_in.door"), 303)
        return page(
            401,
            t("error.staff.title", "Logga in först"),
            t("error.staff.text", "Sidan är för dig som arbetar med Mellansteg."),
            way=(url_for("sign_in.door"), t("error.out.sign-in", "Logga in")),
        )
    return page(
        401,
        t("error.closed.title", "Öppna din länk igen"),
        t("error.closed.text", "Sidan är stängd på den här telefonen. Dina svar finns kvar."),
        way=(url_for("invitations.new_link"), t("error.closed.new-link", "Få länken igen")),
    )


def form_expired(_fault: CSRFError) -> Page:
    """A form whose sender is nobody any more was not too old: its visit is over, and there is a way back in."""
    rule, now = rule_of(current_app, request.endpoint or ""), visitor()
    if rule and rule.door is not Door.OPEN and now.staff_id is None and now.participant_id is None:
        return _signed_out(rule)
    return page(
        400,
        t("error.form.title", "Formuläret är för gammalt"),
        t("error.form.text", "Inget har sparats nu. Gå tillbaka, ladda om sidan och försök igen."),
    )


def _signed_out(rule: Rule) -> Page:
    title = t("error.out.title", "Du är utloggad")
    if rule.door is None:
        text = t("error.out.staff", "Det du skickade nu är inte sparat. Logga in igen.")
        return page(401, title, text, way=(url_for("sign_in.door"), t("error.out.sign-in", "Logga in")))
    text = t("error.out.text", "Det du skickade nu är inte sparat. Öppna din länk igen.")
    return page(401, title, text, way=(url_for("invitations.new_link"), t("error.closed.new-link", "Få länken igen")))


def foreign_form(_fault: ForeignForm) -> Page:
    return page(
        403,
        t("error.foreign.title", "Vi tog inte emot formuläret"),
        t("error.foreign.text", "Det kom från en annan sida. Öppna din länk igen."),
    )


def too_late(_fault: TooLate) -> Page:
    return page(
        409,
        t("error.late.title", "Samtalet har gått vidare"),
        t("error.late.text", "Det här svaret kom för sent. Inget nytt har sparats. Fortsätt från din sida."),
    )


def too_often(_fault: TooOften) -> Page:
    return page(
        429,
        t("error.often.title", "Vänta en stund"),
        t("error.often.text", "Det blev många försök. Vänta tio minuter och försök sedan igen."),
    )


def refused(fault: HTTPException) -> Page:
    return page(
        fault.code or 400,
        t("error.refused.title", "Det gick inte"),
        t("error.refused.text", "Inget har sparats nu. Gå tillbaka och försök igen."),
    )


def broken(fault: Exception) -> Page:
    log.error("broken", exc_info=fault)
    return page(
        500,
        t("error.broken.title", "Något gick fel hos oss"),
        t("error.broken.text", "Det är inte ditt fel. Det som redan var sparat finns kvar. Försök igen om en stund."),
    )


def init_app(app: Flask) -> None:
    app.register_error_handler(404, not_found)
    app.register_error_handler(Shut, shut)
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(ForeignForm, foreign_form)
    app.register_error_handler(TooOften, too_often)
    app.register_error_handler(TooLate, too_late)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, broken)
