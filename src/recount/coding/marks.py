"""YAML with places: every value knows the line it stands on, so that an error can name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from recount.errors import CodebookFault

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file with its file and line."""

    path: str
    line: int  # from 1
    value: str | list[Node] | dict[str, Node] | None

    def fault(self, what: str, mend: str) -> CodebookFault:
        """An error that names this place."""
        return CodebookFault(self.path, self.line, what, mend)

    def mapping(self, what: str) -> dict[str, Node]:
        """The keys and values, or an error."""
        if not isinstance(self.value, dict):
            raise self.fault(f"{what} must be keys with values", "write it as 'key: value' lines")
        return self.value

    def items(self, what: str) -> list[Node]:
        """The items of a list, or an error."""
        if not isinstance(self.value, list):
            raise self.fault(f"{what} must be a list", "write it as '- item' lines or [a, b]")
        return self.value

    def text(self, what: str) -> str:
        """The words, or an error."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fault(f"{what} must be words", "write some, in quotes if they hold ': ' or '#'")
        return " ".join(self.value.split())

    def texts(self, what: str) -> tuple[str, ...]:
        """A list of words, or an error."""
        return tuple(item.text(what) for item in self.items(what))

    def known(self, keys: frozenset[str], what: str) -> None:
        """Raise unless every key is one of `keys`."""
        for key, node in self.mapping(what).items():
            if key not in keys:
                raise node.fault(f"unknown key {key!r} in {what}", f"use one of {', '.join(sorted(keys))}")


def read(path: str, data: bytes) -> Node:
    """The file as nodes.

    Raises:
        CodebookFault: not UTF-8, not YAML, a key given twice, or an alias that contains itself (a cycle).
    """
    try:
        root = yaml.compose(data.decode("utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CodebookFault(path, line, "a byte that is not UTF-8", "save the file as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CodebookFault(path, line, f"not YAML ({error.problem})", "mend the line") from None
    except yaml.YAMLError as error:
        raise CodebookFault(path, 1, f"not YAML ({' '.join(str(error).split())})", "mend the file") from None
    if root is None:
        raise CodebookFault(path, 1, "the file is empty", "write a codebook")
    return _node(path, root, ())


def _node(path: str, node: yaml.Node, above: tuple[int, ...]) -> Node:
    line = node.start_mark.line + 1
    if id(node) in above:
        raise CodebookFault(path, line, "a cycle: an alias that contains itself", "take the alias out")
    inside = (*above, id(node))
    if isinstance(node, yaml.MappingNode):
        return Node(path, line, dict(_pairs(path, node, inside)))
    if isinstance(node, yaml.SequenceNode):
        return Node(path, line, [_node(path, item, inside) for item in node.value])
    return Node(path, line, None if node.tag.endswith(":null") else str(node.value))


def _pairs(path: str, node: yaml.MappingNode, inside: tuple[int, ...]) -> Iterator[tuple[str, Node]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = str(key.value)
        if name in seen:
            raise CodebookFault(path, line, f"key {name!r} is given twice (first on line {seen[name]})", "keep one")
        seen[name] = line
        made = _node(path, value, inside)
        # The line of the key: a value may begin on the next one.
        yield name, Node(path, line, made.value)
