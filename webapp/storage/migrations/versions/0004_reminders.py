"""Reminders: what a message is about, messages to staff, what has to be planned anew, what is stopped, and what a participant has said."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Code that is still running writes a participant and no staff, so it goes on: what it does not know has a default.
    with op.batch_alter_table("outbox_message") as table:
        table.alter_column("participant_id", existing_type=sa.Uuid(), nullable=True)
        table.add_column(sa.Column("staff_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("about", sa.String(), nullable=False, server_default=sa.text("''")))
        table.create_foreign_key(op.f("fk_outbox_message_staff_id"), "staff_account", ["staff_id"], ["id"])
        table.create_index(op.f("ix_outbox_message_staff_id"), ["staff_id"])
        table.create_check_constraint(op.f("ck_outbox_message_to_one"), "(participant_id is null) <> (staff_id is null)")
    op.create_table(
        "replan",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_replan_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replan")),
    )
    op.create_index(op.f("ix_replan_participant_id"), "replan", ["participant_id"])
    op.create_table(
        "sending_stop",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sending_stop")),
    )
    op.create_table(
        "sending_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_sending_day")),
    )
    op.create_table(
        "message_choice",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=True),
        sa.Column("hour", sa.String(length=30), nullable=False),
        sa.Column("other_sealed", sa.String(), nullable=True),
        sa.Column("later_on", sa.Date(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_message_choice_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_choice")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_message_choice_participant_id")),
    )
    op.create_table(
        "meeting_reply",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("coming", sa.Boolean(), nullable=False),
        sa.Column("reason_sealed", sa.String(), nullable=True),
        sa.Column("reason_shown", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_meeting_reply_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_reply")),
        sa.UniqueConstraint("participant_id", "meeting", name=op.f("uq_meeting_reply_participant_id_meeting")),
    )
    op.create_table(
        "notice_off",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("notice", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_account.id"], name=op.f("fk_notice_off_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "notice", name=op.f("pk_notice_off")),
    )
