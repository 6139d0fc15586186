"""What a parameter may be: small checks that read text into a value or refuse it by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import InvalidRequestError, Json
from .form import Form

Check = Callable[["str | Form", str], Any]

# Stripe's charge limits in minor units. Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
MAX_AMOUNT = 99_999_999
_MIN_AMOUNTS = {
    **dict.fromkeys(("usd", "aud", "brl", "cad", "chf", "eur", "inr", "nzd", "sgd", "jpy"), 50),
    **dict.fromkeys(("aed", "myr", "pln", "ron"), 200),
    **dict.fromkeys(("nok", "sek"), 300),
    **dict.fromkeys(("mxn", "thb"), 1_000),
    "czk": 1_500,
    "dkk": 250,
    "gbp": 30,
    "hkd": 400,
    "huf": 17_500,
}
# General goods, what is not taxable, books, shipping. Source: https://docs.stripe.com/tax/tax-codes
_TAX_CODES = frozenset({"txcd_99999999", "txcd_00000000", "txcd_35010000", "txcd_92010001"})
_CURRENCIES = frozenset(
    re.findall(
        r"\w{3}",
        "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp "
        "byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip "
        "gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt "
        "lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr "
        "nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd "
        "std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw",
    )
)


@dataclass(frozen=True)
class Spec:
    """The parameters of one endpoint; every other name is refused."""

    fields: Mapping[str, Check] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    def read(self, form: Form) -> Json:
        """Check a whole form. Raises InvalidRequestError, naming the parameter."""
        unknown = [name for name in form if name not in self.fields and name != "expand"]
        if unknown:
            raise _unknown(unknown)
        for name in self.required:
            if name not in form:
                raise InvalidRequestError(f"Missing required param: {name}.", code="parameter_missing", param=name)
        params = {name: self.fields[name](form[name], name) for name in form if name != "expand"}
        if "expand" in form:
            params["expand"] = _EXPAND(form["expand"], "expand")
        return params


def _unknown(names: list[str]) -> InvalidRequestError:
    plural = "s" if len(names) > 1 else ""
    return InvalidRequestError(
        f"Received unknown parameter{plural}: {', '.join(names)}",
        code="parameter_unknown",
        param=names[0],
    )


def _scalar(node: str | Form, name: str) -> str:
    if not isinstance(node, str):
        raise InvalidRequestError(f"'{name}' is a value, not a hash.", param=name)
    return node


def text(max_length: int = 5_000) -> Check:
    """Read a string that isn't empty."""

    def check(node: str | Form, name: str) -> str:
        value = _scalar(node, name)
        if not value:
            raise InvalidRequestError(
                f"'{name}' can't be empty; leave it out instead.",
                code="parameter_invalid_empty",
                param=name,
            )
        if len(value) > max_length:
            raise InvalidRequestError(f"'{name}' is longer than {max_length} characters.", param=name)
        return value

    return check


def unsettable(inner: Check) -> Check:
    """Read an empty string as None, which unsets the field."""
    return lambda node, name: None if node == "" else inner(node, name)


def integer(minimum: int = 0, maximum: int = 2**53) -> Check:
    """Read a whole number within bounds, both inclusive."""

    def check(node: str | Form, name: str) -> int:
        value = _scalar(node, name)
        if not re.fullmatch(r"-?\d{1,18}", value):
            raise InvalidRequestError(f"Invalid integer: {value[:80]}", code="parameter_invalid_integer", param=name)
        number = int(value)
        if number < minimum:
            raise InvalidRequestError(
                f"'{name}' must be greater than or equal to {minimum}.",
                code="parameter_invalid_integer",
                param=name,
            )
        if number > maximum:
            code = "amount_too_large" if maximum == MAX_AMOUNT else "parameter_invalid_integer"
            raise InvalidRequestError(f"'{name}' must be at most {maximum}.", code=code, param=name)
        return number

    return check


def boolean(node: str | Form, name: str) -> bool:
    """Read `true` or `false`."""
    value = _scalar(node, name)
    if value.lower() not in {"true", "false"}:
        raise InvalidRequestError(f"Invalid boolean: {value[:80]}", param=name)
    return value.lower() == "true"


def one_of(*allowed: str) -> Check:
    """Read one of a few words."""

    def check(node: str | Form, name: str) -> str:
        value = _scalar(node, name)
        if value not in allowed:
            raise InvalidRequestError(f"Invalid {name}: must be one of {', '.join(allowed)}", param=name)
        return value

    return check


def hash_of(required: tuple[str, ...] = (), **fields: Check) -> Check:
    """Read a hash with these fields and no others."""

    def check(node: str | Form, name: str) -> Json:
        if isinstance(node, str):
            raise InvalidRequestError(f"Invalid object: '{name}' is a hash, not a value.", param=name)
        unknown = [f"{name}[{key}]" for key in node if key not in fields]
        if unknown:
            raise _unknown(unknown)
        for key in required:
            if key not in node:
                missing = f"{name}[{key}]"
                raise InvalidRequestError(
                    f"Missing required param: {missing}.", code="parameter_missing", param=missing
                )
        return {key: fields[key](node[key], f"{name}[{key}]") for key in node}

    return check


def list_of(inner: Check) -> Check:
    """Read a list, sent as `name[]` or `name[0]`."""

    def check(node: str | Form, name: str) -> list[Any]:
        if isinstance(node, str):
            raise InvalidRequestError(f"Invalid array: send '{name}[]'.", param=name)
        return [inner(entry, f"{name}[{place}]") for place, entry in enumerate(node.values())]

    return check


def metadata(node: str | Form, name: str) -> dict[str, str]:
    """Read up to 50 keys of 40 characters with values of 500; an empty value unsets its key."""
    if isinstance(node, str):
        if node:
            raise InvalidRequestError(f"Invalid object: '{name}' is a hash, not a value.", param=name)
        return {"": ""}
    if len(node) > 50:
        raise InvalidRequestError("Metadata can have up to 50 keys.", param=name)
    for key, value in node.items():
        if len(key) > 40 or not isinstance(value, str) or len(value) > 500:
            raise InvalidRequestError(
                "A metadata key has at most 40 characters, its value is text of at most 500.",
                param=f"{name}[{key}]",
            )
    return {key: str(value) for key, value in node.items()}


def currency(node: str | Form, name: str) -> str:
    """Read a currency that Stripe charges in, and lower its case."""
    value = _scalar(node, name).lower()
    if value not in _CURRENCIES:
        raise InvalidRequestError(f"Invalid currency: {value[:20]}.", param=name)
    return value


def tax_code(node: str | Form, name: str) -> str:
    """Read the id of one of Stripe's tax codes."""
    value = _scalar(node, name)
    if value not in _TAX_CODES:
        raise InvalidRequestError(f"No such tax code: '{value[:40]}'", code="resource_missing", param=name)
    return value


def opaque(node: str | Form, _name: str) -> str | Form:
    """Take it as it comes; nothing in here depends on it."""
    return node


def check_minimum(amount: int, currency_code: str) -> None:
    """Refuse an amount below what Stripe charges in that currency."""
    minimum = _MIN_AMOUNTS.get(currency_code, 1)
    if amount < minimum:
        raise InvalidRequestError(
            f"Amount must be at least {minimum} minor units of {currency_code}.",
            code="amount_too_small",
            param="amount",
        )


def merge_metadata(kept: dict[str, str], sent: dict[str, str] | None) -> dict[str, str]:
    """Return metadata after an update: sent keys win, empty ones go, `metadata=` empties all."""
    if sent is None:
        return kept
    if sent == {"": ""}:
        return {}
    return {key: value for key, value in {**kept, **sent}.items() if value != ""}


_EXPAND = list_of(text())
CREATED = hash_of(gt=integer(), gte=integer(), lt=integer(), lte=integer())
AMOUNT = integer(1, MAX_AMOUNT)


def created_range(node: str | Form, name: str) -> Json:
    """Read a time span: `created[gte]=…`, or one second: `created=…`."""
    if isinstance(node, str):
        second = integer()(node, name)
        return {"gte": second, "lte": second}
    span: Json = CREATED(node, name)
    return span


def listing(**filters: Check) -> Spec:
    """Describe a list endpoint's parameters: paging, the time span and the given filters."""
    paging = {"limit": integer(1, 100), "starting_after": text(), "ending_before": text()}
    return Spec({**paging, "created": created_range, **filters})
