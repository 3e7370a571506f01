"""The joint plan, its steps, and what the participant says of it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "joint_plan",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fits", sa.Enum("yes", "partly", "no", name="fits", native_enum=False, length=30), nullable=True),
        sa.Column("line_sealed", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_joint_plan_counted_from_one")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_joint_plan_participant_id")),
        sa.ForeignKeyConstraint(["written_by"], ["staff_account.id"], name=op.f("fk_joint_plan_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_plan")),
        sa.UniqueConstraint("participant_id", "number", name=op.f("uq_joint_plan_participant_id_number")),
    )
    op.create_table(
        "plan_step",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what_sealed", sa.String(), nullable=False),
        sa.Column("doer", sa.Enum("participant", "fk", "af", "together", name="doer", native_enum=False, length=30), nullable=False),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["joint_plan.id"], name=op.f("fk_plan_step_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
        sa.UniqueConstraint("plan_id", "place", name=op.f("uq_plan_step_plan_id_place")),
    )
