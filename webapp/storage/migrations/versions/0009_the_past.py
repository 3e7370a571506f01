"""Courses and GK from before this service."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_course",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("participants", "women", "men", "sp", "ae")),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("women + men <= participants", name=op.f("ck_past_course_parts_of_all")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_past_course_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_course")),
    )
    op.create_index(op.f("ix_past_course_area_id"), "past_course", ["area_id"])
    op.create_table(
        "past_gk",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sex", sa.Enum("woman", "man", "other", name="sex", native_enum=False, length=30), nullable=True),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("requested_on", "first_on", "last_on")),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["past_course.id"], name=op.f("fk_past_gk_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_gk")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_past_gk_course_id_number")),
    )
