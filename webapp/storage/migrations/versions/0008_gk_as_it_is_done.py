"""Requests, free pairs of times for GK1 and GK2 and what they take of a day, times that hold no more, and what was decided afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Code that is still running goes on booking meetings: what it does not know of is empty.
    op.add_column("gk_meeting", sa.Column("specialist", sa.String(), nullable=True))
    op.create_table(
        "gk_request",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("consent_attached", sa.Boolean(), nullable=False),
        sa.Column("week_ahead", sa.Boolean(), nullable=False),
        sa.Column("specialist", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_gk_request_participant_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["staff_account.id"], name=op.f("fk_gk_request_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gk_request")),
        sa.UniqueConstraint("participant_id", "requested_on", name=op.f("uq_gk_request_participant_id_requested_on")),
    )
    op.create_table(
        "gk_pair",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("other_staff_id", sa.Uuid(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("first_begins", sa.Time(), nullable=False),
        sa.Column("second_on", sa.Date(), nullable=False),
        sa.Column("second_begins", sa.Time(), nullable=False),
        sa.Column("place_sealed", sa.String(), nullable=True),
        sa.Column("video_link_sealed", sa.String(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_account.id"], name=op.f("fk_gk_pair_staff_id")),
        sa.ForeignKeyConstraint(["other_staff_id"], ["staff_account.id"], name=op.f("fk_gk_pair_other_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gk_pair")),
    )
    op.create_index(op.f("ix_gk_pair_staff_id"), "gk_pair", ["staff_id"])
    op.create_index(op.f("ix_gk_pair_other_staff_id"), "gk_pair", ["other_staff_id"])
    op.create_table(
        "gk_busy",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_account.id"], name=op.f("fk_gk_busy_staff_id")),
        sa.ForeignKeyConstraint(["pair_id"], ["gk_pair.id"], name=op.f("fk_gk_busy_pair_id")),
        sa.PrimaryKeyConstraint("staff_id", "held_on", "part", name=op.f("pk_gk_busy")),
    )
    op.create_index(op.f("ix_gk_busy_pair_id"), "gk_busy", ["pair_id"])
    op.create_table(
        "gk_pair_booking",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("booked_by", sa.Uuid(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["gk_pair.id"], name=op.f("fk_gk_pair_booking_pair_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_gk_pair_booking_participant_id")),
        sa.ForeignKeyConstraint(["booked_by"], ["staff_account.id"], name=op.f("fk_gk_pair_booking_booked_by")),
        sa.PrimaryKeyConstraint("pair_id", name=op.f("pk_gk_pair_booking")),
    )
    op.create_index(op.f("ix_gk_pair_booking_participant_id"), "gk_pair_booking", ["participant_id"])
    op.create_table(
        "gk_change",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("why", sa.String(length=30), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_gk_change_participant_id")),
        sa.ForeignKeyConstraint(["changed_by"], ["staff_account.id"], name=op.f("fk_gk_change_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gk_change")),
    )
    op.create_index(op.f("ix_gk_change_participant_id"), "gk_change", ["participant_id"])
    op.create_table(
        "gk_outcome",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts_on is null or starts_on >= decided_on", name=op.f("ck_gk_outcome_starts_after")),
        sa.CheckConstraint("ends_on is null or (starts_on is not null and ends_on >= starts_on)", name=op.f("ck_gk_outcome_ends_after")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_gk_outcome_participant_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff_account.id"], name=op.f("fk_gk_outcome_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gk_outcome")),
        sa.UniqueConstraint("participant_id", "number", name=op.f("uq_gk_outcome_participant_id_number")),
    )
