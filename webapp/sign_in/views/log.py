"""Logg: what staff of the area have done, for its administrators. Participants are called by a handle, and what they wrote is not here.

A reading is told in the same words whether a placement was shown or not: who has shown one is for her and her handlers (domain.md, 6).
"""

import re
from datetime import date, time, timedelta
from uuid import UUID

from flask import render_template, request

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.language import LazyText, lazy
from webapp.people.models import StaffAccount
from webapp.security import searching
from webapp.security.access import allow
from webapp.security.models import AuditEntry
from webapp.sign_in import queries, wording
from webapp.sign_in.views.blueprint import bp, me
from webapp.storage import reading

UNREAD_DAY = lazy("staff.log.unread-day", "Dagen gick inte att läsa. Skriv år, månad och dag: 2027-03-02.")
UNREAD_HANDLE = lazy("staff.log.unread-handle", "Beteckningen gick inte att läsa. Den har 8 tecken, 0 till 9 och a till f.")
#: Larger than any entry's number that a database holds.
LARGEST = 2**31 - 1
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@bp.get("/konton/logg")
@allow(Role.ADMINISTRATOR)
def log() -> str:
    staff = {row.account.id: row.account for row in queries.accounts(reading(), me().area_id, at=clock.now())}
    asked = {name: request.args.get(name, "").strip() for name in ("who", "kind", "first", "last", "handle")}
    sought, unread = _sought(asked, staff)
    entries, older = ([], False) if unread else searching.found(reading(), sought)
    return render_template(
        "sign_in/log.html",
        asked=asked,
        unread=unread,
        staff=staff,
        kinds=wording.KINDS,
        lines=[_line(entry, staff) for entry in entries],
        older={**asked, "before": entries[-1].number} if older else None,
    )


def _sought(asked: dict[str, str], staff: dict[UUID, StaffAccount]) -> tuple[searching.Sought, list[LazyText]]:
    """What was asked for, and what of it could not be read."""
    unread: list[LazyText] = []
    first, last = (_day(asked[name], unread) for name in ("first", "last"))
    handle = asked["handle"].lower().replace("-", "")
    if not re.fullmatch(r"(?:[0-9a-f]{8,32})?", handle):
        unread.append(UNREAD_HANDLE)
    who = [one for one in staff if str(one) == asked["who"]] or list(staff)
    kind = wording.KINDS.get(asked["kind"])
    before = request.args.get("before", type=int)
    return searching.Sought(
        who,
        kind[1] if kind else tuple(wording.ACTS),
        clock.at(first, time()) if first else None,
        clock.at(last + timedelta(days=1), time()) if last else None,
        "" if unread else handle,
        min(before, LARGEST) if before and before > 0 else None,
    ), unread


def _day(text: str, unread: list[LazyText]) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2999:
        if UNREAD_DAY not in unread:
            unread.append(UNREAD_DAY)
        return None
    return day


def _line(entry: AuditEntry, staff: dict[UUID, StaffAccount]) -> dict[str, object]:
    """One entry in words. Of its detail only the colleagues are told, by name."""
    mentioned = [UUID(one) for one in ID.findall(entry.detail)]
    return {
        "at": entry.at,
        "who": staff[entry.staff_id].name if entry.staff_id else "",
        "what": wording.ACTS[entry.act],
        "handle": searching.handle_of(entry.participant_id) if entry.participant_id else "",
        "about": ", ".join(staff[one].name for one in mentioned if one in staff),
    }
