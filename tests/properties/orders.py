"""Orders of every kind, for properties to hold of."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from commerce.domain.arithmetic import MICROS_PER_WHOLE, Rounding
from commerce.domain.charges import ChargeTerms, TipTerms
from commerce.domain.discounts import DiscountTerms
from commerce.domain.tax import TaxTerms
from commerce.domain.totals import LineTerms, Totals, calculate

# Small amounts meet ties and spare units most often, large ones meet what floats would lose.
amounts = st.one_of(st.integers(0, 12), st.integers(0, 20_000), st.integers(0, 10**11))
# A few round percentages give exact halves; any other is as good as the next.
percents = st.one_of(
    st.sampled_from([0, 500_000, 5_000_000, 12_500_000, 25_000_000, 50_000_000, MICROS_PER_WHOLE]),
    st.integers(0, 2 * MICROS_PER_WHOLE),
)
roundings = st.sampled_from(Rounding)


@dataclass(frozen=True)
class Order:
    """The terms of one order."""

    lines: list[LineTerms]
    discounts: list[DiscountTerms] = field(default_factory=list)
    charges: list[ChargeTerms] = field(default_factory=list)
    tips: list[TipTerms] = field(default_factory=list)
    taxes: list[TaxTerms] = field(default_factory=list)
    rounding: Rounding = Rounding.HALF_UP

    def totals(self) -> Totals:
        """Price it."""
        return calculate(
            self.lines,
            discounts=self.discounts,
            charges=self.charges,
            tips=self.tips,
            taxes=self.taxes,
            rounding=self.rounding,
        )


def measures() -> st.SearchStrategy[dict[str, Any]]:
    """Draw either an amount or a percentage, as keyword arguments."""
    return st.one_of(st.fixed_dictionaries({"amount": amounts}), st.fixed_dictionaries({"percent_micros": percents}))


def index_sets(count: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Draw some of the indexes below a count, each at most once."""
    if count == 0:
        return st.just(())
    return st.lists(st.integers(0, count - 1), unique=True, max_size=count).map(tuple)


@st.composite
def discounts(draw: st.DrawFn, line_count: int) -> DiscountTerms:
    """Draw a discount on some lines or on the order."""
    return DiscountTerms(line_indexes=draw(st.none() | index_sets(line_count)), **draw(measures()))


@st.composite
def charges(draw: st.DrawFn, rate_count: int) -> ChargeTerms:
    """Draw a charge, taxed or not."""
    return ChargeTerms(
        amount=(measure := draw(measures())).get("amount"),
        percent_micros=measure.get("percent_micros"),
        after_discounts=draw(st.booleans()),
        tax_indexes=draw(index_sets(rate_count)),
    )


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Draw an order with lines, discounts, charges, tips and rates."""
    taxes = draw(st.lists(st.builds(TaxTerms, percents, st.booleans()), max_size=4))
    lines = draw(
        st.lists(st.builds(LineTerms, st.integers(1, 9), amounts, index_sets(len(taxes))), min_size=1, max_size=6)
    )
    return Order(
        lines=lines,
        discounts=draw(st.lists(discounts(len(lines)), max_size=3)),
        charges=draw(st.lists(charges(len(taxes)), max_size=2)),
        tips=draw(st.lists(measures().map(lambda measure: TipTerms(**measure)), max_size=2)),
        taxes=taxes,
        rounding=draw(roundings),
    )
