"""A placement may come on paper: who of the staff entered it. Empty for those she made herself, so code without the column goes on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # SQLite takes a foreign key only together with its column, and Alembic adds them one after the other.
        op.execute("alter table placement add column entered_by char(32) constraint fk_placement_entered_by references staff_account (id)")
        return
    op.add_column("placement", sa.Column("entered_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_placement_entered_by"), "placement", "staff_account", ["entered_by"], ["id"])
