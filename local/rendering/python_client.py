"""The rendered half of clients/python: a method for each operation and a class for each error code."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from commerce.edge.operation import Operation, snake
from local.rendering.client_operations import (
    GENERATED,
    ClientOperation,
    Json,
    by_resource,
    class_name,
    client_operations,
    error_classes,
)

BASES = {
    400: "ValidationError",
    401: "AuthenticationError",
    402: "PaymentError",
    403: "AuthorizationError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "ValidationError",
    429: "RateLimitError",
}
WIDTH = 110


def render_python_client(operations: Sequence[Operation], document: Json) -> dict[str, str]:
    """File names inside the package, and texts."""
    offered = client_operations(operations, document)
    modules = {
        "_operations.py": _operations_module(offered),
        "_resources.py": _resources_module(offered, asynchronous=False),
        "_async_resources.py": _resources_module(offered, asynchronous=True),
        "codes.py": _codes_module(document),
    }
    return {name: formatted(text) for name, text in modules.items()}


def formatted(text: str) -> str:
    """The same, laid out by the formatter of the repository."""
    ruff = str(Path(sys.executable).with_name("ruff"))
    command = [ruff, "format", "--line-length", "120", "--stdin-filename", "rendered.py", "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def _quoted(text: str, indent: int = 4) -> str:
    """A docstring, wrapped."""
    text = text.replace("\\", "\\\\").replace('"""', "'''").strip()
    one_line = f'{" " * indent}"""{text}"""'
    if len(one_line) <= WIDTH and "\n" not in text:
        return one_line
    lines = textwrap.fill(text, WIDTH, initial_indent=" " * indent + '"""', subsequent_indent=" " * indent)
    return f'{lines}\n{" " * indent}"""'


def _operations_module(operations: Sequence[ClientOperation]) -> str:
    rows = "\n".join(f"    {each.name!r}: {_operation(each)}," for each in operations)
    return (
        f'"""Every operation that the clients offer. {GENERATED}"""\n\nfrom __future__ import annotations\n\n'
        "from collections.abc import Mapping\n\nfrom flint import _types\nfrom flint.calls import Operation\n\n"
        f"OPERATIONS: Mapping[str, Operation] = {{\n{rows}\n}}\n"
    )


def _operation(each: ClientOperation) -> str:
    given = [repr(each.name), repr(each.method), repr(each.path), f"_types.{each.answer}"]
    optional = {
        "path_parameters": each.path_parameters,
        "query": tuple(name for name in each.query if name != "dryRun"),
        "takes_body": each.body is not None,
        "mutates": each.mutates,
        "pages": each.pages,
    }
    return f"Operation({', '.join([*given, *(f'{name}={value!r}' for name, value in optional.items() if value)])})"


def _resources_module(operations: Sequence[ClientOperation], *, asynchronous: bool) -> str:
    prefix = "Async" if asynchronous else ""
    groups = by_resource(operations)
    classes = [_group(prefix + name[0].upper() + name[1:], members, asynchronous) for name, members in groups.items()]
    members = "\n".join(
        f"    @cached_property\n    def {snake(name)}(self) -> {prefix}{name[0].upper()}{name[1:]}:\n"
        f'        """Operations on {snake(name).replace("_", " ")}."""\n'
        f"        return {prefix}{name[0].upper()}{name[1:]}(self)\n"
        for name in groups
    )
    awaited = "Awaitable[Any]" if asynchronous else "Any"
    return f'''"""A method for each operation. {GENERATED}"""

from __future__ import annotations

from collections.abc import {"Awaitable, " if asynchronous else ""}Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Unpack

from flint import _types
from flint._operations import OPERATIONS
from flint.calls import Operation
from flint.pages import {prefix}Page

if TYPE_CHECKING:
    from typing import Protocol

    class Caller(Protocol):
        """What carries out operations."""

        def call(
            self,
            operation: Operation,
            given: Sequence[str | Mapping[str, Any] | None],
            fields: Mapping[str, Any],
            **options: Any,
        ) -> {awaited}: ...


class _Group:
    """The operations of one resource."""

    def __init__(self, caller: Any) -> None:
        self._caller: Caller = caller


{(chr(10) * 2).join(classes)}

class {prefix}Resources:
    """The resources of the API."""

{members}'''


def _group(name: str, members: Iterable[ClientOperation], asynchronous: bool) -> str:  # noqa: FBT001
    methods = "\n\n".join(_method(each, asynchronous=asynchronous) for each in members)
    return f'class {name}(_Group):\n    """Operations on {name}."""\n\n{methods}\n'


def _method(each: ClientOperation, *, asynchronous: bool) -> str:
    given, parameters = list(_positional(each)), ["self"]
    parameters += [f"{name}: {kind}" for name, kind in given]
    parameters += ["/", "*"] if given else ["*"]
    options = ["timeout_seconds: float | None = None"]
    if each.mutates:
        options = ["idempotency_key: str | None = None", "dry_run: bool = False", *options]
    parameters += options
    if each.body:
        parameters.append(f"**fields: Unpack[_types.{each.body}]")
    elif not each.mutates and each.query:
        parameters.append("**fields: Any")
    fields = "fields" if parameters[-1].startswith("**") else "{}"
    answer = f"{'Async' if asynchronous else ''}Page[_types.{each.answer}]" if each.pages else f"_types.{each.answer}"
    passed = ", ".join(f"{name}={name}" for name in (option.partition(":")[0] for option in options))
    names = ", ".join(name for name, _ in given)
    carried = f"self._caller.call(OPERATIONS[{each.name!r}], [{names}], {fields}, {passed})"
    filters = [snake(name) for name in each.query if name != "dryRun"]
    told = each.summary + "." + (f" Filters: {', '.join(filters)}." if filters else "")
    start, waits = ("async def", "await ") if asynchronous else ("def", "")
    return (
        f"    {start} {snake(each.verb)}({', '.join(parameters)}) -> {answer}:\n{_quoted(told, 8)}\n"
        f"        found: {answer} = {waits}{carried}\n        return found"
    )


def _positional(each: ClientOperation) -> Iterator[tuple[str, str]]:
    """Ids, then a body; an id may be left out if the body has it."""
    if each.body is None:
        yield from ((name, "str") for name in each.path_parameters)
        return
    yield from ((name, "str | Mapping[str, Any] | None = None") for name in each.path_parameters)
    yield "body", "Mapping[str, Any] | None = None"


def _codes_module(document: Json) -> str:
    classes, table, names = [], [], []
    for code, status, meaning in error_classes(document):
        base, name = BASES.get(status, "ServerError"), class_name(code)
        assert name not in BASES.values(), "a code's class is not called as a base"
        classes.append(f"class {name}({base}):\n{_quoted(meaning or code)}")
        table.append(f"    {code!r}: {name},")
        names.append(f"    {name!r},")
    imported = ", ".join(sorted({"ApiError", "ServerError", *BASES.values()}))
    return (
        f'"""A class for each code of an error. {GENERATED}"""\n\nfrom __future__ import annotations\n\n'
        f"from collections.abc import Mapping\n\nfrom flint.errors import {imported}\n\n\n"
        + "\n\n\n".join(classes)
        + "\n\n\nBY_CODE: Mapping[str, type[ApiError]] = {\n"
        + "\n".join(table)
        + "\n}\n\n__all__ = [  # noqa: RUF022\n"
        + "\n".join(names)
        + "\n]\n"
    )
