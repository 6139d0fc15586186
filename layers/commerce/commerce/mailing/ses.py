"""Mails to Amazon SES."""

from functools import cache
from typing import Any, Protocol

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from commerce.domain import errors
from commerce.domain.invoice_mails import Mail

REFUSED = frozenset({"MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException"})
"""What SES says of a mail that it will not take however often it is asked."""


class MailRefused(Exception):
    """This mail will never be taken."""


class Mailer(Protocol):
    """Who takes mails."""

    def send(self, mail: Mail) -> str:
        """Hand a mail over; the id that it was given.

        Raises MailRefused if it never will be taken, StorageUnavailable if it is not known whether it was.
        """
        ...


class SesMailer:
    """Amazon SES, version 2. It knows no idempotency key: a call is made once, and never repeated by the client."""

    def send(self, mail: Mail) -> str:
        """One SendEmail call."""
        try:
            answer = _client().send_email(**request_of(mail))
        except ClientError as error:
            if error.response["Error"]["Code"] in REFUSED:
                raise MailRefused(error.response["Error"]["Code"]) from error
            raise _unknown() from error
        except BotoCoreError as error:
            raise _unknown() from error
        return str(answer["MessageId"])


def request_of(mail: Mail) -> dict[str, Any]:
    """The mail as SES takes it."""
    utf8 = "UTF-8"
    return {
        "FromEmailAddress": mail.sender,
        **({"ReplyToAddresses": [mail.reply_to]} if mail.reply_to else {}),
        "Destination": {"ToAddresses": [mail.recipient]},
        "Content": {
            "Simple": {
                "Subject": {"Data": mail.subject, "Charset": utf8},
                "Body": {"Text": {"Data": mail.text, "Charset": utf8}, "Html": {"Data": mail.html, "Charset": utf8}},
                "Attachments": [
                    {"FileName": each.name, "ContentType": each.media_type, "RawContent": each.content}
                    for each in mail.attachments
                ],
            }
        },
    }


@cache
def _client() -> Any:
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=15)
    return get_session().create_client("sesv2", config=config)


def _unknown() -> errors.StorageUnavailable:
    return errors.StorageUnavailable("It is not known whether the mail was taken.")
