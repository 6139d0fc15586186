"""The mutants of a module: found in its syntax tree, told as a line before and after, applied when asked."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from tests.mutation.operators import is_left_out, replacements

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "layers" / "commerce" / "commerce" / "domain"

NAMED_CHARACTERS = 100
PROSE_ARGUMENTS = {"ValueError": 0, "errors.InvalidField": 2, "OrderAction": 4, "_edit": 1}
"""Where the text for people stands among a call's positional arguments; in any other error it is the first one."""


@dataclass(frozen=True)
class Mutant:
    """A module with one fault. before, after: the smallest part of the code that differs, as Python writes it."""

    module: str
    where: str
    line: int
    before: str
    after: str
    tree: ast.Module
    apply: Callable[[], None]

    @property
    def name(self) -> str:
        """What it is called in the list of survivors: on one line, long code shortened."""
        before, after = (shorten(code, NAMED_CHARACTERS, placeholder=" …") for code in (self.before, self.after))
        return f"{self.module}.{self.where}: `{before}` → `{after}`"

    @property
    def path(self) -> Path:
        """The module's file."""
        return path_of(self.module)

    def diff(self) -> str:
        """The change, line by line."""
        lines = [f"--- {self.module}.py:{self.line} in {self.where}"]
        lines += [f"- {line}" for line in self.before.splitlines()]
        lines += [f"+ {line}" for line in self.after.splitlines()]
        return "\n".join(lines)


def path_of(module: str) -> Path:
    """A domain module's file."""
    return DOMAIN / f"{module}.py"


def mutants_of(module: str, source: str | None = None) -> list[Mutant]:
    """Every mutant of a domain module, in the order of its lines. All share one tree: apply one per process."""
    tree = ast.parse(path_of(module).read_text(encoding="utf-8") if source is None else source)
    found = []
    for place in _places(tree, "module"):
        for other in replacements(place.node):
            apply = place.replacer(ast.fix_missing_locations(ast.copy_location(other, place.node)))
            before, after = _told(place, other, apply)
            found.append(Mutant(module, place.where, _line(place.node), before, after, tree, apply))
    return found


@dataclass(frozen=True)
class Place:
    """Where a node hangs: in a parent's field, or at an index of a list in it."""

    node: ast.AST
    where: str
    parent: ast.AST
    field: str
    index: int | None

    def replacer(self, other: ast.AST) -> Callable[[], None]:
        """Put the other node in this place, when called."""

        def replace() -> None:
            if self.index is None:
                setattr(self.parent, self.field, other)
            else:
                getattr(self.parent, self.field)[self.index] = other

        return replace


def _places(parent: ast.AST, where: str, *, quiet: bool = False) -> Iterator[Place]:
    """All places below a node whose faults a test should notice. quiet: none, but inside the calls below there are."""
    for field, value in ast.iter_fields(parent):
        nodes = value if isinstance(value, list) else [value]
        for index, node in enumerate(nodes):
            if not isinstance(node, ast.AST) or _is_left_out(parent, field, node):
                continue
            place = Place(node, where, parent, field, index if isinstance(value, list) else None)
            silent = (quiet or field in {"annotation", "returns"}) and not isinstance(node, ast.Call)
            if not silent:
                yield place
            yield from _places(node, _name(node, where), quiet=silent)


def _is_left_out(parent: ast.AST, field: str, node: ast.AST) -> bool:
    """Texts for people, and what the type checker or the linter guards.

    Assertions are left out too: they state what always holds, so without one nothing differs.
    """
    match node:
        case ast.Assert() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.keyword() if isinstance(parent, ast.Call) and is_left_out(parent, node):
            return True
    return field == "decorator_list" or (isinstance(parent, ast.Call) and _is_message(parent, field, node))


def _is_message(call: ast.Call, field: str, node: ast.AST) -> bool:
    """True for the text that an error or an action is made with."""
    name = ast.unparse(call.func)
    position = PROSE_ARGUMENTS.get(name, 0 if name.startswith("errors.") else -1)
    return field == "args" and 0 <= position < len(call.args) and node is call.args[position]


def _name(node: ast.AST, where: str) -> str:
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return where
    return node.name if where == "module" else f"{where}.{node.name}"


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0) or next(_line(child) for child in ast.iter_child_nodes(node))


def _told(place: Place, other: ast.AST, apply: Callable[[], None]) -> tuple[str, str]:
    """The code before and after; a constant, which says little alone, with what stands around it."""
    if not (isinstance(place.node, ast.Constant) and isinstance(place.parent, ast.expr | ast.keyword)):
        return _text(place.node), _text(other)
    before = _text(place.parent)
    apply()
    after = _text(place.parent)
    place.replacer(place.node)()
    return before, after


def _text(node: ast.AST) -> str:
    """A node as Python writes it; of conditional blocks only their first line, the one that differs."""
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}:"
    return ast.unparse(node).strip()
