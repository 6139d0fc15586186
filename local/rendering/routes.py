"""The table of routes that answers are made with: an order's `availableActions` name method, path and scope."""

from __future__ import annotations

from collections.abc import Iterable

from commerce.domain.routes import Route
from commerce.edge.operation import Operation

BEGIN = "# BEGIN RENDERED ROUTES"
END = "# END RENDERED ROUTES"

LINE_LENGTH = 120


def required_fields(operation: Operation) -> list[str]:
    """Name the body's fields that have no default, as callers write them."""
    fields = {} if operation.body is None else operation.body.model_fields
    return [field.alias or name for name, field in fields.items() if field.is_required()]


def known(operations: Iterable[Operation]) -> dict[str, Route]:
    """The table itself, as it will be read once it is written."""
    return {
        each.name: Route(each.method, each.path, str(each.scope), tuple(required_fields(each)))
        for each in operations
        if not each.public
    }


def render_route(operation: Operation) -> str:
    """Render one entry, wrapped as the formatter would."""
    names = ", ".join(f'"{name}"' for name in required_fields(operation))
    one = "," if len(required_fields(operation)) == 1 else ""
    values = f'"{operation.method}", "{operation.path}", "{operation.scope}", ({names}{one})'
    line = f'    "{operation.name}": Route({values}),'
    if len(line) <= LINE_LENGTH:
        return f"{line}\n"
    return f'    "{operation.name}": Route(\n        {values}\n    ),\n'


def render_routes(operations: Iterable[Operation]) -> str:
    """Render the table of all operations that take a key, in the order of their names."""
    entries = "".join(render_route(each) for each in operations if not each.public)
    return f"ROUTES: dict[str, Route] = {{\n{entries}}}\n"
