"""Drop from installed packages what no function of Flint reads: it would only be shipped, unzipped and searched.

`python prune.py <folder>`: the folder that the packages were installed into.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# The AWS services that functions call, and what they call of each: a client has a method for every operation of its
# service's model, and a start reads all of it.  botocore knows 400 services more.
OPERATIONS = {
    "dynamodb": {"BatchGetItem", "BatchWriteItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem"},
    "events": {"PutEvents"},
    "secretsmanager": {"GetSecretValue"},
    "sesv2": {"SendEmail"},
    "sqs": {"SendMessage"},
    "stepfunctions": {"StartExecution"},
}
SERVICES = frozenset(OPERATIONS)
# What endpoints.json, and the names of botocore's hooks, call them where that differs.
ENDPOINTS = SERVICES | {"email", "states"}
HOOKS = SERVICES | {"eventbridge", "secrets-manager", "sfn", "*"}
# Stripe's SDK loads requests wherever it finds it; it sends over urllib3 here (commerce/payments/stripe_http.py).
UNUSED = ("requests", "charset_normalizer", "idna")
# Modules that only say what no function asks for, with what stands in their place: as they come, they load the standard
# library's HTML parser (botocore, for the help texts of its methods) and its readers of packages (urllib3, for HTTP/2),
# a twentieth of a cold start.
EMPTY = ("botocore/docs/__init__.py", "urllib3/http2/__init__.py")
HELP_TEXTS = "botocore/docs/docstring.py"
NO_HELP_TEXTS = '''"""Nobody reads help texts here; their modules are not loaded."""


class NoHelpText(str):
    def __new__(cls, *_: object, **__: object) -> "NoHelpText":
        return super().__new__(cls)


ClientMethodDocstring = PaginatorDocstring = WaiterDocstring = NoHelpText
'''
# Nine of ten hooks that botocore sets up with every session are of services whose models are not here or of help texts.
HANDLERS = "botocore/handlers.py"
ONLY_OWN_HANDLERS = f"""

# Hooks of the services whose models are here.
BUILTIN_HANDLERS = [
    hook
    for hook in BUILTIN_HANDLERS
    if not hook[0].startswith("docs.") and (hook[0] + ".*").split(".")[1] in {sorted(HOOKS)!r}
]
"""


def prune(packages: Path) -> None:
    """Drop other services' models, examples, tests, command line programs, type stubs and metadata."""
    _prune_botocore(packages / "botocore" / "data")
    for name in EMPTY:
        _replace(packages / name, "")
    _replace(packages / HELP_TEXTS, NO_HELP_TEXTS)
    _replace(packages / HANDLERS, (packages / HANDLERS).read_text() + ONLY_OWN_HANDLERS)
    for name in ("bin", *UNUSED):
        shutil.rmtree(packages / name, ignore_errors=True)
    for pattern in ("*.dist-info", "certifi/tests", "boto3/docs", "boto3/examples", "boto3/data"):
        for path in packages.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for pattern in ("*.pyi", "py.typed"):
        for path in packages.rglob(pattern):
            path.unlink()


def _prune_botocore(models: Path) -> None:
    """Keep the newest model of each service in use, and only their part of the list of endpoints."""
    for service in models.iterdir():
        if not service.is_dir():
            continue
        if service.name not in SERVICES:
            shutil.rmtree(service)
            continue
        *older, newest = sorted(service.iterdir())
        for version in older:
            shutil.rmtree(version)
        (newest / "examples-1.json").unlink(missing_ok=True)
        _keep_what_is_called(newest / "service-2.json.gz", OPERATIONS[service.name])
    # A megabyte of JSON that every cold start would parse.
    endpoints = models / "endpoints.json"
    content = json.loads(endpoints.read_text())
    for partition in content["partitions"]:
        partition["services"] = {name: entry for name, entry in partition["services"].items() if name in ENDPOINTS}
    endpoints.write_text(json.dumps(content, separators=(",", ":")))


def _replace(module: Path, text: str) -> None:
    """Put another text in a module's place, which must be there: a package that was built anew is to be looked at."""
    if not module.exists():
        raise FileNotFoundError(f"{module} is gone: look whether this package still needs pruning.")
    module.write_text(text)


def _keep_what_is_called(model: Path, called: set[str]) -> None:
    """Keep these operations of a service's model, without texts, which are four fifths of what a start would parse."""
    content = json.loads(gzip.decompress(model.read_bytes()), object_hook=_without_texts)
    content["operations"] = {name: content["operations"][name] for name in sorted(called)}
    content["shapes"] = _reached(content)
    model.write_bytes(gzip.compress(json.dumps(content, separators=(",", ":")).encode(), mtime=0))


def _reached(model: dict[str, Any]) -> dict[str, Any]:
    """The shapes that a model's operations are made of."""
    found: dict[str, Any] = {}
    waiting = list(_named(model["operations"]))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = model["shapes"][name]
            waiting += _named(found[name])
    return found


def _named(entry: Any) -> Iterator[str]:
    """Names of the shapes that an entry of a model speaks of."""
    parts = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ()
    for part in parts:
        yield from _named(part)
    if isinstance(entry, dict) and isinstance(entry.get("shape"), str):
        yield entry["shape"]


def _without_texts(entry: dict[str, Any]) -> dict[str, Any]:
    # A structure may have a member of this name; then it is no text.
    return {name: value for name, value in entry.items() if name != "documentation" or not isinstance(value, str)}


if __name__ == "__main__":
    prune(Path(sys.argv[1]))
