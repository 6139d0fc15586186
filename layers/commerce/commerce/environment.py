"""What the stack tells its functions, and what they reach with it: secrets, the processor, queues, the network.

Each is loaded when it is first asked for, so that no cold start pays for another function's reach.
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from commerce.domain import errors
from commerce.store.table import session

if TYPE_CHECKING:
    from commerce.mailing.ses import Mailer
    from commerce.payments.gateway import Gateway
    from commerce.taxation.stripe_tax import Quote
    from commerce.webhooks.dispatching import Dispatch
    from commerce.webhooks.resolving import Resolve
    from commerce.webhooks.sending import Send


def public_url() -> str:
    """Where buyers reach the hosted pages, without a slash at its end; empty: at the API's own address."""
    return os.environ.get("PUBLIC_URL", "").rstrip("/")


@cache
def gateway(mode: str) -> "Gateway":
    """Stripe with the key that is kept for this mode; imported only where money moves."""
    from commerce.payments.stripe import StripeGateway  # noqa: PLC0415 (see above)

    key = _stripe_secret().get(mode, {}).get("secretKey")
    if not key:
        raise errors.ProcessorUnavailable(
            f"No Stripe key is set for {mode} mode; put one into the stack's Stripe secret as {mode}.secretKey."
        )
    return StripeGateway(key, os.environ.get("STRIPE_API_BASE") or None)


@cache
def quote_taxes(mode: str) -> "Quote":
    """Stripe Tax with the key that is kept for this mode; imported only where taxes are asked for."""
    import json  # noqa: PLC0415 (see above)

    from commerce.taxation.stripe_calculations import StripeCalculations  # noqa: PLC0415 (see above)

    key = json.loads(_secret(os.environ["STRIPE_TAX_SECRET_ID"])).get(mode)
    if not key:
        raise errors.TaxProviderUnavailable(
            f"No Stripe Tax key is set for {mode} mode; put one into the stack's Stripe Tax secret as {mode}, "
            "or set taxProvider to merchant_rates."
        )
    return StripeCalculations(key, os.environ.get("STRIPE_API_BASE") or None).quote


def webhook_secrets() -> Mapping[str, str]:
    """The signing secrets that are kept, per mode."""
    kept = {mode: values.get("webhookSecret") for mode, values in _stripe_secret().items()}
    return {mode: secret for mode, secret in kept.items() if secret}


@cache
def _stripe_secret() -> dict[str, dict[str, str]]:
    """What Secrets Manager holds: {"test": {"secretKey", "webhookSecret"}, "live": {…}}."""
    import json  # noqa: PLC0415 (see above)

    held: dict[str, dict[str, str]] = json.loads(_secret(os.environ["STRIPE_SECRET_ID"]))
    return held


@cache
def pepper() -> str:
    """Read once per process; only what makes or checks keys may read it."""
    return _secret(os.environ["API_KEY_PEPPER_ID"])


@cache
def webhook_secret() -> str:
    """Read once per process; only what makes webhook secrets or signs with them may read it."""
    return _secret(os.environ["WEBHOOK_SECRET_ID"])


def network_sender() -> "Send":
    """Over the network, loaded where webhooks are sent."""
    from commerce.webhooks.sending import Sender  # noqa: PLC0415 (see above)

    return Sender()


def ses_mailer() -> "Mailer":
    """Amazon SES, loaded where mails are sent."""
    from commerce.mailing.ses import SesMailer  # noqa: PLC0415 (see above)

    return SesMailer()


def aws_dispatch() -> "Dispatch":
    """SQS and Step Functions, loaded where deliveries are handed on."""
    from commerce.webhooks.dispatching import AwsDispatch  # noqa: PLC0415 (see above)

    return AwsDispatch()


def system_resolver() -> "Resolve":
    """The operating system's, loaded where webhooks are."""
    from commerce.webhooks.resolving import resolve  # noqa: PLC0415 (see above)

    return resolve


@cache
def key_rate_limit() -> int:
    """The stack's parameter; functions that check no key have none."""
    return int(os.environ.get("KEY_RATE_LIMIT", "0"))


def webhooks_to_loopback() -> bool:
    """True in a sandbox on one's own machine: its webhooks may go to this machine."""
    return os.environ.get("WEBHOOKS_TO_LOOPBACK") == "true"


def secrets_client() -> Any:
    """The client of Secrets Manager, on the session of the table's: models and credentials are loaded once."""
    return session().create_client("secretsmanager")


def _secret(secret_id: str) -> str:
    """What Secrets Manager holds."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (see above)

    try:
        return str(secrets_client().get_secret_value(SecretId=secret_id)["SecretString"])
    except (BotoCoreError, ClientError) as error:
        raise errors.StorageUnavailable("A secret of the stack could not be read; try again.") from error
