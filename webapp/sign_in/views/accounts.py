"""Konton: who works in the area and what each may do. Nothing about anybody's case is here."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.messages import service as messages
from webapp.messages.values import Kind
from webapp.people import queries as people
from webapp.people.models import StaffAccount
from webapp.security import audit, desks
from webapp.security.access import allow
from webapp.sign_in import queries, service, tokens, wording
from webapp.sign_in.forms import InviteForm, RoleForm
from webapp.sign_in.values import INVITE_KEEPS, NewAccount
from webapp.sign_in.views.blueprint import Page, bp, done, me, refused, settings
from webapp.storage import reading, transaction


@bp.get("/konton")
@allow(Role.ADMINISTRATOR)
def accounts() -> str:
    rows = queries.accounts(reading(), me().area_id, at=clock.now())
    behind = queries.left_behind(reading(), me().area_id)
    return render_template("sign_in/accounts.html", rows=rows, names=[row.account.name for row in rows], behind=behind, **_words())


@bp.get("/konton/nytt")
@allow(Role.ADMINISTRATOR)
def new_account() -> str:
    return render_template("sign_in/new_account.html", form=InviteForm())


@bp.post("/konton/nytt")
@allow(Role.ADMINISTRATOR)
def invite() -> Page:
    form, mine, at = InviteForm(), me(), clock.now()
    if not form.validate():
        return refused("sign_in/new_account.html", form)
    (role, agency), area_id, by = form.chosen, mine.area_id, mine.id
    try:
        with transaction() as session:
            staff_id = service.invite(session, area_id, NewAccount(form.name.data or "", form.email, role, agency), at=at)
            audit.record(session, "account.invited", at=at, staff_id=by, detail=f"{staff_id} {role.value}")
    except service.AddressTaken:
        form.refuse_address()
        return refused("sign_in/new_account.html", form)
    _send(staff_id)
    return _back(staff_id, "account-invited")


@bp.get("/konton/<uuid:staff_id>")
@allow(Role.ADMINISTRATOR)
def one_account(staff_id: UUID) -> str:
    account = in_my_area(staff_id)
    form = RoleForm(data={"role": account.role.value, "agency": account.agency.value if account.agency else ""})
    return _one(account, form)


@bp.post("/konton/<uuid:staff_id>")
@allow(Role.ADMINISTRATOR)
def change_role(staff_id: UUID) -> Page:
    account, form, by, at = in_my_area(staff_id), RoleForm(), me().id, clock.now()
    if not form.validate():
        return _one(account, form), 422
    role, agency = form.chosen
    try:
        with transaction() as session:
            account = session.get_one(StaffAccount, staff_id, with_for_update=True)
            if changed := service.change_role(session, account, role, agency, by=by):
                desks.end_all(session, staff_id, at=at)
                audit.record(session, "account.role-changed", at=at, staff_id=by, detail=f"{staff_id} {role.value}")
    except service.NotYourOwn:
        return _back(staff_id, "account-own")
    return _back(staff_id, "account-role" if changed else "saved")


@bp.post("/konton/<uuid:staff_id>/lank")
@allow(Role.ADMINISTRATOR)
def invite_again(staff_id: UUID) -> Page:
    """Another link, for somebody who never came or has lost everything. The doors she has stay until she takes it up."""
    in_my_area(staff_id)
    by, at = me().id, clock.now()
    try:
        with transaction() as session:
            service.invite_again(session, session.get_one(StaffAccount, staff_id, with_for_update=True), at=at)
            audit.record(session, "account.link-renewed", at=at, staff_id=by, detail=f"{staff_id}")
    except (service.NoWayToReach, service.AddressTaken):
        return _back(staff_id, "account-unreachable")
    _send(staff_id)
    return _back(staff_id, "account-link")


@bp.post("/konton/<uuid:staff_id>/avsluta")
@allow(Role.ADMINISTRATOR)
def deactivate(staff_id: UUID) -> Page:
    """At her next request she is nobody."""
    in_my_area(staff_id)
    by, at = me().id, clock.now()
    try:
        with transaction() as session:
            service.deactivate(session, session.get_one(StaffAccount, staff_id, with_for_update=True), by=by, at=at)
            desks.end_all(session, staff_id, at=at)
            audit.record(session, "account.closed", at=at, staff_id=by, detail=f"{staff_id}")
    except service.NotYourOwn:
        return _back(staff_id, "account-own")
    return _back(staff_id, "account-closed")


def in_my_area(staff_id: UUID) -> StaffAccount:
    """An account elsewhere is not there at all."""
    account = people.staff(reading(), staff_id)
    return account if account and account.area_id == me().area_id else abort(404)


def _send(staff_id: UUID) -> None:
    """The letter, at once. Where no mail server is set, the link stands on the account's page."""
    at = clock.now()
    with transaction() as session:
        invite = queries.invite_of(session, staff_id, at=at)
        if invite is None:
            return
        dedupe = f"staff_invitation:{invite.id}"
        message = messages.tell_staff(session, Kind.STAFF_INVITATION, staff_id, dedupe=dedupe, at=at, useless_at=at + INVITE_KEEPS)
    messages.send_now(message, at=at)


def _one(account: StaffAccount, form: RoleForm) -> str:
    at = clock.now()
    invite = queries.invite_of(reading(), account.id, at=at)
    by_hand = invite is not None and settings().carriers.mail is None
    return render_template(
        "sign_in/one_account.html",
        account=account,
        standing=queries.standing(reading(), account, at=at),
        link=tokens.invite_address(invite.id) if invite and by_hand else None,
        behind=queries.left_behind(reading(), account.area_id).get(account.id, {}),
        is_mine=account.id == me().id,
        **({"form": form} if account.active and account.id != me().id else {}),
        **_words(),
    )


def _words() -> dict[str, object]:
    return {"roles": wording.ROLES, "agencies": wording.AGENCIES, "standings": wording.STANDINGS, "work": wording.WORK}


def _back(staff_id: UUID, receipt: str) -> Page:
    done(receipt)
    return redirect(url_for("sign_in.one_account", staff_id=staff_id), 303)
