"""The anonymous survey: boxes, rounds, envelopes and counts; and the ballots, which belong to people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "box_key",
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("probe", sa.LargeBinary(), nullable=False),
        sa.Column("probed_on", sa.Date(), nullable=False),
        sa.Column("probe_failed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_key")),
    )
    op.create_table(
        "survey_round",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("room_code", sa.String(), nullable=True),
        sa.Column("key_id", sa.Uuid(), nullable=True),
        sa.Column("flow_version", sa.Integer(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state = 'planned' or key_id is not null", name=op.f("ck_survey_round_open_with_a_key")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_survey_round_area_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_survey_round_course_id")),
        sa.ForeignKeyConstraint(["key_id"], ["box_key.id"], name=op.f("fk_survey_round_key_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_round")),
        sa.UniqueConstraint("course_id", "part", name=op.f("uq_survey_round_course_id_part")),
        sa.UniqueConstraint("key_id", name=op.f("uq_survey_round_key_id")),
        sa.UniqueConstraint("number", name=op.f("uq_survey_round_number")),
        sa.UniqueConstraint("room_code", name=op.f("uq_survey_round_room_code")),
    )
    op.create_index(op.f("ix_survey_round_state"), "survey_round", ["state"])
    op.create_table(
        "survey_envelope",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_envelope")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_envelope_round_id"), "survey_envelope", ["round_id"])
    op.create_table(
        "survey_base",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=True),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("unreadable", sa.Integer(), nullable=False),
        sa.Column("survey", sa.String(), nullable=False),
        sa.Column("survey_version", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_survey_base_area_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_survey_base_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_base")),
    )
    op.create_index("ix_survey_base_area_id_period", "survey_base", ["area_id", "period"])
    op.create_index(op.f("ix_survey_base_course_id"), "survey_base", ["course_id"])
    op.create_table(
        "survey_count",
        sa.Column("base_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["survey_base.id"], name=op.f("fk_survey_count_base_id")),
        sa.PrimaryKeyConstraint("base_id", "question", "answer", name=op.f("pk_survey_count")),
    )
    op.create_table(
        "survey_publication",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_survey_publication_area_id")),
        sa.PrimaryKeyConstraint("area_id", "period", "part", name=op.f("pk_survey_publication")),
    )
    op.create_table(
        "ballot",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("spent", sa.Boolean(), nullable=False),
        sa.Column("hand", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_ballot_participant_id")),
        sa.ForeignKeyConstraint(["round_id"], ["survey_round.id"], name=op.f("fk_ballot_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("round_id", "participant_id", name=op.f("uq_ballot_round_id_participant_id")),
    )
    op.create_index(op.f("ix_ballot_participant_id"), "ballot", ["participant_id"])
    op.create_table(
        "ballot_words",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_words_ballot_id")),
        sa.ForeignKeyConstraint(["round_id"], ["survey_round.id"], name=op.f("fk_ballot_words_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_words")),
        sa.UniqueConstraint("round_id", "words", name=op.f("uq_ballot_words_round_id_words")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_ballot_words_secret_hash")),
    )
