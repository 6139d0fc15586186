"""Tax calculations: what a few places levy on a sale, worked out line by line.

Each tax of a line is rounded half up by itself, and nothing is registered or filed. Places that are not in the table
are `not_collecting`, as with Stripe where a merchant has no registration.
Source: https://docs.stripe.com/api/tax/calculations and https://docs.stripe.com/tax/customer-locations.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .call import Call, new_id
from .errors import InvalidRequestError, Json

EXPIRES_SECONDS = 90 * 24 * 3600
FIRST_LINES = 10
GENERAL_GOODS, NON_TAXABLE, BOOKS = "txcd_99999999", "txcd_00000000", "txcd_35010000"


@dataclass(frozen=True)
class Levy:
    """A tax of one jurisdiction. percent: of everything; books: of what bears the tax code of books."""

    level: str
    place: str
    name: str
    kind: str
    percent: str
    books: str | None = None
    state: str | None = None


@dataclass(frozen=True)
class Place:
    """What an address levies. reason: why nothing, where that is so."""

    country: str
    levies: tuple[Levy, ...]
    reason: str = ""


def _sales(level: str, place: str, percent: str, state: str) -> Levy:
    return Levy(level, place, "Sales Tax", "sales_tax", percent, state=state)


_VAT = "Value-added tax (VAT)"
_LEVIES: dict[tuple[str, str | None], tuple[Levy, ...]] = {
    ("US", "CA"): (_sales("state", "California", "6.0", "CA"), _sales("county", "California Counties", "1.25", "CA")),
    ("US", "NY"): (_sales("state", "New York", "4.0", "NY"), _sales("city", "New York City", "4.5", "NY")),
    ("US", "WA"): (_sales("state", "Washington", "6.5", "WA"),),
    ("CA", "ON"): (Levy("state", "Ontario", "Harmonized Sales Tax (HST)", "hst", "13.0", state="ON"),),
    ("DE", None): (Levy("country", "Germany", "Umsatzsteuer (USt.)", "vat", "19.0", books="7.0"),),
    ("GB", None): (Levy("country", "United Kingdom", _VAT, "vat", "20.0", books="0.0"),),
    ("JP", None): (Levy("country", "Japan", "Consumption Tax", "jct", "10.0"),),
}
_STATE_OF_ZIP = {"NY": ("100", "149"), "CA": ("900", "961"), "WA": ("980", "994")}
_STATES = ("US", "CA")


def create(call: Call, params: Json) -> Json:
    """POST /v1/tax/calculations."""
    address = params.get("customer_details", {}).get("address")
    if address is None:
        raise InvalidRequestError(
            "Missing required param: customer_details[address].",
            code="parameter_missing",
            param="customer_details[address]",
        )
    place = _place(address, params["customer_details"].get("taxability_override", "none"))
    identity = new_id("taxcalc_1", 23)
    lines = [
        _line(f"tax_li_{identity[8:]}{n:04d}", f"L{n}", line, place) for n, line in enumerate(params["line_items"], 1)
    ]
    _require_distinct([line["reference"] for line in lines])
    exclusive, inclusive = (
        sum(line["amount_tax"] for line in lines if line["tax_behavior"] == behavior)
        for behavior in ("exclusive", "inclusive")
    )
    calculation: Json = {
        "id": identity,
        "object": "tax.calculation",
        "amount_total": sum(line["amount"] for line in lines) + exclusive,
        "currency": params["currency"],
        "customer": None,
        "customer_details": {
            "address": {**dict.fromkeys(("city", "line1", "line2", "postal_code", "state")), **address},
            "address_source": params["customer_details"].get("address_source", "shipping"),
            "ip_address": None,
            "tax_ids": [],
            "taxability_override": params["customer_details"].get("taxability_override", "none"),
        },
        "expires_at": call.now + EXPIRES_SECONDS,
        "livemode": False,
        "ship_from_details": None,
        "shipping_cost": None,
        "tax_amount_exclusive": exclusive,
        "tax_amount_inclusive": inclusive,
        "tax_breakdown": _totals(lines),
        "tax_date": params.get("tax_date", call.now),
        "_standin": {"lines": lines},
    }
    return _shown(call.put(calculation))


def retrieve(call: Call, _params: Json, calculation_id: str) -> Json:
    """GET /v1/tax/calculations/{id}."""
    return _shown(call.get("tax.calculation", calculation_id))


def list_lines(call: Call, params: Json, calculation_id: str) -> Json:
    """GET /v1/tax/calculations/{id}/line_items."""
    calculation = call.get("tax.calculation", calculation_id)
    lines = calculation["_standin"]["lines"]
    after = params.get("starting_after")
    begin = 0 if after is None else 1 + [line["id"] for line in lines].index(after)
    return _page(calculation_id, lines, begin, params.get("limit", 10))


def _shown(calculation: Json) -> Json:
    """The calculation with the first of its lines."""
    lines = calculation["_standin"]["lines"]
    return {**calculation, "line_items": _page(calculation["id"], lines, 0, FIRST_LINES)}


def _page(calculation_id: str, lines: list[Json], begin: int, limit: int) -> Json:
    return {
        "object": "list",
        "data": lines[begin : begin + limit],
        "has_more": len(lines) > begin + limit,
        "url": f"/v1/tax/calculations/{calculation_id}/line_items",
    }


def _place(address: Json, override: str) -> Place:
    """What an address levies."""
    country, state = address["country"], address.get("state")
    postal_code = address.get("postal_code", "")
    if country == "US":
        state = state or _state_of_zip(postal_code)
        if len(postal_code) < 5 or state is None:
            _refuse_location("United States addresses need a 5-digit ZIP code")
    if country == "CA" and state is None and not postal_code:
        _refuse_location("Canadian addresses need a province or a postal code")
    if override != "none":
        return Place(country, (), override)
    levies = _LEVIES.get((country, state if country in _STATES else None))
    return Place(country, (), "not_collecting") if levies is None else Place(country, levies)


def _state_of_zip(postal_code: str) -> str | None:
    for state, (low, high) in _STATE_OF_ZIP.items():
        if low <= postal_code[:3] <= high:
            return state
    return None


def _refuse_location(reason: str) -> None:
    raise InvalidRequestError(
        f"We could not determine the customer's tax location based on the provided customer address: {reason}.",
        code="customer_tax_location_invalid",
        param="customer_details[address]",
    )


def _line(identity: str, reference: str, line: Json, place: Place) -> Json:
    """A line with its taxes. reference: its name where it was sent without one."""
    amount, inclusive = line["amount"], line.get("tax_behavior", "exclusive") == "inclusive"
    code = line.get("tax_code", GENERAL_GOODS)
    levies = () if code == NON_TAXABLE else place.levies
    rates = [Fraction(_percent(levy, code)) / 100 for levy in levies]
    whole = 1 + sum(rates) if inclusive else Fraction(1)
    taxes = [_half_up(amount * rate / whole) for rate in rates]
    base = amount - sum(taxes) if inclusive else amount
    breakdown = [
        _breakdown(levy, place.country, tax, base, _percent(levy, code))
        for levy, tax in zip(levies, taxes, strict=True)
    ]
    return {
        "id": identity,
        "object": "tax.calculation_line_item",
        "amount": amount,
        "amount_tax": sum(taxes),
        "livemode": False,
        "metadata": None,
        "performance_location": None,
        "product": None,
        "quantity": line.get("quantity", 1),
        "reference": line.get("reference", reference),
        "tax_behavior": "inclusive" if inclusive else "exclusive",
        "tax_breakdown": breakdown or [_untaxed(place.country, place.reason or "product_exempt")],
        "tax_code": code,
    }


def _percent(levy: Levy, code: str) -> str:
    return levy.books if code == BOOKS and levy.books is not None else levy.percent


def _half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def _breakdown(levy: Levy, country: str, amount: int, base: int, percent: str) -> Json:
    return {
        "amount": amount,
        "jurisdiction": {"country": country, "display_name": levy.place, "level": levy.level, "state": levy.state},
        "sourcing": "destination",
        "tax_rate_details": {"display_name": levy.name, "percentage_decimal": percent, "tax_type": levy.kind},
        "taxability_reason": "standard_rated" if percent == levy.percent else "reduced_rated",
        "taxable_amount": base,
    }


def _untaxed(country: str, reason: str) -> Json:
    return {
        "amount": 0,
        "jurisdiction": {"country": country, "display_name": country, "level": "country", "state": None},
        "sourcing": "destination",
        "tax_rate_details": None,
        "taxability_reason": reason,
        "taxable_amount": 0,
    }


def _totals(lines: list[Json]) -> list[Json]:
    """Every rate's tax over all lines."""
    found: dict[tuple[str, str, str, bool], Json] = {}
    for line in lines:
        inclusive = line["tax_behavior"] == "inclusive"
        for each in line["tax_breakdown"]:
            details = each["tax_rate_details"] or {}
            place = each["jurisdiction"]
            key = (place["display_name"], details.get("percentage_decimal", ""), each["taxability_reason"], inclusive)
            total = found.setdefault(
                key,
                {
                    "amount": 0,
                    "inclusive": inclusive,
                    "tax_rate_details": {
                        "country": place["country"],
                        "flat_amount": None,
                        "percentage_decimal": details.get("percentage_decimal", "0.0"),
                        "rate_type": "percentage" if details else None,
                        "state": place["state"],
                        "tax_type": details.get("tax_type"),
                    },
                    "taxability_reason": each["taxability_reason"],
                    "taxable_amount": 0,
                },
            )
            total["amount"] += each["amount"]
            total["taxable_amount"] += each["taxable_amount"]
    return list(found.values())


def _require_distinct(references: list[str]) -> None:
    if len(set(references)) != len(references):
        raise InvalidRequestError("Each line item's reference must be unique.", param="line_items")
