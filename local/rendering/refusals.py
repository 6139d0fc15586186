"""Which refusals an operation can answer, read from the code that it can reach.

The classes that its function names on any way are followed through Flint's own modules, without running them.
What depends on values is taken as possible, but a branch for another action of an order is left out.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pkgutil import walk_packages

import commerce
from commerce import context
from commerce.domain import errors, lifecycle
from commerce.domain.lifecycle import ORDER_ACTIONS, require_order_action
from commerce.edge.operation import Operation
from commerce.edge.respond import respond

MOVING_MONEY = {errors.AmountExceedsKeyLimit, errors.HumanConfirmationRequired, errors.ConfirmationDeclined}
"""What agents' keys are refused for where money is claimed."""

Refusals = frozenset[type[errors.FlintError]]
Code = tuple[str, ast.AST]
"""A module's name and a function, class or assignment in it."""

WITHOUT_A_KEY = {401, 403, 404, 503}
"""Statuses that public operations can't answer: they ask for no key and read nothing."""

SIGNED = {400, 500, 503}
"""Statuses of operations that a processor calls: what their work meets is not its business."""


@dataclass
class Module:
    """The names of one module, and what each of them stands for."""

    name: str
    tree: ast.Module
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def defined(self) -> dict[str, ast.AST]:
        """Functions, and values that tables are looked up in."""
        found: dict[str, ast.AST] = {}
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef):
                found[node.name] = node
            for target in (*getattr(node, "targets", ()), getattr(node, "target", None)):
                if isinstance(target, ast.Name):
                    found[target.id] = node
        return found

    @cached_property
    def members(self) -> list[ast.FunctionDef]:
        """Methods and properties of all its classes."""
        classes = [node for node in self.tree.body if isinstance(node, ast.ClassDef)]
        return [node for each in classes for node in each.body if isinstance(node, ast.FunctionDef)]


@cache
def module(name: str) -> Module:
    """Parse a module of ours."""
    found = Module(name, ast.parse(inspect.getsource(import_module(name))))
    for node in ast.walk(found.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                found.imported[each.asname or each.name] = (node.module, each.name)
    return found


@cache
def members_by_name() -> dict[str, list[Code]]:
    """Every method and property of the shared package, by its name alone."""
    found: dict[str, list[Code]] = {}
    for info in walk_packages(commerce.__path__, "commerce."):
        if not info.ispkg:
            for member in module(info.name).members:
                found.setdefault(member.name, []).append((info.name, member))
    return found


@cache
def named_in(where: str, node: ast.AST) -> list[Code]:
    """What of our own code a piece of code names."""
    return list(dict.fromkeys(_named_in(where, node)))


def _named_in(where: str, node: ast.AST) -> Iterator[Code]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield from _resolved(where, part.id)
        elif isinstance(part, ast.Attribute):
            origin = module(where).imported.get(part.value.id) if isinstance(part.value, ast.Name) else None
            if origin is None:
                yield from members_by_name().get(part.attr, ())
            elif origin[0].startswith("commerce"):
                yield from _resolved(".".join(origin), part.attr)


def _resolved(where: str, name: str) -> Iterator[Code]:
    if not where.startswith(("commerce.", "api.")) or not _is_module(where) or where == errors.__name__:
        return
    if name in module(where).defined:
        yield where, module(where).defined[name]
    elif name in module(where).imported:
        yield from _resolved(*module(where).imported[name])


@cache
def _is_module(name: str) -> bool:
    try:
        return inspect.ismodule(import_module(name))
    except ModuleNotFoundError:
        return False


def reached_from(start: Iterable[Code]) -> list[Code]:
    """All code that this code leads to, itself included."""
    found: dict[Code, None] = {}
    waiting = list(start)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found[code] = None
            waiting += named_in(*code)
    return list(found)


@cache
def refusals_of(operation: Operation) -> Refusals:
    """Every refusal that an operation can answer."""
    own = reached_from([(operation.module, module(operation.module).tree)])
    actions = frozenset(action for where, node in own if _is_use_case(where) for action in _actions_named(node))
    found = _answered_by_the_edge() | {each for code in own for each in _raised_by(code, actions)}
    if _code_of(require_order_action) in own:
        found |= {ORDER_ACTIONS[name].refusal for name in actions}
    return frozenset(found - _impossible(operation, found))


@cache
def _answered_by_the_edge() -> Refusals:
    """What any request can be refused for; a replayed decline is the business of operations that pay."""
    edge = reached_from([_code_of(respond)])
    refusals = {each for code in edge for each in _raised_by(code, frozenset())}
    return frozenset(refusals - set(errors.PAYMENT_REFUSALS.values()))


def _impossible(operation: Operation, found: Refusals) -> Refusals:
    """What a kind of operation never does, though it shares code with others that do."""
    impossible: set[type[errors.FlintError]] = set()
    if not operation.pays:
        impossible |= {errors.ProcessorUnavailable, *errors.PAYMENT_REFUSALS.values()}
    if not operation.mutates:
        impossible |= {errors.IdempotencyKeyReused, errors.IdempotencyKeyInProgress, errors.VersionConflict}
        impossible |= {errors.ActionNotAllowed}
    if not (operation.pays or operation.counts):
        impossible |= MOVING_MONEY
    if operation.signed:
        impossible |= {each for each in found if each.status not in SIGNED or each in errors.PAYMENT_REFUSALS.values()}
    elif operation.public:
        impossible |= {each for each in found if each.status in WITHOUT_A_KEY}
    return frozenset(impossible)


def _is_use_case(where: str) -> bool:
    return where.startswith("commerce.usecases.")


def _code_of(function: object) -> Code:
    where, name = function.__module__, str(getattr(function, "__name__", ""))
    return where, module(where).defined[name]


@cache
def _actions_named(node: ast.AST) -> set[str]:
    """Names of an order's actions that are handed to functions."""
    calls = (part for part in ast.walk(node) if isinstance(part, ast.Call))
    handed = (value.value for call in calls for value in call.args if isinstance(value, ast.Constant))
    return {str(value) for value in handed if value in ORDER_ACTIONS}


@cache
def _raised_by(code: Code, actions: frozenset[str]) -> Refusals:
    where, node = code
    is_table = where == lifecycle.__name__ and code != _code_of(require_order_action)
    is_about_settings = where == context.__name__  # whoever has a key has settings
    return frozenset() if is_table or is_about_settings else frozenset(_raised(node, actions))


def _raised(node: ast.AST, actions: frozenset[str]) -> Iterator[type[errors.FlintError]]:
    """The refusals that a piece of code names, but for those that it only catches or names as a type."""
    if isinstance(node, ast.If) and _is_of_another_action(node, actions):
        parts: Iterable[ast.AST] = node.orelse
    elif isinstance(node, ast.ExceptHandler | ast.FunctionDef):
        parts = node.body
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "errors.payment_refusal":
        yield from _payment_refusals(node)
        parts = node.args
    else:
        parts = ast.iter_child_nodes(node)
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "errors":
        refusal = getattr(errors, node.attr)
        if isinstance(refusal, type) and issubclass(refusal, errors.FlintError):
            yield refusal
    for part in parts:
        yield from _raised(part, actions)


def _is_of_another_action(node: ast.If, actions: frozenset[str]) -> bool:
    """True for `if name == "close" …` on the way of other actions than close."""
    compared = {
        part.comparators[0].value
        for part in ast.walk(node.test)
        if isinstance(part, ast.Compare) and isinstance(part.comparators[0], ast.Constant)
    }
    return bool(compared & set(ORDER_ACTIONS)) and not compared & actions


def _payment_refusals(call: ast.Call) -> Iterable[type[errors.FlintError]]:
    """The refusal of a code that is written out, else of any code of a card; a refund's is always written out."""
    code = call.args[0]
    if isinstance(code, ast.Constant):
        return [errors.PAYMENT_REFUSALS[str(code.value)]]
    return set(errors.PAYMENT_REFUSALS.values()) - {errors.RefundRefused}
