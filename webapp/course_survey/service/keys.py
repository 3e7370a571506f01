"""The stock of keys. The worker makes them beforehand, so that the web opens a box without ever seeing a private key."""

from datetime import date
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.course_survey import sealing
from webapp.course_survey.key_folder import BoxKeyFolder, KeyFolderFault
from webapp.course_survey.models import BoxKey
from webapp.course_survey.values import KeyState

#: So many keys lie ready.
STOCK = 8


def restock(session: Session, folder: BoxKeyFolder, *, on: date) -> int:
    """Make the keys that are lacking; returns how many. Raises KeyFolderFault when they cannot be kept.

    A spare key that fails its probe is no key. It is thrown away, but only when there are others that the folder has taken.
    """
    well = select(func.count()).where(BoxKey.state == KeyState.READY, ~BoxKey.probe_failed)
    lacking = STOCK - (session.scalar(well) or 0)
    for _ in range(lacking):
        key_id, (private, public) = uuid4(), sealing.new_keys()
        folder.keep(key_id, private)
        probe_envelope = sealing.seal(sealing.PROBE, public, key_id)
        session.add(BoxKey(id=key_id, public_key=public, probe=probe_envelope, probed_on=on, state=KeyState.READY))
    for key in session.scalars(select(BoxKey).where(BoxKey.state == KeyState.READY, BoxKey.probe_failed).with_for_update()):
        key.state = KeyState.CONDEMNED
    session.flush()
    return max(lacking, 0)


def probe(session: Session, folder: BoxKeyFolder, *, on: date) -> int:
    """Open each key's probe, once a day; returns how many keys fail. A key that cannot be read is an alarm long before the box closes.

    A key that fails and waits for no box is never used.
    """
    wanted = BoxKey.state.in_((KeyState.READY, KeyState.IN_USE)) & ((BoxKey.probed_on != on) | BoxKey.probe_failed)
    for key in session.scalars(select(BoxKey).where(wanted).order_by(BoxKey.id).with_for_update()):
        key.probed_on, key.probe_failed = on, not opens(key, folder)
    session.flush()
    failed = BoxKey.probe_failed & BoxKey.state.in_((KeyState.READY, KeyState.IN_USE))
    return session.scalar(select(func.count()).where(failed)) or 0


def destroy_condemned(session: Session, folder: BoxKeyFolder) -> int:
    """Destroy the private keys of boxes that are opened or burnt; returns how many. After a crash the next sweep does it.

    A key that is not found was destroyed before the crash, if the folder is the one with our keys in it. Raises KeyFolderFault if not.
    One that is found later, when a lost folder is put back, is destroyed then.
    """
    back = select(BoxKey.id).where(BoxKey.state == KeyState.DESTROYED, BoxKey.id.in_(folder.ids()))
    for key_id in session.scalars(back).all():
        folder.destroy(key_id)
    condemned = session.scalars(select(BoxKey).where(BoxKey.state == KeyState.CONDEMNED).order_by(BoxKey.id).with_for_update()).all()
    for key in condemned:
        if not folder.destroy(key.id):
            check_it_is_ours(session, folder)
        key.state = KeyState.DESTROYED
    session.flush()
    return len(condemned)


def check_it_is_ours(session: Session, folder: BoxKeyFolder) -> None:
    """A volume that is not mounted looks like an empty folder. Raises KeyFolderFault."""
    ready = select(BoxKey.id).where(BoxKey.state == KeyState.READY, ~BoxKey.probe_failed)
    if (one := session.scalar(ready.limit(1))) is not None:
        folder.read(one)


def opens(key: BoxKey, folder: BoxKeyFolder) -> bool:
    """Whether the private key is there and opens its probe."""
    try:
        return sealing.open_with(folder.read(key.id), key.probe, key.id) == sealing.PROBE
    except (KeyFolderFault, sealing.CannotOpen):
        return False
