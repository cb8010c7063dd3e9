"""The tables: three precious ones that only grow, and derived ones that any run may replace.

JSON stands in text columns in one canonical form (sorted keys, no spaces), so equal values are equal bytes on
every database. Each derived row names the run that made it and goes when that run is replaced.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _run() -> sa.Column[str]:
    # Deferred: a run is entered when its rows are, with their digest, in one statement.
    key = sa.ForeignKey("run.run_id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return sa.Column("run_id", key, nullable=False, index=True)


def _ref(name: str, target: str, *, optional: bool = False, primary: bool = False) -> sa.Column[str]:
    return sa.Column(
        name,
        sa.ForeignKey(target, ondelete="CASCADE"),
        nullable=optional,
        primary_key=primary,
        index=not primary,
    )


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=optional)


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=optional)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


# Precious: what was published and what people decided.
source = sa.Table("source", metadata, _key("source_id"), _text("supplied"))
capture = sa.Table(
    "capture",
    metadata,
    _key("capture_id"),
    sa.Column("source_id", sa.ForeignKey("source.source_id"), nullable=False, index=True),
    sa.Column("origin", sa.Text, nullable=False, index=True),
    _text("method"),
    _text("media_type"),
    _number("size"),
    _text("sha256", optional=True),
    _text("captured_at"),
    _text("captured_by"),
    _text("reason", optional=True),
    _text("archive_sha256", optional=True),
)
decision = sa.Table(
    "decision",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _text("at"),
    _text("by_"),
    sa.Column("kind", sa.Text, nullable=False, index=True),
    _text("body"),
    _text("prev"),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
)
PRECIOUS = (source, capture, decision)

# Derived: recomputed from the precious ones by signed runs.
run = sa.Table(
    "run",
    metadata,
    _key("run_id"),
    _text("step"),
    _text("scope"),
    _text("version"),
    _text("settings"),
    _text("inputs"),
    _text("outputs"),
    _number("row_count"),
    sa.UniqueConstraint("step", "scope"),
)
text = sa.Table(
    "text",
    metadata,
    _key("text_id"),
    _ref("capture_id", "capture.capture_id"),
    _run(),
    _text("sha256"),
    _text("body"),
    _text("language", optional=True),
    _text("title", optional=True),
    _text("author", optional=True),
    _text("publication", optional=True),
    _text("address", optional=True),
    _text("published_first", optional=True),
    _text("published_last", optional=True),
    sa.Column("published_precise", sa.Boolean, nullable=False),
    _text("found"),
    _text("blocks"),
    _text("notes"),
    _text("reader"),
)
story = sa.Table(
    "story",
    metadata,
    _key("story_id"),
    _ref("text_id", "text.text_id"),
    _run(),
    _number("n"),
    _number("start"),
    _number("end_"),
    _text("kind"),
    _text("title", optional=True),
    _number("belongs_to", optional=True),
    _text("speaker", optional=True),
)
passage = sa.Table(
    "passage",
    metadata,
    _key("passage_id"),
    _ref("story_id", "story.story_id"),
    _run(),
    _number("n"),
    _number("start"),
    _number("end_"),
)
copy = sa.Table(
    "copy",
    metadata,
    _ref("story_id", "story.story_id", primary=True),
    _run(),
    sa.Column("group_id", sa.Text, nullable=False, index=True),
    _text("reason"),
    sa.Column("earliest", sa.Boolean, nullable=False),
)
# What a story's copies are found by without its words, and what comparing two texts gave: kept so that a new story
# is compared with those before it, and those are not compared again.
sample = sa.Table(
    "sample",
    metadata,
    _ref("story_id", "story.story_id", primary=True),
    _run(),
    _text("same"),
    _number("phrases"),
    _text("kept"),
    _text("language", optional=True),
    _text("marks"),
    _number("quotes"),
    _number("length"),
)
comparison = sa.Table(
    "comparison",
    metadata,
    _key("left_same"),
    _key("right_same"),
    _run(),
    sa.Column("weak", sa.Boolean, nullable=True),
    sa.Column("distance", sa.Float, nullable=True),
    _text("reason", optional=True),
)
translation = sa.Table(
    "translation",
    metadata,
    _ref("left_id", "story.story_id", primary=True),
    _ref("right_id", "story.story_id", primary=True),
    _run(),
    _text("reason"),
)
mention = sa.Table(
    "mention",
    metadata,
    _key("mention_id"),
    _ref("text_id", "text.text_id"),
    _ref("story_id", "story.story_id"),
    _run(),
    _number("n"),
    _text("name", optional=True),
    _text("spellings"),
    _text("described_as"),
    sa.Column("is_case", sa.Boolean, nullable=False),
    _text("not_case", optional=True),  # why the person is no case; null of cases, and where it is undecided
    _text("role", optional=True),
    _text("naming"),
    _text("places"),
)
claim = sa.Table(
    "claim",
    metadata,
    _key("claim_id"),
    _ref("text_id", "text.text_id"),
    _ref("story_id", "story.story_id"),
    _run(),
    _number("n"),
    _text("kind"),
    _number("start"),
    _number("end_"),
    _text("words"),
    _text("speakers"),
    _ref("mention_id", "mention.mention_id", optional=True),
    _text("about", optional=True),
    _text("variable", optional=True),
    _text("value", optional=True),
    _text("quantity", optional=True),
    _text("polarity"),
    _text("certainty"),
    _text("stance"),
    _text("manner", optional=True),
    _text("when_"),
)
refused = sa.Table(
    "refused",
    metadata,
    _key("refused_id"),
    _ref("text_id", "text.text_id"),
    _ref("story_id", "story.story_id"),
    _run(),
    _number("n"),
    _text("what"),
    _text("code", optional=True),
    _text("given"),
    _text("reason"),
)
judgement = sa.Table(
    "judgement",
    metadata,
    _key("judgement_id"),
    _ref("left_id", "mention.mention_id"),
    _ref("right_id", "mention.mention_id"),
    _run(),
    _text("by_"),
    sa.Column("score", sa.Float, nullable=True),
    _text("reasons"),
    _text("verdict", optional=True),
    _text("why", optional=True),
    _number("seq", optional=True),
)
person = sa.Table(
    "person",
    metadata,
    _key("person_id"),
    _run(),
    _text("name"),
    sa.Column("is_case", sa.Boolean, nullable=False),
)
person_mention = sa.Table(
    "person_mention",
    metadata,
    _ref("person_id", "person.person_id", primary=True),
    _ref("mention_id", "mention.mention_id", primary=True),
    _run(),
    _text("because"),
)
# What mentions can be found by, kept only for studies too large to compare every mention with every other.
block = sa.Table(
    "block",
    metadata,
    sa.Column("block", sa.Integer, primary_key=True, autoincrement=False),
    _run(),
    _text("entries"),  # of each mention its id, story and account, and its keys
)
# What the study's own pairs taught of how much each comparison tells; of blocks, at several sizes of the study.
weight = sa.Table(
    "weight",
    metadata,
    sa.Column("mentions", sa.Integer, primary_key=True, autoincrement=False),  # it was learnt of
    sa.Column("feature", sa.Text, primary_key=True),
    sa.Column("level", sa.Text, primary_key=True),
    _run(),
    sa.Column("number", sa.Float, nullable=False),  # bits to add; of "before" bits, of "name" a part of its bits
)
coding = sa.Table(
    "coding",
    metadata,
    _key("coding_id"),
    _ref("text_id", "text.text_id"),
    _ref("story_id", "story.story_id"),
    _ref("passage_id", "passage.passage_id", optional=True),
    _ref("mention_id", "mention.mention_id", optional=True),
    _run(),
    sa.Column("code", sa.Text, nullable=False, index=True),
    _text("value"),
    _number("start"),
    _number("end_"),
    _text("words"),
    _text("coder"),
    _text("codebook_version"),
    sa.Column("score", sa.Float, nullable=True),
    _text("reason", optional=True),
    _text("verdict", optional=True),
    _number("seq", optional=True),
)
meaning = sa.Table(
    "meaning",
    metadata,
    sa.Column("text_id", sa.ForeignKey("text.text_id", ondelete="CASCADE"), primary_key=True),
    _run(),
    _text("vectors"),  # of the text's passages in their order, half floats, base64
)
figure = sa.Table(
    "figure",
    metadata,
    _key("figure_id"),
    _run(),
    _number("n"),
    _text("grp"),
    _text("name"),
    _text("unit"),
    _text("method"),
    _number("least", optional=True),
    _number("most", optional=True),
    _text("reason", optional=True),
    _text("note", optional=True),
    _text("shares"),
    _text("estimates", optional=True),
)
figure_row = sa.Table(
    "figure_row",
    metadata,
    _ref("figure_id", "figure.figure_id", primary=True),
    sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
    _run(),
    _text("person_id", optional=True),
    _text("kind"),
    _text("row_id"),
    _text("standing"),
)
# What a figure's row rests on, by its kind. No foreign key says it, since one column refers to many tables.
EVIDENCE = {
    "coding": coding.c.coding_id,
    "claim": claim.c.claim_id,
    "mention": mention.c.mention_id,
    "story": story.c.story_id,
}
release = sa.Table(
    "release",
    metadata,
    _key("release_id"),
    _run(),
    _text("policy"),
    _text("content"),
)
# Columns that hold JSON, whatever table or query they come from.
JSON_COLUMNS = frozenset(
    {"supplied", "settings", "found", "blocks", "notes", "spellings", "described_as", "places", "speakers"}
    | {"marks", "quantity", "when_", "manner", "reasons", "shares", "estimates", "content", "entries"}
)
