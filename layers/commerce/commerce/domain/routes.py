"""Every operation's route, rendered from the operations themselves: do not edit, run `make render`."""

from typing import NamedTuple


class Route(NamedTuple):
    """How an operation is called."""

    method: str
    path: str
    scope: str
    required_fields: tuple[str, ...]


ROUTES: dict[str, Route] = {}
