"""What a tax provider is asked about an order, and what it answered."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from commerce.domain.allocation import allocate
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.provided_taxes import ProvidedTax, ProvidedTaxes
from commerce.domain.tax_rates import TaxProviderName

if TYPE_CHECKING:
    from commerce.domain.orders import Order

FINGERPRINT_LETTERS = 32


class TaxedAmount(NamedTuple):
    """A line after its discounts, or a taxable charge.

    reference: the line's id or the charge's. amount: minor units; 0 where the provider has nothing to tax.
    """

    reference: str
    amount: int
    quantity: int = 1
    tax_category: str | None = None
    charge_type: str | None = None


class TaxQuestion(NamedTuple):
    """What an order asks. amounts: of every line, then of every charge, in their order."""

    currency: str
    address: TaxAddress
    inclusive: bool
    amounts: tuple[TaxedAmount, ...]

    @property
    def asked(self) -> list[TaxedAmount]:
        """Those that are more than nothing."""
        return [each for each in self.amounts if each.amount]

    @property
    def fingerprint(self) -> str:
        """The same for the same question."""
        amounts = [tuple(each) for each in self.amounts]
        text = repr((self.currency, self.address.model_dump(), self.inclusive, amounts))
        return sha256(text.encode()).hexdigest()[:FINGERPRINT_LETTERS]


class QuotedTax(NamedTuple):
    """One jurisdiction's tax on one amount. base, tax: minor units; base without the tax."""

    name: str
    percentage: str
    base: int
    tax: int


def question_of(order: "Order") -> TaxQuestion | None:
    """What the order's provider is to be asked.

    None: nothing, since no address is known, the caller named the taxes, or nothing and nobody is taxed. Lines with
    taxes of their own are not asked about.
    """
    if order.tax_address is None or order.taxes_given or order.tax_exempt:
        return None
    totals = order.evolve(provided_taxes=None).totals  # what is asked does not depend on what was answered
    lines = [
        TaxedAmount(
            line.id,
            came_to.gross - came_to.discount if line.taxable and line.taxes is None else 0,
            line.quantity,
            line.tax_category,
        )
        for line, came_to in zip(order.lines, totals.lines, strict=True)
    ]
    charges = [
        TaxedAmount(charge.id, came_to.amount if charge.taxable else 0, charge_type=charge.type)
        for charge, came_to in zip(order.added_charges, totals.charges, strict=True)
    ]
    question = TaxQuestion(order.currency, order.tax_address, order.prices_include_tax, (*lines, *charges))
    return question if question.asked else None


def answer_to(
    question: TaxQuestion, quoted: Mapping[str, Sequence[QuotedTax]], *, provider: TaxProviderName, quote_id: str | None
) -> ProvidedTaxes:
    """Put the taxes of each amount together by rate. quoted: by the amounts' references.

    Raises ValueError if they are more than the prices that they are said to be inside of, or negative.
    """
    rates = dict.fromkeys((tax.name, tax.percentage) for taxes in quoted.values() for tax in taxes)
    columns = {rate: ([0] * len(question.amounts), [0] * len(question.amounts)) for rate in rates}
    for position, amount in enumerate(question.amounts):
        for tax in quoted.get(amount.reference, ()):
            bases, taxes = columns[tax.name, tax.percentage]
            bases[position] += tax.base + (tax.tax if question.inclusive else 0)
            taxes[position] += tax.tax
        levied = sum(taxes[position] for _, taxes in columns.values())
        if levied < 0 or (question.inclusive and levied > amount.amount):
            raise ValueError(f"A tax of {levied} can't be inside {amount.amount}.")
    return ProvidedTaxes(
        provider=provider,
        fingerprint=question.fingerprint,
        quote_id=quote_id,
        inclusive=question.inclusive,
        taxes=tuple(
            ProvidedTax(name=name, percentage=percentage, base_amounts=tuple(bases), tax_amounts=tuple(taxes))
            for (name, percentage), (bases, taxes) in columns.items()
        ),
    )


def adding_up(taxes: Sequence[QuotedTax], total: int) -> list[QuotedTax]:
    """The taxes of one amount so that they add up to what the provider says they do, in its proportions.

    Raises ValueError if there is a total and no tax to carry it.
    """
    parts = allocate(total, [tax.tax for tax in taxes])
    return [QuotedTax(tax.name, tax.percentage, tax.base, part) for tax, part in zip(taxes, parts, strict=True)]
