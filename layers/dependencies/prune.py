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
from typing import Any, NamedTuple

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
# Modules that only say what no function asks for, with what stands in their place.
WHOLE = {
    # As it comes, it loads the standard library's HTML parser, for the help texts of clients' methods.
    "botocore/docs/__init__.py": "",
    "botocore/docs/docstring.py": '''\
"""Nobody reads help texts here; their modules are not loaded."""


class NoHelpText(str):
    def __new__(cls, *_: object, **__: object) -> "NoHelpText":
        return super().__new__(cls)


ClientMethodDocstring = PaginatorDocstring = WaiterDocstring = NoHelpText
''',
    # As it comes, it loads readers of installed packages, for HTTP/2.
    "urllib3/http2/__init__.py": "",
    # As it comes, it loads readers of zipped packages; a layer is a folder.
    "certifi/core.py": '''\
"""Where the certificates are that this machine trusts."""

from pathlib import Path


def where() -> str:
    return str(Path(__file__).with_name("cacert.pem"))


def contents() -> str:
    return Path(where()).read_text(encoding="ascii")
''',
}
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


class Edit(NamedTuple):
    """Another text in a module, in the place of each occurrence of the old one."""

    module: str
    old: str
    new: str


# What modules do at every start for callers that Flint doesn't have, a twelfth of a cold start together.
EDITS = (
    # Types of 80 dictionaries, which only type checkers look up; calling one makes a dictionary.
    Edit(
        "pydantic_core/core_schema.py",
        "    from typing import TypedDict\n",
        """\
    class TypedDict:
        def __new__(cls, **entries):
            return entries

        def __init_subclass__(cls, total=True):
            pass
""",
    ),
    # Guards against changes of marks that nobody changes; hashes stay.
    Edit(
        "annotated_types/__init__.py", "@dataclass(frozen=True, slots=True)", "@dataclass(unsafe_hash=True, slots=True)"
    ),
    Edit(
        "pydantic/functional_validators.py",
        "@dataclasses.dataclass(frozen=True, ",
        "@dataclasses.dataclass(unsafe_hash=True, ",
    ),
    # Regular expressions of addresses, half of which are for IPv6: compiled when they are first asked for something.
    Edit("urllib3/util/url.py", " = re.compile(", " = Later("),
    Edit(
        "urllib3/util/url.py",
        "from .util import to_str\n",
        """\
from .util import to_str


class Later:
    def __init__(self, *given):
        self.given = given

    def __getattr__(self, name):
        return getattr(re.compile(*self.given), name)


""",
    ),
    # A parser of expressions, for waiters and for pages that are read one after another.
    Edit("jmespath/__init__.py", "from jmespath import parser\nfrom jmespath.visitor import Options\n", ""),
    Edit("jmespath/__init__.py", "    return parser.", "    from jmespath import parser\n    return parser."),
    # Time zones as a type of a field, which none of ours has.
    Edit("pydantic/_internal/_validators.py", "from zoneinfo import ZoneInfo, ZoneInfoNotFoundError\n", ""),
    Edit("pydantic/_internal/_generate_schema.py", "from zoneinfo import ZoneInfo\n", "ZoneInfo = object()\n"),
)


def prune(packages: Path) -> None:
    """Drop other services' models, examples, tests, command line programs, type stubs and metadata."""
    _prune_botocore(packages / "botocore" / "data")
    for edit in EDITS:
        _edit(packages / edit.module, edit.old, edit.new)
    for module, text in WHOLE.items():
        _replace(packages / module, text)
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


def _edit(module: Path, old: str, new: str) -> None:
    """Put another text in a text's place, which must be there."""
    text = module.read_text()
    if old not in text:
        raise ValueError(f"{module} no longer says {old!r}: look whether this package still needs pruning.")
    module.write_text(text.replace(old, new))


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
