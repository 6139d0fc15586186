"""Microseconds of CPU that the totals engine takes per order and per line: `python -m tests.bench totals`."""

import sys
from dataclasses import dataclass

from commerce.domain.arithmetic import parse_percent
from commerce.domain.charges import ChargeTerms, TipTerms
from commerce.domain.discounts import DiscountTerms
from commerce.domain.tax import TaxTerms
from commerce.domain.totals import LineTerms, calculate
from tests.bench.tables import show, tell, verdict
from tests.bench.timing import RUNS, cpu_microseconds

MAX_GROWTH = 1.25  # per line, 500 lines against 20
MAX_HEAVY_MICROSECONDS = 20_000


@dataclass(frozen=True, slots=True)
class Case:
    """An order to price, named by its size."""

    name: str
    lines: list[LineTerms]
    discounts: list[DiscountTerms]
    taxes: list[TaxTerms]

    def calculate(self) -> None:
        """Price it once, with a taxable charge and a tip."""
        calculate(
            self.lines,
            discounts=self.discounts,
            charges=[ChargeTerms(amount=599, tax_indexes=(0,))],
            tips=[TipTerms(percent_micros=parse_percent("15"))],
            taxes=self.taxes,
        )


def order(line_count: int, *, discount_count: int = 1, rate_count: int = 1) -> Case:
    """Make an order whose prices share no factor, so that every split leaves remainders to hand out."""
    indexes = tuple(range(rate_count))
    lines = [LineTerms(1 + n % 3, 499 + 37 * n * n % 9973, indexes) for n in range(line_count)]
    discounts = [
        DiscountTerms(percent_micros=parse_percent("12.5")) if n % 2 == 0 else DiscountTerms(amount=1001 + n)
        for n in range(discount_count)
    ]
    taxes = [TaxTerms(parse_percent(f"{8.25 - n:.2f}"), inclusive=n == 1) for n in range(rate_count)]
    return Case(f"{line_count} lines, {discount_count} discounts, {rate_count} rates", lines, discounts, taxes)


def main() -> int:
    """Print the table and whether the bounds hold."""
    cases = [order(2), order(20), order(100), order(500), order(500, discount_count=10, rate_count=3)]
    timings = cpu_microseconds([case.calculate for case in cases])
    rows = [(case.name, spent, spent / len(case.lines)) for case, spent in zip(cases, timings, strict=True)]
    show(f"Totals engine, medians of {RUNS} interleaved runs", ("order", "µs per order", "µs per line"), rows)
    growth = timings[3] / 500 / (timings[1] / 20)
    tell(f"Per line at 500 against 20: {growth:.2f} times (at most {MAX_GROWTH}).")
    tell(f"The heaviest order: {timings[4] / 1000:.2f} ms (under {MAX_HEAVY_MICROSECONDS // 1000}).")
    broken = []
    if growth > MAX_GROWTH:
        broken.append(f"a line costs {growth:.2f} times as much at 500 as at 20")
    if timings[4] >= MAX_HEAVY_MICROSECONDS:
        broken.append(f"the heaviest order takes {timings[4] / 1000:.2f} ms")
    return verdict(*broken)


if __name__ == "__main__":
    sys.exit(main())
