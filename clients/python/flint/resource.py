"""What the API answers: a dict as it was sent, whose fields are attributes too, in either casing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self


def camel(name: str) -> str:
    """`net_amounts` → `netAmounts`; what is camelCase already stays."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def snake(name: str) -> str:
    """`netAmounts` → `net_amounts`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Resource(dict[str, Any]):
    """A resource or a part of one. `order.net_amounts`, `order.netAmounts` and `order["netAmounts"]` are the same.

    A resource also answers to its own name: `result.order` is `result` where that is an order.
    """

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Self:
        """Wrap what was answered, and all objects inside it."""
        return cls({name: _wrapped(part) for name, part in value.items()})

    def __getattr__(self, name: str) -> Any:
        """Read a field. Raises AttributeError if there is none of that name, in either casing."""
        for known in (name, camel(name)):
            if known in self:
                return self[known]
        if camel(name) == type(self).__name__[:1].lower() + type(self).__name__[1:]:
            return self
        raise AttributeError(f"{type(self).__name__} has no field {name!r}; it has: {', '.join(sorted(self))}")


def _wrapped(value: Any) -> Any:
    if isinstance(value, dict):
        return Resource.of(value)
    return [_wrapped(each) for each in value] if isinstance(value, list) else value
