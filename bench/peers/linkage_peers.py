"""The peers' side of bench/resolves: runs in an environment with Splink, dedupe and nomenklatura, prints JSON.

Splink runs with the settings of its own worked examples where it has one for the set (fake_1000: quick start; Febrl 3,
also used for 1 and 2; Febrl 4: the detailed model; historical figures), else with the comparisons its guide advises for
each kind of column. dedupe is trained on pairs labelled by the truth, which the others do not get. nomenklatura scores
pairs that share a name or a date by LogicV2 and joins those at its threshold.

Usage: python linkage_peers.py INPUT.json   with {"tasks": [{"name", "like", "rows", "kinds", "peers", "training"}]}
"""

import json
import logging
import sys
import time
import warnings
from collections import defaultdict
from itertools import combinations
from pathlib import Path

THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99)
MOST_PAIRS = 400_000  # that nomenklatura scores: 0.6 ms each


def by_splink(task):
    """Clusters at each threshold, in the order of the rows."""
    import pandas as pd
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frame = pd.DataFrame(task["rows"])
    frame["unique_id"] = [f"{n:07d}" for n in range(len(frame))]
    blocks, comparisons, rules, recall, training, more = SPLINK.get(task["like"], _advised)(task, block_on)
    api = DuckDBAPI()
    if task["like"] == "historical50k":
        frame["first_name_surname_concat"] = frame["first_name"] + " " + frame["surname"]
    tables, kind = [frame], "dedupe_only"
    if "side" in frame:
        tables, kind = [frame[frame.side == s].drop(columns="side") for s in ("a", "b")], "link_only"
    settings = SettingsCreator(
        link_type=kind, blocking_rules_to_generate_predictions=blocks, comparisons=comparisons, **more
    )
    linker = Linker([api.register(t) for t in tables], settings)
    if rules:
        linker.training.estimate_probability_two_random_records_match(rules, recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.2)
    found = {}
    for at in THRESHOLDS:
        made = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=at)
        of = {r["unique_id"]: r["cluster_id"] for r in made.as_record_list()}
        found[str(at)] = [str(of.get(uid, uid)) for uid in frame["unique_id"]]
    return found


def _febrl(task, block_on):
    import splink.comparison_library as cl

    if "side" in task["rows"][0]:
        blocks = [block_on("given_name", "surname"), "l.given_name = r.surname and l.surname = r.given_name"]
        blocks += [block_on(c) for c in ("date_of_birth", "soc_sec_id", "postcode")]
        blocks += [block_on("state", "address_1"), block_on("street_number", "address_1")]
        born = cl.DateOfBirthComparison(
            "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
        )
        comparisons = [
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            born,
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ]
        rules, recall = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")], 0.8
    else:
        blocks = [block_on(c) for c in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")]
        comparisons = [
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ]
        turned = "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"
        rules = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"), turned]
        recall = 0.9
    return blocks, comparisons, rules, recall, [block_on("date_of_birth"), block_on("postcode")], {}


def _fake_1000(_, block_on):
    import splink.comparison_library as cl

    comparisons = [
        cl.NameComparison("first_name"),
        cl.JaroAtThresholds("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ]
    blocks = [block_on("first_name"), block_on("surname")]
    training = [block_on("first_name", "surname"), block_on("email")]
    return blocks, comparisons, [block_on("first_name", "surname")], 0.7, training, {}


def _historical(_, block_on):
    import splink.comparison_library as cl

    blocks = [
        block_on("substr(first_name,1,3)", "substr(surname,1,4)"), block_on("surname", "dob"),
        block_on("first_name", "dob"), block_on("postcode_fake", "first_name"), block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"), block_on("substr(postcode_fake,1,3)", "dob"),
        block_on("substr(postcode_fake,1,3)", "first_name"), block_on("substr(postcode_fake,1,3)", "surname"),
        block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
    ]  # fmt: skip
    comparisons = [
        cl.ForenameSurnameComparison(
            "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
        ),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ]
    rules = [
        block_on("first_name", "surname", "dob"),
        block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
        block_on("dob", "postcode_fake"),
    ]
    return blocks, comparisons, rules, 0.6, [block_on("first_name", "surname"), block_on("dob")], {}


def _advised(task, block_on):
    """For planted accounts and other tables: name comparisons, exact matches by frequency, several blocks."""
    import splink.comparison_library as cl

    kinds = task["kinds"]
    names = [c for c, k in kinds.items() if k == "name"]
    others = [c for c, k in kinds.items() if k != "name"]
    comparisons = [cl.NameComparison(c).configure(term_frequency_adjustments=True) for c in names]
    for column in others:
        if kinds[column] == "date":
            comparisons.append(cl.DateOfBirthComparison(column, input_is_string=True))
        else:
            comparisons.append(cl.ExactMatch(column).configure(term_frequency_adjustments=True))
    blocks = [block_on(c) for c in names] + [block_on(a, b) for a, b in combinations(others, 2)]
    rules = [block_on(*names, others[0])]
    return blocks, comparisons, rules, 0.3, [block_on(*names), block_on(others[0], others[1])], {}


SPLINK = {"febrl": _febrl, "fake_1000": _fake_1000, "historical50k": _historical}


def by_dedupe(task):
    """Clusters at its default threshold, trained on the labelled pairs it is given."""
    import dedupe
    from dedupe import variables

    columns = list(task["kinds"])
    data = {n: {c: (str(row[c]) if row.get(c) else None) for c in columns} for n, row in enumerate(task["rows"])}
    told = [c for c in columns if any(row[c] for row in data.values())]
    one = dedupe.Dedupe([variables.String(c, has_missing=True) for c in told], num_cores=0)
    one.prepare_training(data, sample_size=min(1500, len(data)))
    same = [(data[a], data[b]) for a, b, is_same in task["training"] if is_same]
    apart = [(data[a], data[b]) for a, b, is_same in task["training"] if not is_same]
    one.mark_pairs({"match": same, "distinct": apart})
    one.train(recall=1.0)
    found = [str(n) for n in range(len(data))]
    for n, (members, _) in enumerate(one.partition(data, threshold=0.5)):
        for m in members:
            found[m] = f"c{n}"
    return {"0.5": found}


PROPERTY = {
    "given_name": "firstName", "first_name": "firstName", "given": "firstName", "surname": "lastName",
    "family": "lastName", "name": "name", "date_of_birth": "birthDate", "dob": "birthDate", "born": "birthDate",
    "soc_sec_id": "idNumber", "email": "email", "birth_place": "birthPlace", "place": "birthPlace", "gender": "gender",
    "origin": "country", "work": "position", "occupation": "position", "postcode": "address", "city": "address",
}  # fmt: skip


def by_nomenklatura(task):
    """Pairs that share a name or a date, scored by LogicV2; those at 0.7 are joined."""
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    entities, keys = [], defaultdict(list)
    for n, row in enumerate(task["rows"]):
        entity = model.make_entity("Person")
        entity.id = f"{task['name']}-{n}"
        names = [row[c] for c, k in task["kinds"].items() if k == "name" and row.get(c)]
        if names:
            entity.add("name", " ".join(names))
        for column in task["kinds"]:
            if row.get(column) and column in PROPERTY:
                value = str(row[column])
                if PROPERTY[column] == "birthDate" and len(value) == 8 and value.isdigit():
                    value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
                entity.add(PROPERTY[column], value, quiet=True)
                if task["kinds"][column] in {"name", "date"}:
                    keys[column, value].append(n)
        entities.append(entity)
    pairs = {pair for own in keys.values() for pair in combinations(own, 2)}
    if len(pairs) > MOST_PAIRS:
        return {}
    config = LogicV2.default_config()
    root = list(range(len(entities)))

    def top(n):
        while root[n] != n:
            n = root[n]
        return n

    for a, b in sorted(pairs):
        if LogicV2.compare(entities[a], entities[b], config).score >= 0.7:
            root[top(b)] = top(a)
    return {"0.7": [str(top(n)) for n in range(len(entities))]}


PEERS = {"splink": by_splink, "dedupe": by_dedupe, "nomenklatura": by_nomenklatura}


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    tasks = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["tasks"]
    found = {}
    for task in tasks:
        for peer in task["peers"]:
            began = time.process_time()
            try:
                clusters, why = PEERS[peer](task), None
            except Exception as error:  # a peer that fails is said to have failed, and the others go on
                clusters, why = {}, f"{type(error).__name__}: {error}"[:300]
            found[f"{task['name']} {peer}"] = {
                "clusters": clusters, "cpu_s": time.process_time() - began, "failed": why,
            }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main()
