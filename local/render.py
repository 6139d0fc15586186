"""Write what is derived from the operations into the files that carry it.

`python -m local.render` rewrites; `python -m local.render --check` only says what is stale, and fails.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "  # BEGIN RENDERED OPERATIONS"
END = "  # END RENDERED OPERATIONS"

ROLE_BY_KIND = {"public": "PublicRole", "read": "ReaderRole", "write": "WriterRole", "pay": "PayerRole"}


class Operation(Protocol):
    """What a stanza needs to know of an operation."""

    @property
    def name(self) -> str:
        """The operation's one name, as in `orders.applyCoupon`."""

    @property
    def module(self) -> str:
        """Where its handler lives, as in `api.orders.apply_coupon`."""

    @property
    def method(self) -> str:
        """GET, POST, PATCH, PUT or DELETE."""

    @property
    def path(self) -> str:
        """The URL's path with its parameters in braces."""

    @property
    def kind(self) -> str:
        """`read`, `write`, `pay` or `public`: which role it runs under, and whether a key is asked for."""


def logical_id(name: str) -> str:
    """Derive the CloudFormation id: `orders.applyCoupon` is `OrdersApplyCoupon`."""
    return "".join(part[0].upper() + part[1:] for part in name.split("."))


def render_operation(operation: Operation) -> str:
    """Render one operation's stanza, indented for the Resources section."""
    auth = ", Auth: {Authorizer: NONE}" if operation.kind == "public" else ""
    return f"""\
  {logical_id(operation.name)}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: {operation.module}.handler
      Role: !GetAtt {ROLE_BY_KIND[operation.kind]}.Arn
      Events:
        Http:
          Type: HttpApi
          Properties: {{ApiId: !Ref Api, Method: {operation.method}, Path: "{operation.path}"{auth}}}
"""


def render_operations(operations: Iterable[Operation]) -> str:
    """Render all stanzas, in the order of their names."""
    return "\n".join(render_operation(operation) for operation in sorted(operations, key=lambda each: each.name))


def replace_region(text: str, body: str, *, begin: str = BEGIN, end: str = END) -> str:
    """Put `body` between the two marking lines of `text`.

    Raises ValueError if the marks don't stand there exactly once, in this order.
    """
    if text.count(begin + "\n") != 1 or text.count(end + "\n") != 1 or text.index(begin) > text.index(end):
        message = f"needs the lines {begin.strip()!r} and {end.strip()!r}, once each and in this order"
        raise ValueError(message)
    head, _, rest = text.partition(begin + "\n")
    _, _, tail = rest.partition(end + "\n")
    return f"{head}{begin}\n{body}{end}\n{tail}"


def rendered_files() -> dict[Path, str]:
    """Give every file that carries a rendering, with the text that it should have now."""
    from commerce.edge.registry import load_operations  # noqa: PLC0415  # the parts above serve without the core

    template = ROOT / "template.yaml"
    return {template: replace_region(template.read_text(), render_operations(load_operations()))}


def main() -> int:
    """Rewrite stale files, or with --check only name them.  Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m local.render", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is stale")
    check = parser.parse_args().check
    stale = {path: text for path, text in rendered_files().items() if path.read_text() != text}
    for path, text in stale.items():
        print(f"{path.relative_to(ROOT)} {'is stale: run `make render`' if check else 'rewritten'}")
        if not check:
            path.write_text(text)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "functions"), str(ROOT / "layers" / "commerce")]
    sys.exit(main())
