"""Microseconds that the totals engine takes per order and per line: `python -m tests.bench.totals`.

PYTHONPATH must name layers/commerce. Exits with 1 if a bound below is broken.
"""

import gc
import sys
import time
from dataclasses import dataclass
from statistics import median

from commerce.domain.arithmetic import parse_percent
from commerce.domain.charges import ChargeTerms, TipTerms
from commerce.domain.discounts import DiscountTerms
from commerce.domain.tax import TaxTerms
from commerce.domain.totals import LineTerms, calculate

RUNS = 9
RUN_SECONDS = 0.1
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


def rounds_within(case: Case, seconds: float) -> int:
    """Count how many orders fit into a run, so that the clock's own steps do not show."""
    started = time.perf_counter()
    case.calculate()
    return max(1, int(seconds / (time.perf_counter() - started)))


def microseconds(cases: list[Case]) -> list[float]:
    """Time the cases in turns, so that a slow moment of the machine falls on all of them: medians of the runs."""
    rounds = [rounds_within(case, RUN_SECONDS) for case in cases]
    runs: list[list[float]] = [[] for _ in cases]
    gc.disable()
    for _ in range(RUNS):
        for case, count, timings in zip(cases, rounds, runs, strict=True):
            started = time.perf_counter()
            for _ in range(count):
                case.calculate()
            timings.append((time.perf_counter() - started) / count * 1_000_000)
            gc.collect()
    gc.enable()
    return [median(timings) for timings in runs]


def main() -> int:
    """Print the table and whether the bounds hold."""
    cases = [order(2), order(20), order(100), order(500), order(500, discount_count=10, rate_count=3)]
    timings = microseconds(cases)
    write = sys.stdout.write
    write(f"Totals engine, Python {sys.version.split()[0]}: medians of {RUNS} interleaved runs\n\n")
    write(f"| {'order':<36} | {'µs per order':>12} | {'µs per line':>11} |\n|{'-' * 38}|{'-' * 14}|{'-' * 13}|\n")
    for case, timing in zip(cases, timings, strict=True):
        write(f"| {case.name:<36} | {timing:>12.1f} | {timing / len(case.lines):>11.2f} |\n")
    growth = timings[3] / 500 / (timings[1] / 20)
    write(f"\nPer line at 500 against 20: {growth:.2f} times (at most {MAX_GROWTH}).\n")
    write(f"The heaviest order: {timings[4] / 1000:.2f} ms (under {MAX_HEAVY_MICROSECONDS // 1000}).\n")
    return 0 if growth <= MAX_GROWTH and timings[4] < MAX_HEAVY_MICROSECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
