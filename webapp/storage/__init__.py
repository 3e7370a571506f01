"""Where things are kept: the database, its transactions, its migrations, and the encryption of single fields."""

from webapp.storage.crypto import SealedText as SealedText
from webapp.storage.crypto import fingerprint as fingerprint
from webapp.storage.crypto import keys as keys
from webapp.storage.db import Base as Base
from webapp.storage.db import Identified as Identified
from webapp.storage.db import Moment as Moment
from webapp.storage.db import db as db
from webapp.storage.once import insert_each_once as insert_each_once
from webapp.storage.once import insert_once as insert_once
from webapp.storage.once import is_alone as is_alone
from webapp.storage.once import one_at_a_time as one_at_a_time
from webapp.storage.transaction import reading as reading
from webapp.storage.transaction import transaction as transaction
