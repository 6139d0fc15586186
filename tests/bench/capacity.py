"""How large an order can become: `python -m tests.bench capacity`.

DynamoDB keeps items of at most 400 KB, Lambda answers at most 6 MB; beyond Flint's own limits nothing is written.
"""

import sys
from dataclasses import dataclass
from typing import Any

from tests.bench.item_sizes import item_bytes
from tests.bench.stack import Answer, Caller, in_process, rows
from tests.bench.tables import NOTHING, show, verdict
from tests.bench.wares import incompressible, line_items

MOST_ITEM_BYTES = 400 * 1024
MOST_ANSWER_BYTES = 6 * 1024 * 1024
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Case:
    """A request to make an order, and what it must come to."""

    name: str
    body: dict[str, Any]
    refused: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it. item_bytes: the largest row it wrote, 0 if it wrote none."""

    case: Case
    request_bytes: int
    answer: Answer
    row_count: int
    item_bytes: int

    @property
    def code(self) -> str:
        """The refusal's code, if it was refused."""
        return str(self.answer.body["error"]["code"]) if self.answer.status >= 400 else ""

    @property
    def within(self) -> bool:
        """True if it was refused without a trace, or kept within the limits of AWS."""
        if self.case.refused:
            return self.answer.status == 400 and self.row_count == 0
        sizes = self.item_bytes <= MOST_ITEM_BYTES and self.answer.size_bytes <= MOST_ANSWER_BYTES
        return self.answer.status == 201 and sizes


def cases() -> list[Case]:
    """Orders up to the limits and beyond them."""
    return [
        Case("500 lines, name and number", {"lineItems": line_items(MOST_LINES)}, refused=False),
        Case(
            "500 lines with texts, pictures, metadata",
            {"lineItems": line_items(MOST_LINES, described=True)},
            refused=False,
        ),
        Case("501 lines", {"lineItems": line_items(MOST_LINES + 1)}, refused=True),
        Case("500 lines of texts that do not compress", {"lineItems": incompressible(MOST_LINES)}, refused=True),
        Case("400 lines of them", {"lineItems": incompressible(400)}, refused=False),
    ]


def outcomes() -> list[Outcome]:
    """Try every case, with an idempotency key: its row keeps the answer once more."""
    found = []
    with in_process() as runtime:
        caller = Caller(runtime)
        for case in cases():
            before = {(row["pk"]["S"], row["sk"]["S"]) for row in rows()}
            event = caller.event(case.body, key=case.name)
            answer = caller.send("orders.create", event)
            new = [row for row in rows() if (row["pk"]["S"], row["sk"]["S"]) not in before]
            largest = max(map(item_bytes, new), default=0)
            found.append(Outcome(case, len(event["body"]), answer, len(new), largest))
    return found


def main() -> int:
    """Print the table."""
    found = outcomes()
    header = ("order", "request KB", "status", "code", "rows", "largest row KB", "answer KB")
    table = [
        (
            outcome.case.name,
            round(outcome.request_bytes / 1024),
            outcome.answer.status,
            outcome.code or NOTHING,
            outcome.row_count,
            round(outcome.item_bytes / 1024),
            round(outcome.answer.size_bytes / 1024),
        )
        for outcome in found
    ]
    show("Large orders", header, table)
    return verdict(*(f"{outcome.case.name}: {outcome.answer.status}" for outcome in found if not outcome.within))


if __name__ == "__main__":
    sys.exit(main())
