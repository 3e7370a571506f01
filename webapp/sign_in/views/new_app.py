"""The key of a new app on its way: shown as a picture and as text, and carried by the page itself, sealed and for one account."""

from uuid import UUID

from webapp.people.models import StaffAccount
from webapp.sign_in import one_time
from webapp.sign_in.forms import AppForm
from webapp.storage import keys
from webapp.storage.crypto import CannotOpen


def shown(account: StaffAccount, form: AppForm) -> dict[str, object]:
    """The key that this page carries already, or a new one."""
    key = opened(account.id, form)
    if key is None:
        key = one_time.new_key()
        form.key.data = keys().seal(key, _place(account.id))
    email = account.email or account.name
    return {"picture": one_time.picture(key, email), "key": one_time.in_groups(key), "address": one_time.address(key, email)}


def opened(staff_id: UUID, form: AppForm) -> str | None:
    """The key that came with a form, or None when it is not one of ours for this account."""
    try:
        return keys().open(form.key.data or "", _place(staff_id))
    except CannotOpen:
        return None


def _place(staff_id: UUID) -> str:
    return f"new app:{staff_id.hex}"
