"""`flint`: every operation of the API from a shell, and what a sandbox needs beside them.

flint orders create lineItems:='[{"name": "Console", "unitPriceMoney": {"amount": 9900}}]'
flint orders pay ord_… paymentSourceToken=tok_visa
flint orders list status=PAID
flint orders create --json '{"lineItems": []}'      (or --json - to read it from the input)
flint listen http://127.0.0.1:9000/hook             follow events, and send them on, signed
flint trigger order.paid                            make an event happen, in a sandbox
flint clock advance --seconds 86400                 move a sandbox's clock

flint sandbox create --local                        make a sandbox merchant, and keep its key in a profile
flint keys create "Shopping agent" --scopes orders.read,orders.write --max-amount 20000 --allow orders.pay

The key and the address come from --api-key and --base-url, else from FLINT_API_KEY and FLINT_BASE_URL, else from the
profile that --profile or FLINT_PROFILE names, else from the profile `default`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from itertools import islice
from typing import Any, NoReturn

from flint import commands, key_commands, profiles
from flint._operations import OPERATIONS
from flint.calls import Operation
from flint.client import Flint
from flint.errors import ApiError, FlintError
from flint.resource import snake
from flint.tables import show

REFUSED, WRONGLY_CALLED = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say. Returns the exit status: 1 refused or failed, 2 wrongly called."""
    options = _parser().parse_args(arguments)
    try:
        if not options.needs_key:
            options.run(options)
            return 0
        with _opened(options) as client:
            options.run(client, options)
    except ApiError as error:
        return _tell(error)
    except FlintError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return REFUSED
    except (TypeError, ValueError) as error:
        print(error, file=sys.stderr)
        return WRONGLY_CALLED
    except KeyboardInterrupt:
        return 0
    return 0


def _opened(options: argparse.Namespace) -> Flint:
    """The client that the arguments, the environment or a profile tell of."""
    key, base_url = options.api_key, options.base_url
    if key is None and (options.profile or not os.environ.get("FLINT_API_KEY")):
        profile = profiles.chosen(options.profile)
        if profile is not None:
            key = profile.api_key
            base_url = base_url or os.environ.get("FLINT_BASE_URL") or profile.base_url
    return Flint(key, base_url=base_url)


def _tell(error: ApiError) -> int:
    """Say what is wrong and what to do; the whole error for programs is its details."""
    lines = [f"{error.code}: {error.message}"]
    lines += [f"  {each['field']}: {each['message']}" for each in error.invalid_fields]
    lines += [f"  allowed now: {', '.join(error.supported_actions)}"] if error.supported_actions else []
    lines += [f"  → {step}" for step in error.next_steps]
    print("\n".join(lines), file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="flint", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--api-key", help="default: FLINT_API_KEY")
    parser.add_argument("--base-url", help="default: FLINT_BASE_URL")
    parser.add_argument("--profile", help="default: FLINT_PROFILE, else `default`")
    parser.set_defaults(needs_key=True)
    resources = parser.add_subparsers(metavar="command", required=True)
    verbs: dict[str, Any] = {}
    for name, operation in OPERATIONS.items():
        resource, verb = (snake(part).replace("_", "-") for part in name.split("."))
        if resource not in verbs:
            group = resources.add_parser(resource, help=f"operations on {resource.replace('-', ' ')}")
            verbs[resource] = group.add_subparsers(metavar="operation", required=True)
        _add_operation(verbs[resource], verb, operation)
    commands.add_to(resources)
    key_commands.add_to(resources, verbs["sandbox"])
    return parser


def _add_operation(verbs: Any, verb: str, operation: Operation) -> None:
    ids = " ".join(f"<{name}>" for name in operation.path_parameters)
    parser = verbs.add_parser(verb, help=f"{operation.method} {operation.path}", description=f"{operation.name} {ids}")
    parser.add_argument("given", nargs="*", help="ids; then field=text, or field:=JSON")
    if operation.takes_body:
        parser.add_argument("--json", dest="body", metavar="BODY", help="the body as one JSON object; - reads it")
    if operation.mutates:
        parser.add_argument("--idempotency-key", help="repeat with the same to be sure that it happens once")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    if operation.pages:
        parser.add_argument("--limit", type=int, default=20, help="so many at most, over pages (default 20)")
    parser.add_argument("--output", choices=("table", "json"), help="default: table at a terminal, else json")
    parser.set_defaults(run=lambda client, options: _call(client, operation, options))


def _call(client: Flint, operation: Operation, options: argparse.Namespace) -> None:
    """Carry out an operation, and print what was answered."""
    ids = [each for each in options.given if "=" not in each]
    fields = dict(_field(each) for each in options.given if "=" in each)
    body = getattr(options, "body", None)
    if body is not None:
        fields = _object(sys.stdin.read() if body == "-" else body) | fields
    more = {"idempotency_key": options.idempotency_key, "dry_run": options.dry_run} if operation.mutates else {}
    answer = client.call(operation, ids, fields, **more)
    show(list(islice(answer, options.limit)) if operation.pages else answer, options.output)


def _field(text: str) -> tuple[str, Any]:
    """`field=text` or `field:=JSON`. Raises ValueError if it is neither."""
    name, _, value = text.partition("=")
    return (name[:-1], _parsed(value)) if name.endswith(":") else (name, value)


def _object(text: str) -> dict[str, Any]:
    found = _parsed(text)
    if not isinstance(found, dict):
        raise ValueError("The body must be one JSON object: --json '{…}'.")  # noqa: TRY004  # of the text, not of a type
    return found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"This is no JSON: {text!r} ({error}).") from error


def run() -> NoReturn:
    """The entry point of the command."""
    sys.exit(main())


if __name__ == "__main__":
    run()
