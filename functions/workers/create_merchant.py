"""Makes a merchant: invoked by hand, or by the local set-up; no caller of the API reaches it."""

from dataclasses import asdict
from typing import Any

from commerce.domain.entity import camel_keys
from commerce.edge.reading import validated
from commerce.edge.runtime import process_runtime
from commerce.usecases.merchants import CreateMerchant, create


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """Answer the new merchant's id and keys, which are shown this once: {"merchantId", "apiKey", "readOnlyApiKey"}."""
    return camel_keys(asdict(create(process_runtime(), validated(CreateMerchant, event))))
