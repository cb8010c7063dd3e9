"""Changes of a codebook that people decide: rename, merge, split, retire. The file stays; the log revises it."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from recount.coding.codebook import CODE_ID
from recount.errors import InputError, UnknownCode
from recount.model import Change, Code, standing
from recount.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recount.model import Codebook, Decision
    from recount.model.coding import Op
    from recount.store import Store

RULES = ("label", "definition", "include_when", "exclude_when")  # what makes a code mean what it means
TWO = 2  # codes, the least that can be merged or split into


def change(
    store: Store,
    codebook: Codebook,
    op: Op,
    before: Sequence[str],
    after: Sequence[Mapping[str, str]] = (),
    *,
    why: str,
    by: str,
) -> Decision:
    """Decide a change of the codebook; codings made before it go on the worklist of `stale`.

    Args:
        store: an open study.
        codebook: the study's as it stands, revised by the changes so far.
        op: "rename" (one code, with all below it), "merge" (several into one), "split" (one into several), "retire".
        before: the codes that change.
        after: for each code that comes of it its "code" and, where it is new or changed, "label", "definition",
            "include_when", "exclude_when"; none for "retire".
        why: the reason; it stands in the log.
        by: who decides.

    Raises:
        UnknownCode: the codebook does not have one of the codes.
        InputError: the change leaves no sound codebook.
    """
    if not why.strip():
        raise InputError("a change of the codebook needs a reason")
    known = [c.code for c in codebook.codes]
    for code in before:
        if code not in known:
            near = get_close_matches(code, known, 1)
            raise UnknownCode(code, codebook.codebook, near[0] if near else None)
    pairs = _pairs(codebook, op, list(before), [dict(one) for one in after])
    body: dict[str, Any] = {"op": op, "codebook": codebook.codebook, "why": why.strip(), **pairs}
    _applied(codebook, body)
    (made,) = store.decide("codebook", [body], by=by)
    return made


def revised(codebook: Codebook, log: Iterable[Decision]) -> Codebook:
    """The codebook as its file says, with the changes of the log applied; its version says how many there are.

    Raises:
        InputError: the file was edited so that a change no longer fits it.
    """
    decided = [d for d in standing(log) if d.kind == "codebook" and d.body["op"] != "keep"]
    decided = [d for d in decided if d.body["codebook"] == codebook.codebook]
    made = codebook
    for decision in decided:
        try:
            made = _applied(made, decision.body)
        except InputError as error:
            what = f"decision {decision.seq} no longer fits the file of codebook {codebook.codebook}: {error}"
            raise InputError(f"{what}; mend the file") from error
    if not decided:
        return codebook
    changes = tuple(_change(d) for d in decided)
    signed = digest([codebook.digest, *(d.hash for d in decided)])
    return replace(made, version=f"{codebook.version}+{len(decided)}", digest=signed, changes=changes)


def _change(decision: Decision) -> Change:
    body = decision.body
    after = tuple(one["code"] for one in body["after"])
    return Change(decision.seq, body["op"], tuple(body["before"]), after, body["why"])


def _pairs(codebook: Codebook, op: Op, before: list[str], after: list[dict[str, str]]) -> dict[str, Any]:
    """Which codes become which; a rename carries along all that stands below."""
    wrong = {
        "rename": len(before) != 1 or len(after) != 1,
        "merge": len(before) < TWO or len(after) != 1,
        "split": len(before) != 1 or len(after) < TWO,
        "retire": len(before) != 1 or bool(after),
    }
    if op not in wrong or wrong[op]:
        raise InputError(
            f"{len(before)} codes into {len(after)} is no {op}; rename takes 1 into 1, merge several into 1, "
            "split 1 into several, retire 1 into none"
        )
    for one in after:
        strange = set(one) - {"code", *RULES}
        if strange or not CODE_ID.fullmatch(one.get("code", "")):
            raise InputError(f"{one} names no code; give 'code' and perhaps {', '.join(RULES)}")
    if op == "rename":
        old, new = before[0], after[0]["code"]
        below = codebook.below(old)[1:]
        before += below
        after += [{"code": new + code.removeprefix(old)} for code in below]
    return {"before": before, "after": after}


def _applied(codebook: Codebook, body: dict[str, Any]) -> Codebook:
    """One change; codes that the file itself no longer has, or has already, are taken as they are."""
    op, before, after = body["op"], body["before"], body["after"]
    codes = {c.code: c for c in codebook.codes}
    gone = [code for code in before if code in codes]
    taken = [one["code"] for one in after if one["code"] in codes and one["code"] not in before]
    if op == "rename" and gone and taken:
        raise InputError(f"there is a code {taken[0]!r} already; merge the two, or choose another name")
    if op == "rename":
        made = [_renamed(codes[b], a) for b, a in zip(before, after, strict=True) if b in codes]
    else:
        sources = [codes[code] for code in gone]
        made = [_told(codes.get(one["code"]), one, sources) for one in after]
    if op == "retire":
        gone += [below for code in gone for below in codebook.below(code)]
    kept = {c.code for c in made}
    if op == "split":
        # A code that is split into parts below itself stays above them.
        gone = [code for code in gone if not any(c.startswith(code + ".") for c in kept)]
    order = _placed(list(codes.values()), gone, made)
    _check(op, order)
    groups = tuple((name, tuple(_regrouped(own, op, before, after, order))) for name, own in codebook.rollups)
    return replace(codebook, codes=tuple(order), rollups=tuple((name, own) for name, own in groups if own))


def _renamed(code: Code, told: Mapping[str, str]) -> Code:
    rules = {k: told[k] for k in RULES if told.get(k)}
    return replace(code, code=told["code"], parent=_above(told["code"]), **rules)  # type: ignore[arg-type]


def _told(held: Code | None, told: Mapping[str, str], sources: list[Code]) -> Code:
    """A code as a change tells of it; what comes of a restricted code is restricted."""
    rules = {k: told.get(k) or (getattr(held, k) if held else "") for k in RULES}
    if not (rules["label"] and rules["definition"]):
        raise InputError(f"{told['code']!r} is a new code: it needs a label and a definition")
    fresh = held or Code(told["code"], rules["label"], rules["definition"])
    restricted = fresh.restricted or any(code.restricted for code in sources)
    return replace(fresh, parent=_above(told["code"]), restricted=restricted, **rules)  # type: ignore[arg-type]


def _above(code: str) -> str | None:
    return code.rpartition(".")[0] or None


def _placed(codes: list[Code], gone: Iterable[str], made: list[Code]) -> list[Code]:
    """The codes without those that are gone, with those made where the first of them stood, parents before children."""
    old, new = set(gone), {c.code: c for c in made}
    at = next((n for n, c in enumerate(codes) if c.code in old or c.code in new), len(codes))
    kept = [(n, c) for n, c in enumerate(codes) if c.code not in old and c.code not in new]
    order = [c for n, c in kept if n < at] + made + [c for n, c in kept if n >= at]
    return sorted(order, key=lambda c: _rank(order, c.code))


def _rank(order: list[Code], code: str) -> list[int]:
    places = {c.code: n for n, c in enumerate(order)}
    parts = code.split(".")
    return [places.get(".".join(parts[: k + 1]), len(order)) for k in range(len(parts))]


def _check(op: str, codes: list[Code]) -> None:
    known: set[str] = set()
    for code in codes:
        if code.code in known:
            raise InputError(f"this {op} would leave two codes {code.code!r}; choose another name")
        known.add(code.code)
    for code in codes:
        if code.parent is not None and code.parent not in known:
            raise InputError(f"this {op} would leave {code.code!r} without its parent {code.parent!r}; move it first")


def _regrouped(
    own: tuple[str, ...], op: str, before: list[str], after: list[dict[str, str]], order: list[Code]
) -> list[str]:
    """A roll-up's codes after a change: what came of each takes its place."""
    known = {c.code for c in order}
    found: list[str] = []
    for code in own:
        if code not in before or code in known:
            found.append(code)
        elif op == "rename":
            found.append(after[before.index(code)]["code"])
        else:
            found.extend(one["code"] for one in after)
    return [code for code in dict.fromkeys(found) if code in known]
