import sqlite3

import pytest
import sqlalchemy as sa

from recount.errors import InputError, QuoteNotFound, StoreBusy, StoreDamaged, StoreFull, StudyIsNewer
from recount.model import Capture, Metadata, Source, sha256_of
from recount.store import Store, verify

BODY = "Mira Tolen left in spring. She said: “I was hungry”. 👩‍🌾 farmed."


DATA = BODY.encode()


def take(store, name="a.txt", data=DATA, reason=None):
    source = Source(f"s-{name}", Metadata(title=name))
    sha = store.keep(data)
    capture = Capture(
        f"c-{name}",
        source.source_id,
        name,
        "file",
        "text/plain",
        len(data),
        sha,
        "2031-01-01T00:00:00Z",
        "R. Amsel",
        reason,
    )
    store.captured([(source, capture)])
    return capture


def read(store, capture, body=BODY):
    with store.run("read.texts", scope=capture.capture_id, version="1", inputs=capture.sha256) as run:
        if not run.done:
            row = {
                "text_id": capture.capture_id,
                "capture_id": capture.capture_id,
                "sha256": sha256_of(body),
                "body": body,
            }
            row |= {"published_precise": False, "found": [], "blocks": [], "notes": [], "reader": "plain 1"}
            run.add("text", [row])
            run.add(
                "story",
                [
                    {
                        "story_id": f"{capture.capture_id}.0",
                        "text_id": capture.capture_id,
                        "n": 0,
                        "start": 0,
                        "end_": len(body),
                        "kind": "story",
                    }
                ],
            )
    return run


def claim(capture, start, words, n=0):
    return {
        "claim_id": f"{capture.capture_id}.c{n}", "text_id": capture.capture_id, "story_id": f"{capture.capture_id}.0", "n": n,
        "kind": "speech", "start": start, "end_": start + len(words), "words": words, "speakers": [], "polarity": "asserted",
        "certainty": "certain", "stance": "asserts", "when_": {},
    }  # fmt: skip


def claims(store, capture, rows):
    with store.run("read.claims", scope=capture.capture_id, version="1", inputs=str(rows)) as run:
        run.add("claim", rows)


def test_a_claim_enters_with_its_words_at_their_place_counted_in_code_points(store):
    capture = take(store)
    read(store, capture)
    claims(
        store, capture, [claim(capture, BODY.index("farmed"), "farmed"), claim(capture, BODY.index("👩‍🌾"), "👩‍🌾", 1)]
    )
    assert verify(store).findings == ()
    assert verify(store).quotes == 2


@pytest.mark.parametrize(("start", "words"), [(1, "Mira"), (0, "Mire"), (0, ""), (10_000, "Mira")])
def test_a_claim_whose_words_are_not_there_cannot_enter_and_leaves_nothing_behind(store, start, words):
    capture = take(store)
    read(store, capture)
    with pytest.raises(QuoteNotFound):
        claims(store, capture, [claim(capture, 0, "Mira"), claim(capture, start, words, 1)])
    assert verify(store).quotes == 0


def test_the_same_run_is_not_done_twice_and_a_changed_one_replaces_its_rows(store):
    capture = take(store)
    assert not read(store, capture).done
    assert read(store, capture).done
    before = store.digest_of("read.texts")
    with store.run("read.texts", scope=capture.capture_id, version="2", inputs=capture.sha256) as run:
        assert not run.done
    assert store.query("text_ids") == []
    assert store.digest_of("read.texts") != before


def test_replacing_a_run_takes_along_the_runs_that_rest_on_it_so_none_stands_with_rows_missing(store):
    first, second = take(store), take(store, "b.txt")
    for capture in (first, second):
        read(store, capture)
        claims(store, capture, [claim(capture, 0, "Mira")])
    with store.run("resolve.persons", version="1", inputs="x") as run:
        mention = {
            "mention_id": "m",
            "text_id": first.capture_id,
            "story_id": f"{first.capture_id}.0",
            "n": 0,
            "spellings": [],
        }
        run.add("mention", [mention | {"described_as": [], "is_case": True, "naming": "named", "places": []}])
    with store.run("read.texts", scope=first.capture_id, version="2", inputs=first.sha256) as run:
        assert not run.done
    for step, scope, stands in [
        ("resolve.persons", "study", False),
        ("read.claims", second.capture_id, True),
        ("read.claims", first.capture_id, False),
    ]:
        rows = [claim(second if scope == second.capture_id else first, 0, "Mira")]
        with store.run(step, scope=scope, version="1", inputs="x" if step == "resolve.persons" else str(rows)) as run:
            assert run.done is stands


def test_a_figure_goes_with_the_evidence_it_rests_on(store):
    capture = take(store)
    read(store, capture)
    claims(store, capture, [claim(capture, 0, "Mira")])
    with store.run("estimate.count", version="1", inputs="x") as run:
        figure = {"figure_id": "f", "n": 0, "grp": "g", "name": "f", "unit": "person", "method": "m", "shares": []}
        run.add("figure", [figure])
        row = {"figure_id": "f", "n": 0, "kind": "claim", "row_id": f"{capture.capture_id}.c0", "standing": "least"}
        run.add("figure_row", [row])
    assert verify(store).findings == ()
    claims(store, capture, [claim(capture, 0, "Mira", 1)])  # the step that reads claims ends, and nothing after it
    assert verify(store).findings == ()
    assert store.query("figures") == store.query("figure_rows") == []


def test_runs_made_together_enter_together_or_not_at_all(store):
    first, second = take(store), take(store, "b.txt")

    def wrong():
        with store.together():
            read(store, first)
            claims(store, first, [claim(first, 1, "Mira")])

    with pytest.raises(QuoteNotFound):
        wrong()
    assert store.query("text_ids") == []
    with store.together():
        assert not read(store, first).done
        assert read(store, first).done
        read(store, second)
    assert len(store.query("text_ids")) == 2


def test_a_step_that_fails_leaves_the_rows_of_the_run_before(store):
    capture = take(store)
    read(store, capture)
    with pytest.raises(RuntimeError), store.run("read.texts", scope=capture.capture_id, version="2", inputs="x"):
        raise RuntimeError
    assert len(store.query("text_ids")) == 1
    assert read(store, capture).done


def test_runs_have_the_same_ids_and_outputs_whatever_the_database(store):
    capture = take(store)
    run = read(store, capture)
    assert run.run_id == "b9029bef55639dcd93a15759c7c33123"


def test_captures_and_decisions_refuse_change_even_by_hand(store):
    take(store)
    store.decide("judgement", [{"verdict": "same"}], by="R. Amsel")
    for statement in (
        "delete from decision",
        "update capture set origin = 'x'",
        "delete from capture",
        "update source set supplied = ''",
    ):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), store._engine.connect() as connection:
            connection.exec_driver_sql(statement)
    assert verify(store).findings == ()


def test_decisions_form_a_chain_over_captures_too(store):
    take(store)
    store.decide("coding", [{"code": "leave"}, {"code": "join"}], by="R. Amsel")
    log = store.decisions()
    assert [d.kind for d in log] == ["capture", "coding", "coding"]
    assert [d.prev for d in log[1:]] == [d.hash for d in log[:-1]]
    assert all(d.holds() for d in log)


def test_adding_the_same_capture_again_changes_nothing(store):
    take(store)
    take(store)
    assert len(store.query("captures")) == 1
    assert len(store.decisions()) == 1


def test_rows_cannot_be_added_to_precious_or_unknown_tables(store):
    with store.run("x", version="1", inputs="") as run:
        for table in ("decision", "capture", "run", "nonsense"):
            with pytest.raises(InputError):
                run.add(table, [{}])


def test_forgetting_derived_rows_keeps_what_is_precious(store):
    capture = take(store)
    read(store, capture)
    store.forget_derived()
    assert store.query("text_ids") == []
    assert len(store.query("captures")) == 1
    assert len(store.decisions()) == 1


def test_bytes_changed_or_lost_on_disk_are_found_and_named(store):
    first, second = take(store), take(store, "b.txt", b"other")
    path = store._blobs.path(first.sha256)
    path.chmod(0o600)
    path.write_bytes(b"forged")
    store._blobs.path(second.sha256).unlink()
    found = verify(store).findings
    assert sorted((f.kind, f.where) for f in found) == [("bytes", "a.txt"), ("bytes", "b.txt")]
    assert any("bytes changed since capture" in f.what for f in found)
    assert any("are missing" in f.what for f in found)


def test_a_text_or_quote_altered_behind_our_back_is_found(store):
    capture = take(store)
    read(store, capture)
    claims(store, capture, [claim(capture, 0, "Mira")])
    with store._engine.connect() as connection:
        connection.execute(sa.text("update text set body = 'Nira' || substr(body, 5)"))
        connection.commit()
    assert {f.kind for f in verify(store).findings} == {"text", "quote"}


def forge(folder, *statements):
    with sqlite3.connect(folder / "study.db") as database:
        for table in ("decision", "capture"):
            database.execute(f"drop trigger if exists {table}_no_update")
            database.execute(f"drop trigger if exists {table}_no_delete")
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update decision set by_ = 'somebody else' where seq = 2",
        "delete from decision where seq = 2",
        "delete from decision where seq = 1",
        "update capture set sha256 = 'ab'",
        'update decision set body = \'{"verdict":"different"}\' where seq = 3',
    ],
)
def test_a_forged_log_is_found(tmp_path, statement):
    with Store.create(tmp_path) as store:
        take(store)
        store.decide("judgement", [{"verdict": "same"}, {"verdict": "same"}], by="R. Amsel")
    forge(tmp_path, statement)
    with Store.open(tmp_path) as store:
        assert any(f.kind == "chain" for f in verify(store).findings)


def test_a_store_of_a_newer_version_is_left_alone(tmp_path):
    Store.create(tmp_path).close()
    forge(tmp_path, "update alembic_version set version_num = '9999'")
    before = (tmp_path / "study.db").read_bytes()
    with pytest.raises(StudyIsNewer, match="newer Recount"):
        Store.open(tmp_path)
    assert (tmp_path / "study.db").read_bytes() == before


def test_a_locked_store_says_so_and_changes_nothing(tmp_path):
    Store.create(tmp_path).close()
    other = sqlite3.connect(tmp_path / "study.db", isolation_level=None)
    other.execute("begin immediate")
    with Store.open(tmp_path, wait_s=0.1) as store:
        with pytest.raises(StoreBusy, match="locked by another process"):
            store.decide("judgement", [{}], by="R. Amsel")
        assert store.decisions() == []  # readers do not wait
    other.close()


def test_a_full_disk_undoes_only_the_step_in_progress(tmp_path):
    with Store.create(tmp_path) as store:
        capture = take(store)
        read(store, capture)

        @sa.event.listens_for(store._engine, "begin")
        def _limit(connection):
            pages = connection.exec_driver_sql("pragma page_count").scalar()
            connection.exec_driver_sql(f"pragma max_page_count = {pages + 8}")

        with pytest.raises(StoreFull, match="no space left"):
            claims(store, capture, [{**claim(capture, 0, "Mira", n), "value": "x" * 2_000} for n in range(200)])
        assert len(store.query("text_ids")) == 1
        assert verify(store).findings == ()


def test_a_damaged_database_is_named(tmp_path):
    (tmp_path / "study.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreDamaged, match="cannot be read"):
        Store.open(tmp_path)


def test_the_migrations_make_the_tables_that_the_program_declares(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from recount.store.schema import metadata

    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_study_from_before_weights_were_kept_is_brought_up_and_keeps_what_it_has(tmp_path):
    with Store.create(tmp_path) as store:
        take(store)
        held = store.digest_of(), store.query("captures")
    forge(tmp_path, "drop table weight", "drop table block", "update alembic_version set version_num = '0001'")
    with Store.open(tmp_path) as store:
        assert store.query("weights") == []
        assert (store.digest_of(), store.query("captures")) == held


def test_the_runs_of_a_step_are_forgotten_but_for_the_scopes_that_are_to_stay(store):
    for scope in ("one", "two", "study"):
        with store.run("resolve.weights", scope=scope, version="1", inputs="x") as run:
            row = {"feature": "name", "level": "", "number": 1.0}
            run.add("weight", [{"mentions": len(scope) + ord(scope[0]), **row}])
    before = store.digest_of()
    store.forget("resolve.weights", but=["one", "two", "study"])
    assert store.digest_of() == before
    store.forget("resolve.weights", but=["study"])
    assert [row.scope for row in store.query("runs_standing", step="resolve.weights")] == ["study"]
    assert len(store.query("weights")) == 1
