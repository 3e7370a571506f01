"""What a participant wants to talk about, by the boxes of the picture."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda_box",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("line_sealed", sa.String(), nullable=True),
        sa.Column("begins", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_agenda_box_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_box")),
        sa.UniqueConstraint("participant_id", "box", name=op.f("uq_agenda_box_participant_id_box")),
    )
