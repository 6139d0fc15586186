"""From the bus, through a queue: mails an invoice that was sent or is reminded of."""

import json
import os
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.invoices import Invoice
from commerce.edge.runtime import process_runtime
from commerce.mailing.ses import MailRefused
from commerce.store.keys import Tenant
from commerce.usecases.invoice_mailing import Asked, Mailed, mail

logger = Logger(service="flint")


def handler(batch: dict[str, Any], _: object) -> dict[str, Any]:
    """Mail what these messages ask for; those for which that failed are reported, to come again."""
    failed: list[str] = []
    for message in batch["Records"]:
        try:
            became = _mail(message["body"])
        except (errors.Unavailable, MailRefused, KeyError, ValueError) as error:
            failed.append(message["messageId"])
            reason = repr(error.__cause__ or error)
            logger.warning("invoice_not_mailed", message_id=message["messageId"], reason=reason)
        else:
            logger.info("invoice_mailed", message_id=message["messageId"], became=became)
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}


def _mail(body: str) -> Mailed:
    sender = os.environ.get("MAIL_SENDER", "")
    if not sender:
        return Mailed.NOT_WANTED
    detail = json.loads(body)["detail"]
    ctx = Context(Tenant(detail["merchantId"], detail["mode"]), process_runtime())
    asked = Asked(detail["eventId"], detail["data"]["id"], datetime.fromisoformat(detail["createdAt"]))
    return mail(ctx, asked, sender, _drawn)


def _drawn(invoice: Invoice) -> bytes:
    from commerce.domain.papers import invoice_paper  # noqa: PLC0415 (only a mail that is sent pays for drawing)
    from documents.pdf import pdf_of  # noqa: PLC0415 (likewise)

    return pdf_of(invoice_paper(invoice))
