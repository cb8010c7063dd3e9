"""Codebooks: read strictly from YAML, filled in by one profile.

A file is refused as a whole at its first fault, with file and line. Codes nest by `children`, or stand flat with
`parent`; either way a child's id is its parent's id with one more name after a dot, so a cycle cannot be written
without being seen.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from recount.coding.marks import Node, read
from recount.coding.qdc import from_qdc
from recount.errors import CodebookFault, UnknownCodebook, UnknownProfile
from recount.model import Attribute, Code, Codebook
from recount.model.coding import Pick

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP = frozenset(
    "codebook placeholders units values modifiers rules attributes codes profiles rollups icsr_rollup".split()
)
_HEAD = frozenset("id version date language title scope note_on_examples note_on_maps_to licence authors".split())
_CODE = frozenset(
    "id label definition include_when exclude_when examples maps_to icsr children parent restricted".split()
)
_ATTRIBUTE = frozenset("id label type values multiple note icsr sensitivity pick".split())
_PROFILE = frozenset("label_overrides switch_off rules_added".split())
CODE_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A code as the file has it, before a profile fills it in."""

    code: str
    parent: str | None
    node: Node
    fields: dict[str, Node]


def shipped() -> tuple[str, ...]:
    """Names of the codebooks that come with Recount."""
    names = (entry.name for entry in files("recount").joinpath("codebooks").iterdir())
    return tuple(sorted(n.removesuffix(".yaml") for n in names if n.endswith(".yaml") and n.count(".") == 1))


def load(name_or_path: str | Path, profile: str | None = None) -> Codebook:
    """A codebook, with placeholders filled by `profile`; without one, by what the placeholder stands for.

    Args:
        name_or_path: a shipped codebook's name, or the path of a YAML file or a REFI-QDA codebook (.qdc).
        profile: one of the file's profiles.

    Raises:
        UnknownCodebook: neither a shipped name nor a file.
        UnknownProfile: the file has no such profile.
        CodebookFault: the file breaks a rule; names file and line.
    """
    path, data = _bytes(name_or_path)
    if path.endswith(".qdc"):
        if profile is not None:
            raise UnknownProfile(path, profile, ())
        return replace(from_qdc(data, path), digest=hashlib.sha256(data).hexdigest())
    return _built(data, read(path, data), profile)


def check(name_or_path: str | Path) -> tuple[str, ...]:
    """Load the codebook without and with each of its profiles; the profiles' names.

    Raises:
        CodebookFault: the first fault found; names file and line.
    """
    path, data = _bytes(name_or_path)
    if path.endswith(".qdc"):
        from_qdc(data, path)
        return ()
    root = read(path, data)
    profiles = tuple(_part(root, "profiles"))
    for profile in (None, *profiles):
        _built(data, root, profile)
    return profiles


def restricted(codebook: Codebook) -> tuple[str, ...]:
    """Codes, with all below them, and attributes that no public release may show."""
    codes = [below for c in codebook.codes if c.restricted for below in codebook.below(c.code)]
    return (*dict.fromkeys(codes), *(a.attribute for a in codebook.attributes if a.restricted))


def profiles(name_or_path: str | Path) -> tuple[str, ...]:
    """Names of the codebook's profiles, in the order of the file."""
    path, data = _bytes(name_or_path)
    if path.endswith(".qdc"):
        return ()
    return tuple(_part(read(path, data), "profiles"))


def _bytes(name_or_path: str | Path) -> tuple[str, bytes]:
    path = Path(name_or_path)
    if path.suffix in {".yaml", ".yml", ".qdc"} or path.is_file():
        try:
            return str(path), path.read_bytes()
        except OSError:
            raise UnknownCodebook(str(name_or_path), shipped()) from None
    inside = files("recount").joinpath("codebooks", f"{name_or_path}.yaml")
    if str(name_or_path) not in shipped():
        raise UnknownCodebook(str(name_or_path), shipped())
    return f"{name_or_path}.yaml", inside.read_bytes()


def _built(data: bytes, root: Node, profile: str | None) -> Codebook:
    root.known(_TOP, "the codebook")
    head = _part(root, "codebook", needed=True)
    root.mapping("the codebook")["codebook"].known(_HEAD, "codebook")
    drafts = list(_drafts(root))
    names = {d.code for d in drafts}
    chosen = _profile(root, profile, names)
    filled = _filled(root, chosen)
    off = chosen["switch_off"].texts("switch_off") if "switch_off" in chosen else ()
    labels = chosen["label_overrides"].mapping("label_overrides") if "label_overrides" in chosen else {}
    codes = tuple(
        _code(d, labels.get(d.code), filled)
        for d in drafts
        if not any(d.code == o or d.code.startswith(o + ".") for o in off)
    )
    added = chosen["rules_added"].texts("a rule") if "rules_added" in chosen else ()
    rules = root.mapping("the codebook").get("rules")
    return Codebook(
        codebook=_needed(root, head, "id", "codebook").text("id"),
        version=_needed(root, head, "version", "codebook").text("version"),
        title=_needed(root, head, "title", "codebook").text("title"),
        language=head["language"].text("language") if "language" in head else "en",
        profile=profile,
        codes=codes,
        attributes=tuple(_attributes(root)),
        rollups=tuple(_rollups(root, names, {c.code for c in codes})),
        placeholders=tuple(filled.items()),
        digest=hashlib.sha256(data + b"\0" + (profile or "").encode()).hexdigest(),
        rules=(rules.texts("a rule") if rules else ()) + added,
    )


def _part(root: Node, name: str, *, needed: bool = False) -> dict[str, Node]:
    parts = root.mapping("the codebook")
    if name not in parts:
        if needed:
            raise root.fault(f"no {name!r}", f"add a {name!r} part")
        return {}
    return parts[name].mapping(name)


def _needed(place: Node, fields: dict[str, Node], key: str, what: str) -> Node:
    if key not in fields:
        raise place.fault(f"{what} has no {key!r}", f"add {key!r}")
    return fields[key]


def _drafts(root: Node) -> Iterator[_Draft]:
    listed = root.mapping("the codebook").get("codes")
    if listed is None or not listed.items("codes"):
        raise root.fault("no codes", "add a 'codes' part with at least one code")
    drafts: list[_Draft] = []
    for node in listed.items("codes"):
        drafts.extend(_nested(node, None))
    seen: dict[str, int] = {}
    for draft in drafts:
        line = draft.fields["id"].line
        if draft.code in seen:
            what = f"duplicate id {draft.code!r} (first on line {seen[draft.code]})"
            raise draft.fields["id"].fault(what, "rename or remove one")
        seen[draft.code] = line
    _check_parents(drafts)
    yield from drafts


def _nested(node: Node, above: str | None) -> Iterator[_Draft]:
    fields = node.mapping("a code")
    node.known(_CODE, f"code {fields['id'].value!r}" if "id" in fields else "a code")
    code = _needed(node, fields, "id", "a code").text("id")
    if not CODE_ID.fullmatch(code):
        raise fields["id"].fault(f"id {code!r} is not a name", "use lower-case letters, digits, '_' and '.'")
    parent = above
    if "parent" in fields:
        said = fields["parent"].text("parent")
        if above is not None and said != above:
            raise fields["parent"].fault(f"{code!r} stands under {above!r} but names parent {said!r}", "keep one")
        parent = said
    yield _Draft(code, parent, node, fields)
    if "children" in fields:
        for child in fields["children"].items("children"):
            yield from _nested(child, code)


def _check_parents(drafts: list[_Draft]) -> None:
    parents = {d.code: d.parent for d in drafts}
    for draft in drafts:
        place = draft.fields.get("parent", draft.fields["id"])
        seen = [draft.code]
        while (above := parents.get(seen[-1])) is not None:
            if above in seen:
                raise place.fault(f"a cycle of parents: {' under '.join([*seen, above])}", "give one another parent")
            if above not in parents:
                raise place.fault(f"parent {above!r} of {seen[-1]!r} is no code", "add it or mend the name")
            seen.append(above)
        prefix = draft.code.rpartition(".")[0] or None
        if prefix != draft.parent:
            wants = f"{draft.parent}.<name>" if draft.parent else "a name without dots"
            raise place.fault(f"id {draft.code!r} does not fit its parent {draft.parent!r}", f"its id must be {wants}")


def _profile(root: Node, profile: str | None, names: set[str]) -> dict[str, Node]:
    known = _part(root, "profiles")
    holders = frozenset(_part(root, "placeholders"))
    for name, node in known.items():
        node.known(_PROFILE | holders, f"profile {name!r}")
        fields = node.mapping(name)
        used = fields["switch_off"].items("switch_off") if "switch_off" in fields else []
        for item in used:
            _is_code(item, item.text("switch_off"), names, f"switch_off of profile {name!r}")
        labels = fields["label_overrides"].mapping("label_overrides") if "label_overrides" in fields else {}
        for code, place in labels.items():
            _is_code(place, code, names, f"label_overrides of profile {name!r}")
    if profile is None:
        return {}
    if profile not in known:
        raise UnknownProfile(root.path, profile, tuple(known))
    missing = [h for h in _part(root, "placeholders") if h not in known[profile].mapping(profile)]
    if missing:
        raise known[profile].fault(f"profile {profile!r} gives no {missing[0]!r}", f"add '{missing[0]}: ...'")
    return known[profile].mapping(profile)


def _is_code(place: Node, code: str, names: set[str], what: str) -> None:
    if code not in names:
        near = get_close_matches(code, sorted(names), 1)
        raise place.fault(f"{code!r} in {what} is no code", f"did you mean {near[0]!r}?" if near else "mend the name")


def _filled(root: Node, chosen: dict[str, Node]) -> dict[str, str]:
    holders = _part(root, "placeholders")
    return {name: (chosen.get(name) or general).text(name) for name, general in holders.items()}


def _code(draft: _Draft, label: Node | None, filled: dict[str, str]) -> Code:
    fields = draft.fields
    what = f"code {draft.code!r}"
    named = _needed(draft.node, fields, "label", what)
    defined = _needed(draft.node, fields, "definition", what)
    return Code(
        code=draft.code,
        label=_fill(label or named, filled, f"label of {draft.code}"),
        definition=_fill(defined, filled, f"definition of {draft.code}"),
        include_when=_fill(fields["include_when"], filled, "include_when") if "include_when" in fields else "",
        exclude_when=_fill(fields["exclude_when"], filled, "exclude_when") if "exclude_when" in fields else "",
        examples=fields["examples"].texts("an example") if "examples" in fields else (),
        parent=draft.parent,
        maps_to=fields["maps_to"].texts("maps_to") if "maps_to" in fields else (),
        restricted="restricted" in fields and fields["restricted"].text("restricted").lower() == "true",
    )


def _fill(node: Node, filled: dict[str, str], what: str) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in filled:
            known = ", ".join(sorted(filled)) or "none are declared"
            raise node.fault(f"unknown placeholder {found[0]} in {what}", f"known placeholders: {known}")
        return filled[found[1]]

    return _BRACES.sub(value, node.text(what))


def _attributes(root: Node) -> Iterator[Attribute]:
    listed = root.mapping("the codebook").get("attributes")
    seen: set[str] = set()
    for node in listed.items("attributes") if listed else []:
        node.known(_ATTRIBUTE, "an attribute")
        fields = node.mapping("an attribute")
        name = _needed(node, fields, "id", "an attribute").text("id")
        if name in seen:
            raise node.fault(f"duplicate attribute {name!r}", "rename or remove one")
        seen.add(name)
        yield Attribute(
            attribute=name,
            label=_needed(node, fields, "label", f"attribute {name!r}").text("label"),
            type=_needed(node, fields, "type", f"attribute {name!r}").text("type"),
            values=_values(fields["values"]) if "values" in fields else (),
            multiple=(several := "multiple" in fields and fields["multiple"].text("multiple").lower() == "true"),
            pick=_pick(fields, several=several),
            restricted="sensitivity" in fields and fields["sensitivity"].text("sensitivity") == "restricted",
        )


def _pick(fields: dict[str, Node], *, several: bool) -> Pick:
    """The rule that picks the analysis value; without one, all values of a multiple attribute, else an agreed one."""
    if "pick" not in fields:
        return "any" if several else "agreed"
    said = fields["pick"].text("pick")
    for rule in get_args(Pick):
        if said == rule:
            return rule  # type: ignore[no-any-return]  # one of the literals
    raise fields["pick"].fault(f"{said!r} picks no value", f"use one of {', '.join(get_args(Pick))}")


def _values(node: Node) -> tuple[str, ...]:
    if isinstance(node.value, dict):
        return tuple(item.text("values") for item in node.value.values())
    return node.texts("values")


def _rollups(root: Node, names: set[str], standing: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in ("rollups", "icsr_rollup"):
        for name, node in _part(root, part).items():
            codes = node.items(f"roll-up {name!r}")
            for item in codes:
                _is_code(item, item.text("a code"), names, f"roll-up {name!r}")
            kept = tuple(c for c in node.texts("a code") if c in standing)
            if kept:
                yield name, kept


__all__ = ["CodebookFault", "check", "load", "profiles", "restricted", "shipped"]
