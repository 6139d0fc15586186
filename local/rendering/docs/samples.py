"""An operation's example request, as curl and both clients send it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from commerce.edge.operation import snake
from local.rendering.docs.layout import PREFIX

Described = dict[str, Any]
LONGEST_LINE = 100
ENVELOPES = ("Envelope", "List")


def samples(method: str, path: str, operation: Described) -> dict[str, str]:
    """The request by language; clients offer what a key calls and what answers a resource."""
    shown = {"sh": _curl(method, path, operation)}
    if operation["security"] and answered(operation).endswith(ENVELOPES):
        resource, verb = operation["operationId"].split(".")
        python = _called(f"client.{snake(resource)}.{snake(verb)}", operation, _python)
        javascript = _called(f"flint.{resource}.{verb}", operation, _json)
        shown |= {"py": python, "js": f"await {javascript};"}
    return shown


def answered(operation: Described) -> str:
    """The name of what a success answers: `OrderEnvelope`, `OrderList`; empty if it has none."""
    success = next(each for status, each in operation["responses"].items() if status < "300")
    schema = success.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).removeprefix(PREFIX)


def _example(operation: Described) -> Any:
    return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")


def _path_examples(operation: Described) -> dict[str, str]:
    parameters = operation.get("parameters", ())
    return {each["name"]: str(each.get("example", "…")) for each in parameters if each.get("in") == "path"}


def _curl(method: str, path: str, operation: Described) -> str:
    for name, value in _path_examples(operation).items():
        path = path.replace(f"{{{name}}}", value)
    example = _example(operation)
    has_method = method in {"GET", "POST"} and (method == "GET" or example)
    parts = [f"curl -s {'' if has_method else f'-X {method} '}$API{path}"]
    parts += ['-H "X-API-Key: $KEY"'] if operation["security"] else []
    takes_key = {"$ref": "#/components/parameters/IdempotencyKey"} in operation.get("parameters", ())
    parts += ["-H 'Idempotency-Key: …'"] if takes_key else []
    parts += [f"--json '{laid_out(example)}'"] if example else []
    line = " ".join(parts)
    return line if len(line) <= LONGEST_LINE else " \\\n  ".join(parts)


def _called(name: str, operation: Described, write: Callable[[Any], str]) -> str:
    given = [*_path_examples(operation).values(), *([example] if (example := _example(operation)) else [])]
    return f"{name}({', '.join(laid_out(each, write) for each in given)})"


def laid_out(value: Any, write: Callable[[Any], str] | None = None, indent: str = "") -> str:
    """A value for people: what fits on a line stands on one. write: a value on one line; None: as JSON."""
    write = write or _json
    short = write(value)
    if not isinstance(value, dict | list) or len(indent) + len(short) <= LONGEST_LINE:
        return short
    deeper = f"{indent}  "
    if isinstance(value, list):
        inner = [f"{deeper}{laid_out(each, write, deeper)}" for each in value]
        return "[\n" + ",\n".join(inner) + f"\n{indent}]"
    inner = [f"{deeper}{_json(name)}: {laid_out(each, write, deeper)}" for name, each in value.items()]
    return "{\n" + ",\n".join(inner) + f"\n{indent}}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _python(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(name)}: {_python(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_python(each) for each in value) + "]"
    return _json(value) if isinstance(value, str) else repr(value)
