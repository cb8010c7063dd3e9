"""Pairs of a large study through Splink: DuckDB on one machine, Spark on several, with the comparisons used elsewhere.

Splink gets the same blocks, and one comparison for each feature of the evidence. What a feature tells of two values is
asked of the same function as everywhere (`Wide.told`), through a function of the database, and rounded to half a bit:
each half bit is one level, its m over its u is two to the power of it. Splink finds the pairs, adds up and keeps those
near enough to the floor; their scores are then taken from the evidence itself, so that they are the same to the last
digit however they were found. Nothing is trained here and nothing is clustered: persons are made as elsewhere.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from recount.errors import NotInstalled
from recount.resolve.wide import LOOKS_AT, Wide

if TYPE_CHECKING:
    from collections.abc import Callable

    from recount.resolve.keyed import Blocks
    from recount.resolve.learnt import Learnt

_WITHOUT = "or choose another engine in study.toml"
STEP = 0.5  # bits; what a feature tells is rounded to it for Splink
SLACK = STEP / 2 * len(LOOKS_AT)  # bits that rounding may take from a pair in all
MOST_BITS = 30.0  # bits of one level, either way: past them nothing changes
SAMPLE = 20_000  # pairs that say which levels there are often, so that those are asked for first
DENSE = 300_000  # pairs of distinct values that are all compared beforehand


class Engine(Protocol):
    """Finds the likely pairs of many mentions; an engine adds reach, never meaning."""

    def pairs(self, wide: Wide, blocks: Blocks, learnt: Learnt, *, floor: float) -> np.ndarray:
        """The pairs that may have a score of `floor` or more, and some others.

        Args:
            wide: the mentions.
            blocks: who is worth comparing with whom.
            learnt: the weights that scores are by.
            floor: 0 to 1.

        Returns:
            Ints [pairs, 2], left < right, of different stories, in order.
        """
        ...


@dataclass(frozen=True, slots=True)
class Here:
    """Without a database: arrays in memory."""

    def pairs(self, wide: Wide, blocks: Blocks, learnt: Learnt, *, floor: float) -> np.ndarray:
        """As `Engine` has it: all that stand in a block."""
        del learnt, floor
        return blocks.pairs(of=wide.story)


@dataclass(frozen=True, slots=True)
class DuckDB:
    """Splink on DuckDB, on this machine; what does not fit into memory goes to disk."""

    memory: str = "4GB"  # what DuckDB may hold

    def pairs(self, wide: Wide, blocks: Blocks, learnt: Learnt, *, floor: float) -> np.ndarray:
        """As `Engine` has it."""
        with tempfile.TemporaryDirectory(prefix="recount-") as folder:
            try:
                import duckdb
                from splink import DuckDBAPI
            except ImportError as error:
                raise NotInstalled("Splink", "recount[large]", _WITHOUT) from error
            base = duckdb.connect(config={"memory_limit": self.memory, "temp_directory": folder})
            tellers = _tellers(wide, learnt)
            for name, tell in tellers.items():
                base.create_function(
                    f"told_{name}",
                    _of_arrow(tell),
                    ["INTEGER", "INTEGER"],
                    "DOUBLE",
                    type="arrow",
                )
            found = _predicted(DuckDBAPI(base), _Asked(wide, blocks, learnt.before, floor), tellers).as_pyarrow_table()
            return _in_order(wide, found["unique_id_l"].to_numpy(), found["unique_id_r"].to_numpy())


@dataclass(frozen=True, slots=True)
class Spark:
    """Splink on Spark: `session` is a SparkSession, here or of a cluster whose machines have this package."""

    session: Any

    @classmethod
    def local(cls) -> Spark:
        """On all processors of this machine, or on the cluster that the environment names."""
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise NotInstalled("Splink with Spark", "recount[spark]", _WITHOUT) from error
        # Spark's workers are the "python3" of the path unless told otherwise, and that one may lack this package.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        build = SparkSession.builder.appName("recount")
        return cls(build.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "8").getOrCreate())

    def pairs(self, wide: Wide, blocks: Blocks, learnt: Learnt, *, floor: float) -> np.ndarray:
        """As `Engine` has it."""
        try:
            from pyspark.sql.functions import pandas_udf
            from splink.backends.spark import SparkAPI
        except ImportError as error:
            raise NotInstalled("Splink with Spark", "recount[spark]", _WITHOUT) from error
        with tempfile.TemporaryDirectory(prefix="recount-") as folder:
            self.session.sparkContext.setCheckpointDir(str(Path(folder) / "checkpoints"))
            tellers = _tellers(wide, learnt)
            for name, tell in tellers.items():
                self.session.udf.register(f"told_{name}", pandas_udf(_of_pandas(tell), "double"))
            api = SparkAPI(spark_session=self.session, register_udfs_automatically=False)
            table = _predicted(api, _Asked(wide, blocks, learnt.before, floor), tellers)
            rows = table.as_spark_dataframe().select("unique_id_l", "unique_id_r")
            found = np.array([tuple(row) for row in rows.toLocalIterator()], dtype=np.int64).reshape(-1, 2)
            return _in_order(wide, found[:, 0], found[:, 1])


def _in_order(wide: Wide, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    apart = wide.story[left] != wide.story[right]
    left, right = left[apart], right[apart]
    pairs = np.column_stack([np.minimum(left, right), np.maximum(left, right)]).astype(np.int64)
    return np.asarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])


class _Teller:
    """What one feature tells of two of its distinct values, in bits; each pair of values is compared once."""

    def __init__(self, wide: Wide, feature: str, learnt: Learnt) -> None:
        self._wide, self._feature, self._learnt = wide, feature, learnt
        self._many = len(wide.distinct[feature])
        self._all: np.ndarray | None = None
        self._known: dict[int, float] = {}
        if self._many**2 <= DENSE:
            left, right = np.divmod(np.arange(self._many**2), max(1, self._many))
            self._all = wide.told(feature, left, right, learnt).astype(float)

    def steps(self, left: np.ndarray, right: np.ndarray) -> list[float]:
        """What it can tell, the likeliest of these pairs first; all that it can where all pairs were compared."""
        seen, count = np.unique(self(left, right), return_counts=True)
        often = dict(zip(seen.tolist(), count.tolist(), strict=True))
        every = often if self._all is None else np.unique(_rounded(self._all)).tolist()
        return sorted(every, key=lambda bits: (-often.get(bits, 0), abs(bits)))

    def __call__(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        at = left.astype(np.int64) * self._many + right
        if self._all is not None:
            return np.asarray(_rounded(self._all[at]))
        once, back = np.unique(at, return_inverse=True)
        new = np.array([key for key in once.tolist() if key not in self._known], dtype=np.int64)
        if len(new):
            told = self._wide.told(self._feature, *np.divmod(new, self._many), self._learnt).tolist()
            self._known.update(zip(new.tolist(), told, strict=True))
        return _rounded(np.array([self._known[key] for key in once.tolist()]))[back.ravel()]


def _rounded(bits: np.ndarray) -> np.ndarray:
    return np.asarray(np.clip(np.round(bits / STEP) * STEP, -MOST_BITS, MOST_BITS))


def _tellers(wide: Wide, learnt: Learnt) -> dict[str, _Teller]:
    """One for each feature of which somebody tells something."""
    return {feature: _Teller(wide, feature, learnt) for feature, held in wide.distinct.items() if len(held) > 1}


def _of_arrow(tell: _Teller) -> Callable[[Any, Any], Any]:
    def told(left: Any, right: Any) -> Any:
        import pyarrow as pa

        return pa.array(tell(left.to_numpy(zero_copy_only=False), right.to_numpy(zero_copy_only=False)))

    return told


def _of_pandas(tell: _Teller) -> Callable[[Any, Any], Any]:
    def told(left: Any, right: Any) -> Any:
        import pandas as pd

        return pd.Series(tell(left.to_numpy(), right.to_numpy()))

    told.__annotations__ = {}
    return told


@dataclass(frozen=True, slots=True)
class _Asked:
    """What Splink is to find: as in `Engine`, with the bits before any evidence."""

    wide: Wide
    blocks: Blocks
    before: float
    floor: float


def _predicted(api: Any, asked: _Asked, tellers: dict[str, _Teller]) -> Any:
    """Splink's table of the pairs that are near enough to the floor."""
    from splink import Linker, SettingsCreator, block_on

    wide, held, block = asked.wide, asked.blocks.held, asked.blocks.numbers
    beside = np.flatnonzero(block[1:] == block[:-1])
    beside = np.random.default_rng(1).choice(beside, min(SAMPLE, len(beside)), replace=False)
    sample = held[beside], held[beside + 1]
    settings = SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=float(1 / (1 + 2**-asked.before)),
        blocking_rules_to_generate_predictions=[block_on("blocks", arrays_to_explode=["blocks"])],
        comparisons=[
            _comparison(feature, tell, [wide.value[feature][n] for n in sample]) for feature, tell in tellers.items()
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(api.register(_table(wide, held, block, list(tellers))), settings, log_level=logging.ERROR)
    floor = asked.floor
    least = float(np.log2(floor / (1 - floor))) - SLACK if 0 < floor < 1 else None
    return linker.inference.predict(threshold_match_weight=least)


def _table(wide: Wide, held: np.ndarray, block: np.ndarray, features: list[str]) -> Any:
    """A row for each mention that stands in a block: its number, its blocks, and the number of each of its values."""
    import pyarrow as pa

    order = np.argsort(held, kind="stable")
    who, start = np.unique(held[order], return_index=True)
    ends = np.append(start, len(order)).astype(np.int64)
    columns = {
        "unique_id": pa.array(who),
        "story": pa.array(wide.story[who]),
        "blocks": pa.LargeListArray.from_arrays(pa.array(ends), pa.array(block[order])),
    }
    return pa.table(columns | {f"v_{feature}": pa.array(wide.value[feature][who]) for feature in features})


def _comparison(feature: str, tell: _Teller, sample: list[np.ndarray]) -> Any:
    """A level for each half bit that the feature tells, the likeliest first: conditions are tried in this order.

    What was not seen in the sample counts as much as anything can: the pair is then looked at, and not lost.
    """
    import splink.comparison_library as cl

    one, other = f"v_{feature}_l", f"v_{feature}_r"
    asked = f"told_{feature}({one}, {other})"
    nobody = {"sql_condition": f"{one} is null or {other} is null", "label_for_charts": "null", "is_null_level": True}
    steps = tell.steps(*sample)
    levels = [
        {"sql_condition": f"{asked} = {bits}", "label_for_charts": f"{bits} bits", **_shares(bits)} for bits in steps
    ]
    rest = {"sql_condition": "ELSE", "label_for_charts": "not seen", **_shares(max(steps))}
    return cl.CustomComparison(output_column_name=feature, comparison_levels=[nobody, *levels, rest])


def _shares(bits: float) -> dict[str, float]:
    """An m and a u whose ratio is two to the power of the bits; Splink takes nothing else from them."""
    ratio = float(2.0**bits)
    return {"m_probability": ratio / (1 + ratio), "u_probability": 1 / (1 + ratio)}
