"""Stripe's tax calculations, through its own SDK; nothing is recorded at Stripe, and no money moves."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import stripe

from commerce.domain import errors
from commerce.domain.arithmetic import format_percent, parse_percent
from commerce.domain.provided_taxes import ProvidedTaxes
from commerce.domain.tax_quotes import QuotedTax, TaxedAmount, TaxQuestion, adding_up, answer_to
from commerce.domain.tax_rates import TaxProviderName
from commerce.payments.stripe_http import PooledClient
from commerce.payments.stripe_money import NoSuchAmountAtStripe, from_stripe, to_stripe

CONNECT_TIMEOUT_SECONDS = 2
READ_TIMEOUT_SECONDS = 5
TRIES = 2
"""A calculation changes nothing, so it may be asked for again; both tries fit into API Gateway's 29 s."""

PAGE_LIMIT = 100
TAX_CODE = re.compile(r"txcd_[0-9]{8}")
SHIPPING_CODE = "txcd_92010001"
SHIPPING_TYPES = frozenset({"delivery", "shipping"})

CHECK_SETTINGS = "Check Stripe Tax in Stripe's dashboard: its settings, registrations and the key's rights."
OWN_RATES = "Or set taxProvider to merchant_rates: new orders then bear your own rates."

T = TypeVar("T")


class StripeCalculations:
    """Stripe, at its own address or at a stand-in's."""

    def __init__(self, secret_key: str, api_base: str | None = None) -> None:
        """secret_key: one that may calculate taxes, best a restricted one. api_base: None for Stripe itself."""
        http = PooledClient(connect_seconds=CONNECT_TIMEOUT_SECONDS, read_seconds=READ_TIMEOUT_SECONDS)
        addresses: Any = {"api": api_base} if api_base else {}
        client = stripe.StripeClient(secret_key, http_client=http, base_addresses=addresses, max_network_retries=0)
        self._calculations = client.v1.tax.calculations

    def quote(self, question: TaxQuestion) -> ProvidedTaxes:
        """What Stripe levies on each amount, taken as it is."""
        calculation = _definite(lambda: self._calculations.create(_params(question)))
        quoted = {line.reference: _taxes(line, question.currency) for line in self._lines(calculation)}
        levied = sum(tax.tax for taxes in quoted.values() for tax in taxes)
        told = calculation.tax_amount_exclusive + calculation.tax_amount_inclusive
        if levied != _from_stripe(told, question.currency):
            raise errors.TaxProviderUnavailable(
                "Stripe Tax levies an amount that belongs to no line, such as a delivery fee of a state; orders can't "
                "hold it.",
                next_steps=[OWN_RATES],
            )
        try:
            return answer_to(question, quoted, provider=TaxProviderName.STRIPE_TAX, quote_id=calculation.id)
        except ValueError as error:
            raise _senseless() from error

    def _lines(self, calculation: stripe.tax.Calculation) -> list[stripe.tax.CalculationLineItem]:
        """All lines of a calculation: the first come with it, more of them in pages."""
        first, identity = calculation.line_items, calculation.id
        if first is not None and not first.has_more:
            return list(first.data)
        assert identity is not None
        params: Any = {"limit": PAGE_LIMIT, "expand": ["data.tax_breakdown"]}
        return _definite(lambda: list(self._calculations.line_items.list(identity, params).auto_paging_iter()))


def _params(question: TaxQuestion) -> Any:
    address = question.address.model_dump(exclude_none=True)
    return {
        "currency": question.currency.lower(),
        "customer_details": {"address": address, "address_source": "shipping"},
        "line_items": [_line_params(each, question) for each in question.asked],
        "expand": ["line_items.data.tax_breakdown"],
    }


def _line_params(each: TaxedAmount, question: TaxQuestion) -> dict[str, Any]:
    try:
        amount = to_stripe(each.amount, question.currency)
    except NoSuchAmountAtStripe:
        raise errors.TaxProviderUnavailable(
            f"Stripe Tax calculates {question.currency} in whole units only; change prices and discounts so that what "
            "each line comes to ends in 00.",
            next_steps=[OWN_RATES],
        ) from None
    params = {
        "amount": amount,
        "quantity": each.quantity,
        "reference": each.reference,
        "tax_behavior": "inclusive" if question.inclusive else "exclusive",
    }
    if each.charge_type in SHIPPING_TYPES:
        return params | {"tax_code": SHIPPING_CODE}
    # A category of the merchant's own is none that Stripe knows: its preset tax code applies.
    known = each.tax_category is not None and TAX_CODE.fullmatch(each.tax_category)
    return params | {"tax_code": each.tax_category} if known else params


def _taxes(line: stripe.tax.CalculationLineItem, currency: str) -> list[QuotedTax]:
    """The taxes of a line by jurisdiction; they add up to what Stripe says the line bears."""
    levied = [
        QuotedTax(
            _name(tax),
            _percentage(tax.tax_rate_details.percentage_decimal),
            _from_stripe(tax.taxable_amount, currency),
            _from_stripe(tax.amount, currency),
        )
        for tax in line.tax_breakdown or ()
        if tax.tax_rate_details is not None
    ]
    try:
        return adding_up(levied, _from_stripe(line.amount_tax, currency))
    except ValueError as error:
        raise _senseless() from error


def _from_stripe(amount: int, currency: str) -> int:
    try:
        return from_stripe(amount, currency)
    except NoSuchAmountAtStripe as error:
        raise errors.TaxProviderUnavailable(
            f"Stripe Tax levies a part of one {currency.upper()}, which nobody can pay; orders can't hold it.",
            next_steps=[OWN_RATES],
        ) from error


def _name(tax: Any) -> str:
    """`Sales Tax, New York`; of a whole country its name alone."""
    name, place = str(tax.tax_rate_details.display_name), tax.jurisdiction
    return name if place.level == "country" else f"{name}, {place.display_name}"


def _percentage(text: str) -> str:
    """In the shortest form, where it has no more decimals than ours have."""
    try:
        return format_percent(parse_percent(text))
    except ValueError:
        return text


def _senseless() -> errors.TaxProviderUnavailable:
    return errors.TaxProviderUnavailable(
        "Stripe Tax answered amounts that do not add up; try again.", next_steps=[CHECK_SETTINGS, OWN_RATES]
    )


def _definite(call: Callable[[], T]) -> T:
    """Make a call, again if no answer came.

    Raises TaxAddressInvalid or InvalidRequest for what the caller can mend, else TaxProviderUnavailable.
    """
    for remaining in reversed(range(TRIES)):
        try:
            return call()
        except stripe.InvalidRequestError as error:
            raise _refusal(error) from error
        except stripe.StripeError as error:
            if remaining and isinstance(error, stripe.APIConnectionError):
                continue
            raise errors.TaxProviderUnavailable(
                "Stripe Tax did not answer; nothing was changed. Try again.", next_steps=[CHECK_SETTINGS, OWN_RATES]
            ) from error
    raise AssertionError("unreachable: the last try returns or raises")


def _refusal(error: stripe.InvalidRequestError) -> errors.FlintError:
    """Stripe's refusal in our words."""
    param = str(error.param or "")
    if error.code == "customer_tax_location_invalid" or param.startswith("customer_details"):
        return errors.TaxAddressInvalid(
            "By this tax address Stripe Tax can't tell where the order is taxed; send country, postalCode and state.",
            param="taxAddress",
            fields=[errors.InvalidField("taxAddress", "TAX_ADDRESS_INVALID", "a whole address, as mail takes it")],
        )
    if param.endswith("[tax_code]"):
        return errors.InvalidRequest(
            "A line's taxCategory looks like one of Stripe's tax codes, but Stripe has no such code.",
            param="taxCategory",
            fields=[errors.InvalidField("lineItems.taxCategory", "UNKNOWN_TAX_CODE", "a tax code that Stripe lists")],
        )
    return errors.TaxProviderUnavailable(
        f"Stripe Tax refused to calculate ({error.code or 'no code'}); nothing was changed.",
        next_steps=[CHECK_SETTINGS, OWN_RATES],
    )
