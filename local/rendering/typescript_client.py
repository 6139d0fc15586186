"""The rendered half of clients/typescript: operations with their signatures, and a class for each error code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from commerce.edge.operation import Operation, camel
from local.rendering.client_operations import (
    GENERATED,
    ClientOperation,
    Json,
    by_resource,
    class_name,
    client_operations,
    error_classes,
)
from local.rendering.python_client import BASES

HEAD = f"// {GENERATED}\n"


def render_typescript_client(operations: Sequence[Operation], document: Json) -> dict[str, str]:
    """File names inside src/, and texts."""
    offered = client_operations(operations, document)
    return {
        "resources.d.ts": _resources(offered),
        "operations.js": _operations(offered),
        "codes.js": _codes(document, declared=False),
        "codes.d.ts": _codes(document, declared=True),
    }


def _comment(text: str | None, indent: str = "") -> str:
    if not text:
        return ""
    assert "*/" not in text, "a comment ends where it should"
    return f"{indent}/** {' '.join(text.split())} */\n"


def _resources(operations: Sequence[ClientOperation]) -> str:
    used = sorted({name for each in operations for name in (each.answer, each.body) if name})
    groups = "\n".join(_group(resource, members) for resource, members in by_resource(operations).items())
    return (
        f'{HEAD}import type {{ CallOptions, ChangeOptions, PagePromise }} from "./index.js";\n'
        f'import type {{ {", ".join(used)} }} from "./types.js";\n\n'
        f"/** A method for each operation. */\nexport interface Resources {{\n{groups}\n}}\n"
    )


def _group(resource: str, members: Sequence[ClientOperation]) -> str:
    return f"  {resource}: {{\n{''.join(_signatures(members))}  }};"


def _signatures(members: Sequence[ClientOperation]) -> Iterator[str]:
    for each in members:
        comment = _comment(each.summary + ".", "    ")
        for given in _given(each):
            yield f"{comment}    {each.verb}({', '.join(given)}): {_answered(each)};\n"
            comment = ""


def _given(each: ClientOperation) -> Iterator[list[str]]:
    """The ways to call it: with ids before the body, or inside of it."""
    options = f"options?: {'ChangeOptions' if each.mutates else 'CallOptions'}"
    ids = [camel(name) for name in each.path_parameters]
    positional = [f"{name}: string" for name in ids]
    filters = [name for name in each.query if name != "dryRun"]
    if each.body:
        optional = "" if not ids else "?"
        yield [*positional, f"body{optional}: {each.body}", options]
        if ids:
            inside = "; ".join(positional)
            yield [f"body: {each.body} & {{ {inside} }}", options]
    elif filters:
        fields = "; ".join(f"{name}?: {'number' if name == 'pageSize' else 'string | boolean'}" for name in filters)
        yield [*positional, f"filters?: {{ {fields} }}", options]
    else:
        yield [*positional, options]


def _answered(each: ClientOperation) -> str:
    if each.pages:
        return f"PagePromise<{each.answer}>"
    own = each.answer[0].lower() + each.answer[1:]
    return f"Promise<{each.answer} & {{ readonly {own}: {each.answer} }}>"


def _operations(operations: Sequence[ClientOperation]) -> str:
    rows = [
        {
            "name": each.name,
            "method": each.method,
            "path": each.path,
            "ids": [camel(name) for name in each.path_parameters],
            "query": [name for name in each.query if name != "dryRun"],
            "shape": each.answer[0].lower() + each.answer[1:],
            "takesBody": each.body is not None,
            "mutates": each.mutates,
            "pages": each.pages,
        }
        for each in operations
    ]
    lines = ",\n".join(f"  {json.dumps(row)}" for row in rows)
    return f"{HEAD}export const OPERATIONS = [\n{lines},\n];\n"


def _codes(document: Json, *, declared: bool) -> str:
    bases = sorted({"ServerError", *BASES.values()})
    found = list(error_classes(document))
    classes = [
        f"{_comment(meaning)}export {'declare ' if declared else ''}class {class_name(code)} extends "
        f"{BASES.get(status, 'ServerError')} {{}}\n"
        for code, status, meaning in found
    ]
    rows = "".join(f"  {code}: {class_name(code)},\n" for code, _, _ in found)
    table = "" if declared else f"\nexport const BY_CODE = {{\n{rows}}};\n"
    return f'{HEAD}import {{ {", ".join(bases)} }} from "./errors.js";\n\n{"".join(classes)}{table}'
