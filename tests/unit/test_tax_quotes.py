"""Questions to a tax provider, and answers to them."""

from typing import Any

import pytest

from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.order_parts import DiscountScope, OrderCharge, OrderDiscount
from commerce.domain.orders import Order
from commerce.domain.tax_quotes import QuotedTax, TaxedAmount, TaxQuestion, adding_up, answer_to, question_of
from commerce.domain.tax_rates import TaxProviderName
from tests.unit.orders import EIGHT_PERCENT, an_order

QUESTION = TaxQuestion(
    "USD",
    TaxAddress(country="US", postal_code="10001"),
    inclusive=False,
    amounts=(TaxedAmount("li_1", 1000, 2), TaxedAmount("li_2", 0), TaxedAmount("chg_1", 500, charge_type="delivery")),
)


def state(tax: int, base: int = 0) -> QuotedTax:
    """A state's tax."""
    return QuotedTax("State", "4", base, tax)


def answered(question: TaxQuestion, **quoted: list[QuotedTax]) -> object:
    """What an order keeps of an answer: its rates with their bases and taxes per amount."""
    answer = answer_to(question, quoted, provider=TaxProviderName.STRIPE_TAX, quote_id="q")
    assert (answer.fingerprint, answer.quote_id) == (question.fingerprint, "q")
    return [(tax.name, tax.percentage, tax.base_amounts, tax.tax_amounts) for tax in answer.taxes]


def test_amounts_of_nothing_are_not_asked_about() -> None:
    """They keep their place in the answer."""
    assert [each.reference for each in QUESTION.asked] == ["li_1", "chg_1"]


def test_taxes_of_one_rate_stand_together() -> None:
    """The state taxes both amounts, the city the first; twice on one amount adds up."""
    city = QuotedTax("City", "4.5", 1000, 45)
    assert answered(QUESTION, li_1=[state(30, 750), city, state(10, 250)], chg_1=[state(20, 500)]) == [
        ("State", "4", (1000, 0, 500), (40, 0, 20)),
        ("City", "4.5", (1000, 0, 0), (45, 0, 0)),
    ]


def test_base_of_a_tax_inside_the_price_is_the_price() -> None:
    """As our own inclusive rates say it: 962 and 38 of tax are 1000."""
    question = QUESTION._replace(inclusive=True)
    assert answered(question, li_1=[state(38, 962)]) == [("State", "4", (1000, 0, 0), (38, 0, 0))]


@pytest.mark.parametrize(("inclusive", "tax"), [(True, 1001), (False, -1)])
def test_tax_that_can_not_be_is_refused(*, inclusive: bool, tax: int) -> None:
    """More than the price that it is said to be inside of, or less than nothing."""
    with pytest.raises(ValueError, match=f"A tax of {tax} can't be inside 1000"):
        answered(QUESTION._replace(inclusive=inclusive), li_1=[state(tax)])


def test_tax_on_top_may_be_more_than_the_price() -> None:
    """1001 on 1000; and all of the price may be tax inside it."""
    assert answered(QUESTION, li_1=[state(1001)]) == [("State", "4", (0, 0, 0), (1001, 0, 0))]
    assert answered(QUESTION._replace(inclusive=True), li_1=[state(1000)]) == [
        ("State", "4", (1000, 0, 0), (1000, 0, 0))
    ]


@pytest.mark.parametrize(
    "other",
    [
        QUESTION._replace(currency="EUR"),
        QUESTION._replace(inclusive=True),
        QUESTION._replace(address=TaxAddress(country="US", postal_code="10002")),
        QUESTION._replace(amounts=QUESTION.amounts[::-1]),
        QUESTION._replace(amounts=(QUESTION.amounts[0]._replace(quantity=3), *QUESTION.amounts[1:])),
        QUESTION._replace(amounts=(QUESTION.amounts[0]._replace(tax_category="x"), *QUESTION.amounts[1:])),
    ],
)
def test_another_question_has_another_fingerprint(other: TaxQuestion) -> None:
    """So that it is asked; the same one has the same, also after a restart."""
    assert other.fingerprint != QUESTION.fingerprint
    assert QUESTION._replace().fingerprint == QUESTION.fingerprint == "5a5c03feb5949cc78783036512f8cb6c"


def test_taxes_are_made_to_add_up_in_their_proportions() -> None:
    """40 and 45 are 85 already; of 86 the larger share of the odd one is the second's."""
    taxes = [state(40), QuotedTax("City", "4.5", 0, 45)]
    assert [[tax.tax for tax in adding_up(taxes, total)] for total in (85, 86, 0)] == [[40, 45], [40, 46], [0, 0]]


def test_total_without_a_tax_to_carry_it_is_refused() -> None:
    """Nobody could say what it is."""
    with pytest.raises(ValueError, match="nothing to split"):
        adding_up([], 5)


def an_asking_order(*amounts: int, **fields: object) -> Order:
    """An order that is taxed by a provider, in New York."""
    terms: dict[str, Any] = {"tax_address": QUESTION.address, "tax_provider": TaxProviderName.STRIPE_TAX, **fields}
    return an_order(*amounts, **terms)


def asked_about(order: Order) -> list[tuple[str, int]]:
    """What the question holds of each line and charge."""
    question = question_of(order)
    assert question is not None
    return [(each.reference, each.amount) for each in question.amounts]


def test_question_is_about_what_remains_of_lines_and_about_taxable_charges() -> None:
    """10 % off 10.00 and 5.00 leaves 9.00 and 4.50; of two charges one is taxable."""
    order = an_asking_order(
        1000,
        500,
        applied_discounts=(OrderDiscount(id="dsc_1", name="x", percent_off="10", scope=DiscountScope.ORDER),),
        added_charges=(
            OrderCharge(id="chg_1", name="Delivery", type="delivery", amount=300, taxable=True),
            OrderCharge(id="chg_2", name="Service", amount=200),
        ),
    )
    assert asked_about(order) == [("li_1", 900), ("li_2", 450), ("chg_1", 300), ("chg_2", 0)]
    question = question_of(order)
    assert question is not None
    assert (question.currency, question.address, question.inclusive) == ("USD", QUESTION.address, False)
    assert [each.charge_type for each in question.asked] == [None, None, "delivery"]


def test_question_leaves_out_exempt_lines_and_those_with_taxes_of_their_own() -> None:
    """They keep their places; an empty list of their own is one too."""
    order = an_asking_order(100, 200, 300, 400)
    exempt, own, untaxed, plain = order.lines
    order = order.evolve(
        lines=(exempt.evolve(taxable=False), own.evolve(taxes=(EIGHT_PERCENT,)), untaxed.evolve(taxes=()), plain)
    )
    assert asked_about(order) == [("li_1", 0), ("li_2", 0), ("li_3", 0), ("li_4", 400)]


def test_question_does_not_depend_on_the_answer() -> None:
    """Asked again with an answer on the order, it is the same."""
    order = an_asking_order(1000, prices_include_tax=True)
    question = question_of(order)
    assert question is not None
    answer = answer_to(question, {"li_1": [state(38, 962)]}, provider=TaxProviderName.STRIPE_TAX, quote_id=None)
    answered_order = order.evolve(provided_taxes=answer)
    assert answered_order.totals.inclusive_tax == 38
    assert question_of(answered_order) == question
    assert [(tax.name, tax.percentage, tax.inclusive, tax.provider) for tax in answered_order.tax_rates_met] == [
        ("State", "4", True, TaxProviderName.STRIPE_TAX)
    ]


def test_question_is_asked_of_an_order_that_has_outgrown_its_answer() -> None:
    """The answer was about two lines, of which one is gone."""
    order = an_asking_order(1000, 500)
    question = question_of(order)
    assert question is not None
    answer = answer_to(question, {"li_2": [state(20, 500)]}, provider=TaxProviderName.STRIPE_TAX, quote_id=None)
    assert asked_about(order.evolve(provided_taxes=answer, lines=order.lines[1:])) == [("li_2", 500)]


@pytest.mark.parametrize(
    "fields",
    [{"tax_address": None}, {"taxes_given": True}, {"tax_exempt": True}],
    ids=str,
)
def test_nothing_is_asked_of(fields: dict[str, object]) -> None:
    """An order without an address, with taxes that the caller named, or of somebody who pays none."""
    assert question_of(an_asking_order(1000, **fields)) is None


def test_nothing_is_asked_of_an_order_that_costs_nothing() -> None:
    """No line, or a line of 0."""
    assert [question_of(an_asking_order()), question_of(an_asking_order(0))] == [None, None]
