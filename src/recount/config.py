"""study.toml: declared once in the model, read once here by a face, passed down as arguments."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
import types
import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from recount.errors import BadSetting, InputError, NotAStudy, StudyExists, UnknownSetting
from recount.model import ENGINES, DateRange, Study

FILE = "study.toml"


def load(folder: Path) -> Study:
    """The settings of the study in `folder`; an unknown name or a wrong value is an error with its place."""
    path = folder / FILE
    if not path.is_file():
        raise NotAStudy(str(folder))
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not valid TOML ({error}); mend the file") from error
    study: Study = _filled(Study, given, str(path), "")
    _check_ranges(study, str(path))
    return study


def _filled(kind: type, given: dict[str, Any], path: str, prefix: str) -> Any:
    hints = typing.get_type_hints(kind)
    names = [f.name for f in dataclasses.fields(kind)]
    values = {}
    for name, value in given.items():
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            raise UnknownSetting(path, prefix + name, prefix + near[0] if near else None)
        values[name] = _value(hints[name], value, path, prefix + name)
    try:
        return kind(**values)
    except TypeError as error:
        raise InputError(f"{path}: {prefix or 'the study'} lacks a setting ({error}); add it") from error


def _value(hint: Any, value: Any, path: str, name: str) -> Any:
    if hint is DateRange:
        return _period(value, path, name)
    if dataclasses.is_dataclass(hint):
        if not isinstance(value, dict):
            raise BadSetting(path, name, value, f"a table [{name}]")
        return _filled(typing.cast("type", hint), value, path, name + ".")
    if typing.get_origin(hint) is tuple and dataclasses.is_dataclass(each := typing.get_args(hint)[0]):
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise BadSetting(path, name, value, f"tables [[{name}]]")
        return tuple(_filled(typing.cast("type", each), one, path, f"{name}.") for one in value)
    wanted = [t for t in typing.get_args(hint) if t is not types.NoneType] or [hint]
    if float in wanted and type(value) is int:
        return float(value)
    if type(value) not in wanted:
        raise BadSetting(path, name, value, " or ".join(t.__name__ for t in wanted))
    return value


def _period(value: Any, path: str, name: str) -> DateRange:
    wants = "a table with the days first and last"
    if not isinstance(value, dict) or not set(value) <= {"first", "last"}:
        raise BadSetting(path, name, value, wants)
    if not all(type(day) is date for day in value.values()):
        raise BadSetting(path, name, value, wants)
    return DateRange(value.get("first"), value.get("last"), precise=True)


def _check_ranges(study: Study, path: str) -> None:
    asked = study.endpoint
    checks = [
        ("read.most_characters", study.read.most_characters, study.read.most_characters > 0, "more than 0"),
        ("endpoint.wait_s", study.endpoint.wait_s, study.endpoint.wait_s > 0, "more than 0"),
        ("endpoint.tries", study.endpoint.tries, study.endpoint.tries > 0, "1 or more"),
        ("endpoint.most_tokens", study.endpoint.most_tokens, study.endpoint.most_tokens > 0, "1 or more"),
        ("endpoint.prompt_price", asked.prompt_price, asked.prompt_price >= 0, "0 or more"),
        (
            "endpoint.completion_price",
            study.endpoint.completion_price,
            study.endpoint.completion_price >= 0,
            "0 or more",
        ),
        ("ask.most_characters", study.ask.most_characters, study.ask.most_characters > 0, "more than 0"),
        ("resolve.floor", study.resolve.floor, 0 <= study.resolve.floor <= 1, "between 0 and 1"),
        ("coding.risk", study.coding.risk, 0 < study.coding.risk < 1, "between 0 and 1, neither of them"),
        ("resolve.engine", study.resolve.engine, study.resolve.engine in ENGINES, f"one of {', '.join(ENGINES)}"),
        ("coding.floor", study.coding.floor, 0 <= study.coding.floor <= 1, "between 0 and 1"),
        ("disclosure.least_cell", study.disclosure.least_cell, study.disclosure.least_cell >= 1, "1 or more"),
        ("hidden.draws", study.hidden.draws, study.hidden.draws >= 1, "1 or more"),
        ("hidden.iterations", study.hidden.iterations, study.hidden.iterations > 0, "more than 0"),
        ("capture.most_bytes", study.capture.most_bytes, study.capture.most_bytes > 0, "more than 0"),
        ("capture.wait_s", study.capture.wait_s, study.capture.wait_s > 0, "more than 0"),
        ("capture.most_redirects", study.capture.most_redirects, study.capture.most_redirects >= 0, "0 or more"),
    ]
    for name, value, holds, wants in checks:
        if not holds:
            raise BadSetting(path, name, value, wants)


def write(folder: Path, study: Study) -> Path:
    """Write study.toml with every setting and its help; StudyExists where one stands."""
    path = folder / FILE
    if path.exists():
        raise StudyExists(str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(study)) + "\n", encoding="utf-8")
    return path


def _lines(study: Study) -> Iterator[str]:
    tables, lists = [], []
    for field in dataclasses.fields(study):
        value = getattr(study, field.name)
        if isinstance(value, DateRange):
            days = [f"{k} = {v.isoformat()}" for k, v in (("first", value.first), ("last", value.last)) if v]
            yield f"{'' if days else '# '}{field.name} = {{ {', '.join(days or ['first = 2014-01-01'])} }}"
        elif dataclasses.is_dataclass(value):
            tables.append((field.name, value))
        elif isinstance(value, tuple):
            lists.append((field.name, value))
        else:
            yield from _line(field.name, value)
    for name, table in tables:
        yield f"\n[{name}]"
        for field in dataclasses.fields(table):
            yield f"# {field.metadata['help']}"
            yield from _line(field.name, getattr(table, field.name))
    for name, items in lists:
        for item in items:
            yield f"\n[[{name}]]"
            told = ((f.name, getattr(item, f.name)) for f in dataclasses.fields(item))
            yield from (line for key, value in told if value is not None for line in _line(key, value))


def _line(name: str, value: object) -> Iterator[str]:
    if value is None:
        yield f"# {name} ="
    elif isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        yield f'{name} = "{escaped}"'
    elif isinstance(value, bool):
        yield f"{name} = {str(value).lower()}"
    elif isinstance(value, date):
        yield f"{name} = {value.isoformat()}"
    else:
        yield f"{name} = {value}"
