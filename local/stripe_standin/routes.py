"""Every endpoint: its path, who answers it and which parameters it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import (
    balance,
    charges,
    customers,
    disputes,
    events,
    payment_intents,
    payment_methods,
    refunds,
    setup_intents,
    tax_calculations,
)
from .errors import InvalidRequestError, Json
from .params import (
    AMOUNT,
    MAX_AMOUNT,
    Check,
    Spec,
    boolean,
    currency,
    hash_of,
    integer,
    list_of,
    listing,
    metadata,
    one_of,
    opaque,
    tax_code,
    text,
    unsettable,
)

Handler = Callable[..., Json]


@dataclass(frozen=True)
class Route:
    """One endpoint. The handler takes the call, the parameters and the ids of the path."""

    method: str
    path: str
    handler: Handler
    spec: Spec


_NOTHING = Spec()
_UNSETTABLE_TEXT = unsettable(text())
_METADATA: dict[str, Check] = {"metadata": metadata}
_BILLING: dict[str, Check] = {
    "billing_details": hash_of(
        address=opaque,
        email=_UNSETTABLE_TEXT,
        name=_UNSETTABLE_TEXT,
        phone=_UNSETTABLE_TEXT,
        tax_id=_UNSETTABLE_TEXT,
    ),
    "allow_redisplay": one_of("always", "limited", "unspecified"),
}
_NEW_CARD: dict[str, Check] = {
    "type": one_of("card"),
    "card": hash_of(token=text(), networks=opaque),
    **_BILLING,
    **_METADATA,
}
_METHOD: dict[str, Check] = {
    "payment_method": text(),
    "payment_method_data": hash_of(("type",), **_NEW_CARD),
    "payment_method_options": opaque,
}
_SETUP = one_of("off_session", "on_session")
_AUTOMATIC = hash_of(("enabled",), enabled=boolean, allow_redirects=one_of("always", "never"))
_TYPES = list_of(one_of("card", "link"))


def _off_session(node: Any, name: str) -> bool | str:
    return node if node in {"one_off", "recurring"} else boolean(node, name)


def _replaced(_node: Any, name: str) -> None:
    raise InvalidRequestError(
        f"`{name}` can no longer be sent; use allowed_payment_method_types.",
        code="payment_method_types_no_longer_supported",
        param=name,
    )


_INTENT: dict[str, Check] = {
    **_METADATA,
    **_METHOD,
    "allowed_payment_method_types": _TYPES,
    "capture_method": one_of("automatic", "automatic_async", "manual"),
    "description": _UNSETTABLE_TEXT,
    "payment_method_types": _replaced,
    "receipt_email": unsettable(text(800)),
    "setup_future_usage": unsettable(_SETUP),
    "shipping": opaque,
    "statement_descriptor": text(22),
    "statement_descriptor_suffix": text(22),
}
_CONFIRM: dict[str, Check] = {
    "error_on_requires_action": boolean,
    "mandate_data": opaque,
    "off_session": _off_session,
    "return_url": text(),
    "use_stripe_sdk": boolean,
}
_SETUP_INTENT: dict[str, Check] = {
    **_METADATA,
    **_METHOD,
    "allowed_payment_method_types": _TYPES,
    "customer": text(),
    "description": text(),
    "payment_method_types": _replaced,
}
_SETUP_CONFIRM: dict[str, Check] = {
    "mandate_data": opaque,
    "return_url": text(),
    "use_stripe_sdk": boolean,
}
_CUSTOMER: dict[str, Check] = {
    **_METADATA,
    "address": opaque,
    "description": _UNSETTABLE_TEXT,
    "email": unsettable(text(512)),
    "invoice_settings": hash_of(default_payment_method=_UNSETTABLE_TEXT),
    "name": unsettable(text(256)),
    "phone": unsettable(text(20)),
    "preferred_locales": list_of(text()),
    "shipping": opaque,
    "tax_exempt": one_of("exempt", "none", "reverse"),
}
_REASON = one_of("duplicate", "fraudulent", "requested_by_customer")
_CANCEL = Spec({"cancellation_reason": one_of("abandoned", "duplicate", "fraudulent", "requested_by_customer")})
_CREATE_INTENT = Spec(
    {
        **_INTENT,
        **_CONFIRM,
        "amount": AMOUNT,
        "automatic_payment_methods": _AUTOMATIC,
        "confirm": boolean,
        "confirmation_method": one_of("automatic", "manual"),
        "currency": currency,
        "customer": text(),
    },
    ("amount", "currency"),
)
_OF_PAYMENT = listing(charge=text(), payment_intent=text())
_CARD_UPDATE = hash_of(exp_month=integer(1, 12), exp_year=integer(2000, 2100))

_TAX_LINE = hash_of(
    ("amount",),
    amount=integer(0, MAX_AMOUNT),
    quantity=integer(1),
    reference=text(500),
    tax_behavior=one_of("exclusive", "inclusive"),
    tax_code=tax_code,
    **_METADATA,
)
_TAX_ADDRESS = hash_of(
    ("country",), **dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"), text())
)
_TAX_CALCULATION = Spec(
    {
        "currency": currency,
        "customer_details": hash_of(
            address=_TAX_ADDRESS,
            address_source=one_of("billing", "shipping"),
            taxability_override=one_of("customer_exempt", "none", "reverse_charge"),
        ),
        "line_items": list_of(_TAX_LINE),
        "tax_date": integer(),
    },
    ("currency", "line_items"),
)

ROUTES = (
    Route("POST", "/v1/customers", customers.create, Spec({**_CUSTOMER, "payment_method": text()})),
    Route("GET", "/v1/customers", customers.list_all, listing(email=text())),
    Route("GET", "/v1/customers/{}", customers.retrieve, _NOTHING),
    Route("POST", "/v1/customers/{}", customers.update, Spec(_CUSTOMER)),
    Route("DELETE", "/v1/customers/{}", customers.delete, _NOTHING),
    Route(
        "GET",
        "/v1/customers/{}/payment_methods",
        payment_methods.list_of_customer,
        listing(type=one_of("card")),
    ),
    Route(
        "GET",
        "/v1/customers/{}/payment_methods/{}",
        payment_methods.retrieve_of_customer,
        _NOTHING,
    ),
    Route("POST", "/v1/payment_methods", payment_methods.create, Spec(_NEW_CARD, ("type",))),
    Route(
        "GET",
        "/v1/payment_methods",
        payment_methods.list_all,
        listing(customer=text(), type=one_of("card")),
    ),
    Route("GET", "/v1/payment_methods/{}", payment_methods.retrieve, _NOTHING),
    Route(
        "POST",
        "/v1/payment_methods/{}",
        payment_methods.update,
        Spec({**_BILLING, **_METADATA, "card": _CARD_UPDATE}),
    ),
    Route(
        "POST",
        "/v1/payment_methods/{}/attach",
        payment_methods.attach,
        Spec({"customer": text()}, ("customer",)),
    ),
    Route("POST", "/v1/payment_methods/{}/detach", payment_methods.detach, _NOTHING),
    Route(
        "POST",
        "/v1/setup_intents",
        setup_intents.create,
        Spec(
            {
                **_SETUP_INTENT,
                **_SETUP_CONFIRM,
                "automatic_payment_methods": _AUTOMATIC,
                "confirm": boolean,
                "usage": _SETUP,
            }
        ),
    ),
    Route("GET", "/v1/setup_intents", setup_intents.list_all, listing(customer=text())),
    Route("GET", "/v1/setup_intents/{}", setup_intents.retrieve, Spec({"client_secret": text()})),
    Route("POST", "/v1/setup_intents/{}", setup_intents.update, Spec(_SETUP_INTENT)),
    Route(
        "POST",
        "/v1/setup_intents/{}/confirm",
        setup_intents.confirm,
        Spec({**_METHOD, **_SETUP_CONFIRM}),
    ),
    Route("POST", "/v1/setup_intents/{}/cancel", setup_intents.cancel, _CANCEL),
    Route("POST", "/v1/payment_intents", payment_intents.create, _CREATE_INTENT),
    Route("GET", "/v1/payment_intents", payment_intents.list_all, listing(customer=text())),
    Route("GET", "/v1/payment_intents/{}", payment_intents.retrieve, Spec({"client_secret": text()})),
    Route(
        "POST",
        "/v1/payment_intents/{}",
        payment_intents.update,
        Spec({**_INTENT, "amount": AMOUNT, "currency": currency, "customer": text()}),
    ),
    Route(
        "POST",
        "/v1/payment_intents/{}/confirm",
        payment_intents.confirm,
        Spec({name: check for name, check in {**_INTENT, **_CONFIRM}.items() if name != "metadata"}),
    ),
    Route(
        "POST",
        "/v1/payment_intents/{}/capture",
        payment_intents.capture,
        Spec({**_METADATA, "amount_to_capture": AMOUNT, "final_capture": boolean}),
    ),
    Route("POST", "/v1/payment_intents/{}/cancel", payment_intents.cancel, _CANCEL),
    Route("GET", "/v1/charges", charges.list_all, listing(customer=text(), payment_intent=text())),
    Route("GET", "/v1/charges/{}", charges.retrieve, _NOTHING),
    Route(
        "POST",
        "/v1/charges/{}",
        charges.update,
        Spec({**_METADATA, "description": text(), "receipt_email": text()}),
    ),
    Route(
        "POST",
        "/v1/refunds",
        refunds.create,
        Spec(
            {
                **_METADATA,
                "amount": AMOUNT,
                "charge": text(),
                "payment_intent": text(),
                "reason": _REASON,
            }
        ),
    ),
    Route("GET", "/v1/refunds", refunds.list_all, _OF_PAYMENT),
    Route("GET", "/v1/refunds/{}", refunds.retrieve, _NOTHING),
    Route("POST", "/v1/refunds/{}", refunds.update, Spec(_METADATA)),
    Route("POST", "/v1/refunds/{}/cancel", refunds.cancel, _NOTHING),
    Route("GET", "/v1/disputes", disputes.list_all, _OF_PAYMENT),
    Route("GET", "/v1/disputes/{}", disputes.retrieve, _NOTHING),
    Route(
        "POST",
        "/v1/disputes/{}",
        disputes.update,
        Spec({**_METADATA, "evidence": opaque, "submit": boolean}),
    ),
    Route("POST", "/v1/disputes/{}/close", disputes.close, _NOTHING),
    Route("POST", "/v1/tax/calculations", tax_calculations.create, _TAX_CALCULATION),
    Route("GET", "/v1/tax/calculations/{}", tax_calculations.retrieve, _NOTHING),
    Route("GET", "/v1/tax/calculations/{}/line_items", tax_calculations.list_lines, listing()),
    Route("GET", "/v1/events", events.list_all, listing(type=text(), types=list_of(text()))),
    Route("GET", "/v1/events/{}", events.retrieve, _NOTHING),
    Route("GET", "/v1/balance", balance.retrieve, _NOTHING),
    Route("GET", "/v1/balance_transactions/{}", balance.retrieve_transaction, _NOTHING),
)


def _parts(path: str) -> list[str]:
    """A path's version, resource, id, resource …: what stands in a folder has the folder's name in its own."""
    return path.strip("/").replace("v1/tax/", "v1/tax.").split("/")


def _shape(path: str) -> tuple[int, tuple[str, ...]]:
    parts = _parts(path)
    return len(parts), (parts[0], *parts[1::2])


_BY_SHAPE = {(route.method, _shape(route.path)): route for route in ROUTES}


def find(method: str, path: str) -> tuple[Route, list[str]] | None:
    """Find the endpoint of a request and the ids in its path; None if there is none."""
    route = _BY_SHAPE.get((method, _shape(path)))
    return None if route is None else (route, _parts(path)[2::2])
