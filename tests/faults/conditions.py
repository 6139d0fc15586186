"""DynamoDB's conditions and updates, evaluated as PynamoDB holds them: nothing of Flint's rules is written again."""

from collections.abc import Callable, Mapping
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path, Value
from pynamodb.expressions.update import Action, AddAction, RemoveAction, SetAction

Row = Mapping[str, Any]
"""A row's attributes by name; one that is not set is not there."""

MISSING = object()

Compare = Callable[[Any, Any], bool]

COMPARISONS: Mapping[str, Compare] = {
    "=": lambda left, right: bool(left == right),
    "<": lambda left, right: bool(left < right),
    "<=": lambda left, right: bool(left <= right),
    ">": lambda left, right: bool(left > right),
    ">=": lambda left, right: bool(left >= right),
}


def holds(condition: Condition | None, row: Row) -> bool:
    """Whether a condition holds for a row; {}: for a row that does not exist."""
    if condition is None:
        return True
    operator, values = condition.operator, condition.values
    match operator:
        case "AND":
            return all(holds(part, row) for part in values)
        case "OR":
            return any(holds(part, row) for part in values)
        case "attribute_not_exists":
            return _value(values[0], row) is MISSING
        case "attribute_exists":
            return _value(values[0], row) is not MISSING
        case _:
            return _compares(operator, [_value(value, row) for value in values])


def _compares(operator: str, values: list[Any]) -> bool:
    """A comparison with an attribute that is not there, or is of another type, does not hold."""
    first, *others = values
    comparable = [other for other in others if _one_type(first, other)]
    if operator == "IN":
        return first in comparable
    if len(comparable) < len(others):
        return False
    if operator == "BETWEEN":
        return bool(comparable[0] <= first <= comparable[1])
    if operator == "begins_with":
        return bool(first.startswith(comparable[0]))
    return COMPARISONS[operator](first, comparable[0])


def _one_type(left: Any, right: Any) -> bool:
    if left is MISSING or right is MISSING:
        return False
    numbers = (int, float)
    return isinstance(left, type(right)) or (isinstance(left, numbers) and isinstance(right, numbers))


def _value(operand: Any, row: Row) -> Any:
    if isinstance(operand, Path):
        return row.get(name_of(operand), MISSING)
    assert isinstance(operand, Value), f"an operand that the memory table does not know: {operand!r}"
    return _plain(operand.values[0])


def name_of(path: Any) -> str:
    """The attribute that a path names; every path here is of one part."""
    (name,) = path.values[0] if isinstance(path.values[0], list) else [path.values[0]]
    return str(name)


def _plain(attribute: Mapping[str, Any]) -> Any:
    """`{"N": "3"}` → 3."""
    ((kind, value),) = attribute.items()
    if kind == "N":
        return int(value) if value.lstrip("-").isdigit() else float(value)
    return value


def updated(row: Row, actions: list[Action]) -> dict[str, Any]:
    """The row after an update's actions, all of which see the row before."""
    after = dict(row)
    for action in actions:
        name = name_of(action.values[0])
        if isinstance(action, RemoveAction):
            after.pop(name, None)
        elif isinstance(action, AddAction):
            after[name] = row.get(name, 0) + _value(action.values[1], row)
        else:
            assert isinstance(action, SetAction), f"an action that the memory table does not know: {action!r}"
            after[name] = _value(action.values[1], row)
    return after
