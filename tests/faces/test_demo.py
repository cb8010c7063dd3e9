"""The whole way on the invented study: what the report says is true in its world, and each number opens its words."""

import json
import re
import shutil
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import html

from recount import disclose
from recount.store import Store, verify

TRUTH = json.loads((files("recount") / "demo" / "truth.json").read_text(encoding="utf-8"))
EVERYBODY = TRUTH["persons"] + TRUTH["non_cases"]
FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["demo"]
SMALL = range(1, 5)  # counts of persons that no public page may tell; the policy's least cell is five
REASONS = ("join", "leave", "barrier", "exit")


@pytest.fixture(scope="module")
def store(demo):
    with Store.open(demo) as opened:
        yield opened


@pytest.fixture(scope="module")
def team(store):
    return disclose.released(store, "team").body


@pytest.fixture(scope="module")
def public(store):
    return disclose.released(store, "public").body


@pytest.fixture(scope="module")
def figures(team):
    return {figure["id"]: figure for figure in team["figures"]}


@pytest.fixture(scope="module")
def bodies(store):
    """The words of every text, by the digest of the captured bytes."""
    words = {row.text_id: row.body for row in store.query("text_digests")}
    return {row.sha256: words[row.capture_id] for row in store.query("captures") if row.capture_id in words}


@pytest.fixture(scope="module")
def pages(demo):
    return {name: html.fromstring((demo / name).read_bytes()) for name in ("report.html", "report-public.html")}


@pytest.fixture
def copied(demo, tmp_path):
    """A copy of the demo that a test may change."""
    return shutil.copytree(demo, tmp_path / "demo")


def whom(mention):
    """Ids of those in the truth whom a mention of an account can be: by a whole name or description, else by a part."""
    told = {*filter(None, [mention.name, *mention.spellings, *mention.described_as])}
    whole, part = set(), set()
    for person in EVERYBODY:
        names = {*person["told_as"], *person.get("spellings", []), *person.get("described_as", [])}
        if mention.origin in person["files"]:
            whole |= {person["id"] for name in names if name in told}
            part |= {person["id"] for name in names for one in told if one in name or name in one}
    return whole or part


# --- the figures against the truth


def within(figure, true):
    return figure["least"] <= true <= figure["most"]


def test_the_persons_who_left_are_within_the_bounds(figures):
    assert within(figures["persons.left"], TRUTH["totals"]["cases"])


def test_women_and_men_are_within_the_bounds(figures):
    assert within(figures["attr.gender.woman"], TRUTH["totals"]["women"])
    assert within(figures["attr.gender.man"], TRUTH["totals"]["men"])


def test_no_more_come_from_a_country_than_do(figures):
    """Origins are told of few; of those told, none is wrong."""
    true = defaultdict(int)
    for person in TRUTH["persons"]:
        for country in person["origin"]:
            true[country] += 1
    told = {name.rpartition(".")[2]: f for name, f in figures.items() if name.startswith("attr.origin_country.")}
    assert told
    assert {country: f["least"] for country, f in told.items() if f["least"] > true[country]} == {}


def test_every_reason_is_told_by_as_many_as_the_bounds_say(figures):
    true = TRUTH["totals"]["persons_per_code"]
    known = [name for name, f in figures.items() if f["group"] == "reasons" and f["most"] is not None]
    assert set(true) <= set(known)
    # A code above others counts whoever gives one below it.
    leaves = [code for code in known if not any(other.startswith(f"{code}.") for other in known)]
    out = {
        c: (figures[c]["least"], true.get(c, 0), figures[c]["most"])
        for c in leaves
        if not within(figures[c], true.get(c, 0))
    }
    assert out == {}


def test_codes_above_others_count_each_person_once(figures):
    for code in ("join", "leave", "leave.push", "leave.pull", "leave.push.conduct", "barrier", "exit"):
        true = {
            person["id"]
            for person in TRUTH["persons"]
            for reason in person["reasons"]
            if reason["value"] in {"main", "present"} and f"{reason['code']}.".startswith(f"{code}.")
        }
        assert within(figures[code], len(true)), code


def test_what_is_denied_is_said_and_not_counted(figures):
    for code, n in TRUTH["totals"]["denied"].items():
        denied = {row["person"] for row in figures[code]["rows"] if row["standing"] == "denied"}
        assert len(denied) >= n, code


def test_the_time_line_holds_the_months_of_leaving(figures):
    true = TRUTH["totals"]["left_per_month"]
    line = {name.removeprefix("pace.left."): f for name, f in figures.items() if name.startswith("pace.left.")}
    assert {month: f["least"] for month, f in line.items() if f["least"] > true.get(month, 0)} == {}
    # Who is missing from a month stands, by name, under those whom no account dates.
    missing = sum(max(0, n - (line[month]["most"] if month in line else 0)) for month, n in true.items())
    assert missing <= figures["pace.undated"]["most"]
    right = sum(month in line and within(line[month], n) for month, n in true.items())
    assert right / len(true) >= FLOORS["months_within_bounds"]


def test_copies_are_found_and_count_once(store):
    groups = defaultdict(set)
    for row in store.query("stories_told"):
        if row.group_id:
            groups[row.group_id].add(row.origin)
    true = [{g["original"], *(copy["file"] for copy in g["copies"])} for g in TRUTH["copy_groups"]]
    found = [members for members in groups.values() if len(members) > 1]
    assert sorted(map(sorted, found)) == sorted(map(sorted, true))


def test_independent_accounts_are_those_of_the_truth(figures, team):
    unread = {dict(team["evidence"][row["evidence"]]["facts"])["File"] for row in figures["sources.unread"]["rows"]}
    told = {dict(team["evidence"][row["evidence"]]["facts"])["File"] for row in figures["sources.independent"]["rows"]}
    assert unread == set(TRUTH["features"]["not_english"])
    assert len(told - unread) == TRUTH["totals"]["independent_sources"]
    assert figures["sources.captures"]["most"] == TRUTH["totals"]["files"]
    failed = {dict(team["evidence"][row["evidence"]]["facts"])["File"] for row in figures["sources.failed"]["rows"]}
    assert failed == set(TRUTH["features"]["unreadable"])


def counts_of(figures, team, file):
    """Figures on numbers that an account claims."""
    for figure in figures.values():
        rows = [team["evidence"][row["evidence"]] for row in figure["rows"]] if figure["group"] == "counts" else []
        if any(dict(row["facts"])["File"] == file for row in rows):
            yield figure


def test_a_total_that_does_not_add_up_is_said(figures, team, pages):
    (file,) = TRUTH["features"]["total_that_does_not_add_up"]
    (true,) = [q for q in TRUTH["quantities"] if q["file"] == file and q.get("adds_up") is False]
    notes = [f["note"] or "" for f in counts_of(figures, team, file) if re.match(rf"{true['low']}\b", f["name"])]
    assert any("do not add up" in note for note in notes), notes
    assert "do not add up" in pages["report.html"].text_content()


def test_totals_that_add_up_are_said(figures, team):
    for true in (q for q in TRUTH["quantities"] if q.get("adds_up")):
        total = true.get("total", true["low"])
        notes = [f["note"] or "" for f in counts_of(figures, team, true["file"]) if re.match(rf"{total}\b", f["name"])]
        assert any("parts add up" in note for note in notes), true["words"]


def test_vague_numbers_are_printed_with_their_rule(figures, team, pages):
    rules = {rule["words"]: rule["low"] for rule in team["number_rules"]}
    assert any("dozens" in words and low == 24 for words, low in rules.items())
    for file in TRUTH["features"]["vague_number"]:
        assert any("bounds by rule" in (f["note"] or "") for f in counts_of(figures, team, file)), file
    assert "How vague numbers were read" in pages["report.html"].text_content()


# --- laws


def test_no_figure_counts_more_than_it_lists(figures):
    for name, figure in figures.items():
        if figure["most"] is None:
            assert figure["reason"], name
            continue
        persons = {row["person"] for row in figure["rows"] if row["person"]}
        listed = len(persons) if figure["unit"] == "person" else len(figure["rows"])
        assert 0 <= figure["least"] <= figure["most"] <= listed, name
        sure = {row["person"] for row in figure["rows"] if row["standing"] in {"accepted", "told"}}
        if figure["unit"] == "person":
            assert figure["least"] <= len(sure), name


def test_shares_say_what_they_are_a_share_of_and_stay_inside_their_interval(figures):
    shares = [share for figure in figures.values() for share in figure["shares"]]
    assert shares
    for share in shares:
        assert 0 <= share["low"] <= share["share"] <= share["high"] <= 1
        assert 0 <= share["hits"] <= share["denominator"]
        assert share["of"]


def flat(words):
    return " ".join(words.split())


def test_every_word_under_a_number_stands_in_the_text_of_its_capture(team, bodies):
    """Law 1, over all that is released."""
    held = 0
    for key, opened in team["evidence"].items():
        body = bodies.get(opened["sha256"], "")
        before, after = opened["before"].removeprefix("… "), opened["after"].removesuffix(" …")
        if key.startswith("story:"):
            assert flat(opened["words"].removesuffix(" …")) in flat(body), key
        else:
            assert before + opened["words"] + after in body, key
            place = re.search(r"character (\d+)", dict(opened["facts"]).get("Place", ""))
            assert place is None or body[int(place[1]) :].startswith(opened["words"]), key
        assert flat(opened["brief"].removesuffix(" …")) in flat(body) or not opened["words"], key
        held += bool(opened["words"])
    assert held > 500


def test_every_row_of_a_number_has_its_words_on_the_page(team):
    for figure in team["figures"]:
        for row in figure["rows"]:
            opened = team["evidence"][row["evidence"]]
            assert opened["words"] or figure["group"] == "sources"
            assert opened["sha256"] is None or re.fullmatch("[0-9a-f]{64}", opened["sha256"])


# --- the pages


@pytest.mark.parametrize("name", ["report.html", "report-public.html"])
def test_every_number_of_a_page_is_a_link_to_its_rows(pages, name):
    page = pages[name]
    ids = set(page.xpath("//@id"))
    links = page.xpath("//a/@href")
    assert links
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []
    counts = page.xpath('//td[@class="count"]')
    assert counts
    assert all(cell.xpath('./a[@class="number"]/@href') for cell in counts)
    drawn = page.xpath('//*[local-name()="svg"]//*[local-name()="rect"][contains("most least cell withheld", @class)]')
    assert drawn
    assert all(rect.getparent().get("href", "").startswith("#f-") for rect in drawn)


def test_every_row_of_the_page_leads_to_its_marked_words(pages, bodies):
    page = pages["report.html"]
    shown = {node.get("id"): node for node in page.xpath('//*[@class="evidence"]')}
    assert shown
    for link in page.xpath('//ul[@class="rows"]//a[@class="words"]/@href'):
        assert link[1:] in shown
    for node in shown.values():
        sha = "".join(node.xpath(".//code/text()"))
        marked = "".join(node.xpath(".//mark/text()"))
        facts = node.xpath(".//dt/text()")
        assert "File" in facts
        assert flat(marked).removesuffix(" …") in flat(bodies.get(sha, "")), node.get("id")


@pytest.mark.parametrize("name", ["report.html", "report-public.html"])
def test_every_page_says_that_it_is_invented(pages, name):
    assert "Invented for demonstration" in "".join(pages[name].xpath('//*[@class="notice"]//text()'))
    assert "(invented)" in "".join(pages[name].xpath("//title/text()"))


def seen(page):
    """What a reader of a page can see or hear, scripts and styles left out."""
    kept = page.xpath(
        "//body//text()[not(ancestor::script or ancestor::style)] | //@aria-label | //@title | //title/text()"
    )
    return " ".join(kept)


def words_of(text):
    return re.findall(r"\w+", text.lower())


def shingles(words, n=5):
    return {tuple(words[k : k + n]) for k in range(len(words) - n + 1)}


def test_the_public_page_holds_no_run_of_words_of_any_account(pages, bodies, public):
    told = set().union(*(shingles(words_of(body)) for body in bodies.values()))
    own = public["study"]  # what the analyst wrote above her study is hers
    asked = set().union(*(shingles(words_of(own[part])) for part in ("title", "question", "population", "notice")))
    assert shingles(words_of(seen(pages["report-public.html"]))) & told - asked == set()


def test_the_public_page_names_nobody(pages):
    text = seen(pages["report-public.html"])
    names = {name for person in EVERYBODY for name in [*person["told_as"], *person.get("spellings", [])]}
    names |= {part for name in names for part in name.split() if part[0].isupper()} - {"A", "An", "The", "Captain"}
    names |= {words for person in EVERYBODY for words in person.get("described_as", [])}
    assert {name for name in names if re.search(rf"\b{re.escape(name)}\b", text)} == set()
    assert re.findall(r"P-[0-9A-F]{4}", text) == []


def test_the_public_page_names_no_source(pages, store):
    text = seen(pages["report-public.html"])
    rows = store.query("texts_read")
    sources = {row.publication for row in rows} | {row.title for row in rows} | {row.address for row in rows}
    sources |= {row.origin for row in store.query("captures")} | {row.sha256 for row in store.query("captures")}
    assert [name for name in sources if name and name in text] == []


def test_no_public_count_is_of_one_to_four_persons(public):
    small = []
    for figure in public["figures"]:
        if figure["unit"] != "person":
            continue
        if figure["least"] in SMALL or figure["most"] in SMALL:
            small.append((figure["id"], figure["shown"]))
        small += [
            (figure["id"], share)
            for share in figure["shares"]
            if {share["hits"], share["denominator"] - share["hits"]} & {*SMALL}
        ]
    assert small == []


def test_no_public_note_tells_a_count_of_one_to_four_persons(public):
    """What the least cell withholds must not stand in the words beside it."""
    told = [f["note"] for f in public["figures"] if f["unit"] == "person" and re.search(r"\b[1-4]\b", f["note"] or "")]
    assert told == []


def test_no_public_rows_tell_a_count_of_one_to_four(public):
    """Rows are counted as easily as numbers: how many are accepted or denied says how many persons there can be."""
    told = []
    for figure in public["figures"]:
        if figure["unit"] == "person":
            standings = [row["standing"] for row in figure["rows"]]
            told += [(figure["id"], s) for s in {*standings} if standings.count(s) in SMALL]
    assert told == []


# --- doing it again


def test_the_demo_is_clean_and_says_where_its_report_is(demo, store):
    assert verify(store).findings == ()
    said = (demo / "said.txt").read_text(encoding="utf-8")
    assert "Everything checked: clean" in said
    assert "report.html" in said


def test_a_second_run_has_nothing_to_do_and_changes_nothing(command, copied, stored):
    before = stored(copied)
    said = command("run", copied, "--json")
    assert said.code == 0, said.err
    assert [name for name, worked in json.loads(said.out)["steps"].items() if worked] == []
    assert stored(copied) == before


def test_the_demo_made_again_in_its_folder_changes_nothing(command, copied, stored):
    before = stored(copied)
    said = command("demo", copied)
    assert said.code == 0, said.err
    assert stored(copied) == before


def test_the_demo_does_not_touch_another_study(command, study, stored):
    before = stored(study)
    said = command("demo", study)
    assert said.code == 1
    assert "a study is here already" in said.err
    assert stored(study) == before


@pytest.mark.heavy
def test_a_rebuild_of_the_whole_demo_gives_the_same_figures_and_bytes(command, copied, stored):
    rows, beside = stored(copied)
    said = command("rebuild", copied)
    assert said.code == 0, said
    assert "the same figures and the same report bytes" in said.out
    after, then = stored(copied)
    assert {name for name in rows if rows[name] != after[name]} == set()
    assert then == beside


def test_a_rebuild_gives_the_same_figures_and_bytes(command, study, stored):
    rows, beside = stored(study)
    said = command("rebuild", study)
    assert said.code == 0, said
    assert "the same figures and the same report bytes" in said.out
    after, then = stored(study)
    assert {name for name in rows if rows[name] != after[name]} == set()
    assert then == beside


def test_why_opens_each_figure_of_a_kind_down_to_the_words_and_the_hash(command, demo, figures):
    for name in (
        "persons.left",
        "leave.push.living",
        "pace.undated",
        "sources.failed",
        "pair.leave.push.living+leave.pull.family",
    ):
        if name not in figures:
            continue
        said = command("why", demo, name)
        assert said.code == 0, said.err
        assert f"at least {figures[name]['least']}, at most {figures[name]['most']}" in said.out
        assert "SHA-256" in said.out


def test_a_sealed_reference_of_the_public_page_opens_its_row_for_those_who_hold_the_study(command, demo, public):
    figure = next(f for f in public["figures"] if f["unit"] == "person" and f["rows"])
    reference = figure["rows"][0]["evidence"]
    said = command("why", demo, reference, "--json")
    assert said.code == 0, said.err
    (row,) = json.loads(said.out)["rows"]
    assert row["evidence"]["words"]
    refused = command("why", demo, "sealed:0000000000000000")
    assert refused.code == 1
    assert "sealed:0000000000000000" in refused.err


# --- how well the machine suggests, against what the coders and the truth say


def measured(found, wanted):
    hits = len(found & wanted)
    return {"precision": hits / len(found) if found else 0.0, "recall": hits / len(wanted)}


@pytest.fixture(scope="module")
def mentions(store):
    return store.query("mentions_told")


def cases_found(mentions):
    """(account, person) of those whom the reader takes for leavers; unknown to the truth: its own name."""
    return {(m.origin, *(sorted(whom(m)) or [m.name or m.described_as[0]])[:1]) for m in mentions if m.is_case}


def codes_found(store, mentions):
    """(person, reason) as suggested by the machine of one person."""
    ids = {m.mention_id: sorted(whom(m)) or [m.mention_id] for m in mentions}
    rows = store.query("codings_by_person")
    told = [r for r in rows if r.coder.startswith("machine") and r.value in {"main", "present"} and r.mention_id]
    return {(ids[r.mention_id][0], r.code) for r in told if r.code.startswith(REASONS)}


def test_leavers_are_found_as_well_as_before(mentions):
    true = {(file, person["id"]) for person in TRUTH["persons"] for file in person["files"]}
    got = measured(cases_found(mentions), true)
    assert got["precision"] >= FLOORS["leavers_precision"], got
    assert got["recall"] >= FLOORS["leavers_recall"], got


def test_codes_are_suggested_as_well_as_before(store, mentions):
    true = {
        (person["id"], reason["code"])
        for person in EVERYBODY
        for reason in person["reasons"]
        if reason["value"] in {"main", "present"} and reason["code"].startswith(REASONS)
    }
    got = measured(codes_found(store, mentions), true)
    assert got["precision"] >= FLOORS["suggested_codes_precision"], got
    assert got["recall"] >= FLOORS["suggested_codes_recall"], got


def test_runs_of_words_are_cut_as_they_stand():
    assert shingles(words_of("Mira left, hungry and cold, at night")) == {
        ("mira", "left", "hungry", "and", "cold"), ("left", "hungry", "and", "cold", "at"), ("hungry", "and", "cold", "at", "night"),
    }  # fmt: skip
