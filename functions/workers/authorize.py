"""Who is asking: called by API Gateway before every operation that needs a key."""

from typing import Any

from aws_lambda_powertools import Logger

from commerce.domain.errors import Unavailable
from commerce.edge.runtime import process_runtime
from commerce.usecases.authorization import identify

BEARER = "bearer "

logger = Logger(service="flint")


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """Tell the operation whose key this is, or why it is none.

    Every request is let through with that word: the operation answers a refusal in our form, which API Gateway can't.
    """
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    try:
        context = identify(process_runtime(), _key(headers))
    except Unavailable as unavailable:
        context = {"refusal": unavailable.code}
    logger.info("key_checked", key_id=context.get("keyId", ""), refusal=context.get("refusal", ""))
    return {"isAuthorized": True, "context": context}


def _key(headers: dict[str, str]) -> str | None:
    authorization = headers.get("authorization", "").strip()
    if authorization[: len(BEARER)].lower() == BEARER:
        return authorization[len(BEARER) :].strip()
    return headers.get("x-api-key", "").strip() or authorization or None
