"""Customers: whom saved cards belong to."""

from __future__ import annotations

from . import payment_methods
from .call import Call, new_id
from .errors import Json
from .params import merge_metadata

_PLAIN = ("address", "description", "email", "name", "phone", "shipping")


def create(call: Call, params: Json) -> Json:
    """POST /v1/customers."""
    customer: Json = {
        "id": new_id("cus_", 14),
        "object": "customer",
        **dict.fromkeys(_PLAIN),
        "balance": 0,
        "created": call.now,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "discount": None,
        "invoice_prefix": new_id("", 8).upper(),
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": merge_metadata({}, params.get("metadata")),
        "next_invoice_sequence": 1,
        "preferred_locales": params.get("preferred_locales", []),
        "tax_exempt": params.get("tax_exempt", "none"),
        "test_clock": None,
    }
    customer.update({name: params[name] for name in _PLAIN if name in params})
    call.put(customer)
    if "payment_method" in params:
        method = payment_methods.resolve(call, params["payment_method"], param="payment_method")
        payment_methods.save_to(call, method, customer["id"])
    _set_default(call, customer, params)
    call.announce("customer.created", customer)
    return call.put(customer)


def retrieve(call: Call, _params: Json, customer_id: str) -> Json:
    """GET /v1/customers/{id}; a deleted one answers with `deleted: true`."""
    kept = call.store.get(customer_id)
    if kept is not None and kept.get("deleted"):
        return kept
    return call.get("customer", customer_id)


def update(call: Call, params: Json, customer_id: str) -> Json:
    """POST /v1/customers/{id}."""
    customer = call.get("customer", customer_id)
    before = dict(customer)
    changed = ("preferred_locales", "tax_exempt", *_PLAIN)
    customer.update({name: params[name] for name in changed if name in params})
    customer["metadata"] = merge_metadata(customer["metadata"], params.get("metadata"))
    _set_default(call, customer, params)
    previous = {name: before[name] for name in before if before[name] != customer[name]}
    call.announce("customer.updated", customer, previous)
    return call.put(customer)


def delete(call: Call, _params: Json, customer_id: str) -> Json:
    """DELETE /v1/customers/{id}; its cards can't be charged any more."""
    customer = call.get("customer", customer_id)
    for method in call.store.find("payment_method", where={"customer": customer_id}, limit=1_000)[0]:
        payment_methods.detach(call, {}, method["id"])
    call.announce("customer.deleted", customer)
    return call.put({"id": customer_id, "object": "customer", "deleted": True})


def list_all(call: Call, params: Json) -> Json:
    """GET /v1/customers."""
    if "email" not in params:
        return call.page("customer", "/v1/customers", params)
    everyone, _ = call.store.find("customer", created=params.get("created"), limit=10_000)
    found = [customer for customer in everyone if customer["email"] == params["email"]]
    limit = params.get("limit", 10)
    more = len(found) > limit
    return {"object": "list", "data": found[:limit], "has_more": more, "url": "/v1/customers"}


def _set_default(call: Call, customer: Json, params: Json) -> None:
    settings = params.get("invoice_settings", {})
    if settings.get("default_payment_method"):
        method_id = settings["default_payment_method"]
        payment_methods.retrieve_of_customer(call, {}, customer["id"], method_id)
    customer["invoice_settings"] = {**customer["invoice_settings"], **settings}
