"""DynamoDB's own arithmetic of sizes and write units.

Source: the DynamoDB developer guide, "DynamoDB item sizes and formats" and "Read and write request consumption".
An emulator's figure is not to be trusted: this is computed from what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Item = Mapping[str, Mapping[str, Any]]

UNIT_BYTES = 1024
TRANSACTIONAL = 2
"""A transactional write is counted twice: once to prepare, once to commit."""


@dataclass(frozen=True, slots=True)
class Index:
    """A global secondary index: its keys and what else it projects. Only KEYS_ONLY and INCLUDE are in use."""

    name: str
    keys: tuple[str, ...]
    attributes: frozenset[str]

    def entry(self, item: Item | None) -> dict[str, Mapping[str, Any]] | None:
        """What the index holds of an item; None if it lacks one of the index's keys."""
        if item is None or any(key not in item for key in self.keys):
            return None
        return {name: value for name, value in item.items() if name in self.attributes}

    def units(self, before: Item | None, after: Item | None) -> int:
        """Write units of the change: a key that changes is a delete and a put, an entry that stays the same is none."""
        old, new = self.entry(before), self.entry(after)
        if old == new:
            return 0
        if old is None or new is None:
            return units(old, new)
        if any(old[key] != new[key] for key in self.keys):
            return units(old) + units(new)
        return units(old, new)


def indexes_of(definition: Mapping[str, Any]) -> list[Index]:
    """The indexes of a table as CloudFormation declares it."""
    table_keys = [key["AttributeName"] for key in definition["KeySchema"]]
    indexes = []
    for declared in definition["GlobalSecondaryIndexes"]:
        keys = tuple(key["AttributeName"] for key in declared["KeySchema"])
        included = declared["Projection"].get("NonKeyAttributes", ())
        indexes.append(Index(declared["IndexName"], keys, frozenset({*table_keys, *keys, *included})))
    return indexes


def units(*images: Item | None) -> int:
    """Standard write units of an item: one per started KB of the larger of its images."""
    return max(1, *(-(-item_bytes(image) // UNIT_BYTES) for image in images if image is not None))


def item_bytes(item: Item) -> int:
    """Size of an item: names and values."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: Mapping[str, Any]) -> int:
    [(kind, content)] = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "B":
            return len(content)
        case "N":
            return number_bytes(content)
        case "NULL" | "BOOL":
            return 1
        case _:
            raise ValueError(f"Flint's rows hold no {kind}.")


def number_bytes(text: str) -> int:
    """Size of a number: a byte per two significant digits, one more, and one for a minus sign."""
    digits = text.lstrip("-").replace(".", "").strip("0")
    return (len(digits) + 1) // 2 + 1 + text.startswith("-")
