"""Everything that a use case may touch, put together in this one place."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from commerce import environment
from commerce.domain import errors
from commerce.domain.idempotency import IdempotencyRecord
from commerce.domain.ids import new_id
from commerce.domain.rate_limits import Tally
from commerce.domain.settings import Settings
from commerce.store.keys import Tenant, idempotency_name
from commerce.store.store import Found, Store

if TYPE_CHECKING:
    # Only where money moves does a function load what the gateway speaks of, and only agents' keys have limits.
    from commerce.domain.agent_limits import AgentKey
    from commerce.domain.confirmations import Confirmation
    from commerce.domain.provided_taxes import ProvidedTaxes
    from commerce.domain.tax_quotes import TaxQuestion

    # Only where webhooks are registered or sent does one load what they go by.
    from commerce.domain.webhook_targets import Reach
    from commerce.mailing.ses import Mailer
    from commerce.payments.gateway import Gateway
    from commerce.taxation.stripe_tax import Quote
    from commerce.webhooks.dispatching import Dispatch
    from commerce.webhooks.resolving import Resolve
    from commerce.webhooks.sending import Send

SYSTEM = "system"
SETTINGS = "settings"
TEST_MODE = "test"
NOT_MOVED = timedelta(0)


class Clock:
    """The one clock."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)


class RequestTerms(NamedTuple):
    """What a request says beside its input."""

    idempotency_key: str | None = None
    fingerprint: str = ""
    wanted: str = ""
    """The fingerprint of the same request in earnest, which is what a person approves."""
    expected_version: int | None = None
    dry_run: bool = False
    operation: str = ""


NO_TERMS = RequestTerms()


@dataclass(slots=True)
class Runtime:
    """What lives as long as the process: shared by all requests that it answers."""

    clock: Clock = field(default_factory=Clock)
    gateway_for: Callable[[str], "Gateway"] | None = None
    """Makes the gateway of a mode; None: from the environment."""
    quote_taxes_for: Callable[[str], "Quote"] | None = None
    """Asks for taxes in a mode; None: from the environment."""
    webhook_secrets_for: Callable[[], Mapping[str, str]] | None = None
    """What the processor signs its events with, per mode; None: from the environment."""
    pepper_for: Callable[[], str] | None = None
    """The stack's secret in the hashes of API keys; None: from the environment."""
    webhook_secret_for: Callable[[], str] | None = None
    """What secrets of webhook endpoints are derived from; None: from the environment."""
    resolve_for: Callable[[], "Resolve"] | None = None
    """Finds the addresses of a host; None: by the operating system."""
    send_for: Callable[[], "Send"] | None = None
    """Sends webhooks; None: over the network."""
    mailer_for: Callable[[], "Mailer"] | None = None
    """Takes mails; None: Amazon SES."""
    dispatch_for: Callable[[], "Dispatch"] | None = None
    """Hands deliveries to workers; None: by SQS and Step Functions."""
    webhooks_to_loopback: bool | None = None
    """True if webhooks may go to this machine, which only a sandbox on it may say; None: from the environment."""
    key_rate_limit_for: Callable[[], int] | None = None
    """Requests that a key may make in a window of time, 0: any number; None: from the environment."""
    store_for: Callable[[Tenant], Store] = Store
    new_id: Callable[[str, datetime], str] = new_id
    settings: dict[Tenant, Settings] = field(default_factory=dict)
    """Merchants' settings as last read; the authorizer tells each request which version is current."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    """Requests of each key that this process let through and has not written down."""

    def gateway(self, mode: str) -> "Gateway":
        """The card processor in this mode."""
        return (self.gateway_for or environment.gateway)(mode)

    def quote_taxes(self, mode: str) -> "Quote":
        """Stripe Tax in this mode."""
        return (self.quote_taxes_for or environment.quote_taxes)(mode)

    def webhook_secrets(self) -> Mapping[str, str]:
        """What the processor signs its events with, per mode."""
        return (self.webhook_secrets_for or environment.webhook_secrets)()

    def pepper(self) -> str:
        """The stack's secret in the hashes of API keys. Raises StorageUnavailable if it can't be read."""
        return (self.pepper_for or environment.pepper)()

    def webhook_secret(self) -> str:
        """What secrets of webhook endpoints are derived from. Raises StorageUnavailable if it can't be read."""
        return (self.webhook_secret_for or environment.webhook_secret)()

    def resolve(self, host: str) -> tuple[str, ...]:
        """The addresses of a host, none if it has none or if that is not known now."""
        return (self.resolve_for or environment.system_resolver)()(host)

    @property
    def send(self) -> "Send":
        """Sends webhooks."""
        return (self.send_for or environment.network_sender)()

    @property
    def mailer(self) -> "Mailer":
        """Takes mails."""
        return (self.mailer_for or environment.ses_mailer)()

    @property
    def dispatch(self) -> "Dispatch":
        """Hands deliveries to workers."""
        return (self.dispatch_for or environment.aws_dispatch)()

    def webhook_reach(self, mode: str) -> "Reach":
        """Where webhooks of this mode may go."""
        from commerce.domain.webhook_targets import Reach  # noqa: PLC0415 (no cold start of others pays for it)

        known = self.webhooks_to_loopback
        loopback = environment.webhooks_to_loopback() if known is None else known
        return Reach(secure=mode == "live", loopback=loopback)

    def key_rate_limit(self) -> int:
        """Requests that a key may make in a window of time; 0: any number."""
        return (self.key_rate_limit_for or environment.key_rate_limit)()


@dataclass(slots=True)
class Context:
    """One request, or one piece of background work, of one tenant."""

    tenant: Tenant
    runtime: Runtime
    actor: str = SYSTEM
    scopes: frozenset[str] = frozenset()
    """What the asking key may do."""
    settings_version: int | None = None
    """The current version of the merchant's settings; None: not known, so they are read."""
    request: RequestTerms = NO_TERMS
    public_url: str = field(default_factory=environment.public_url)
    """Where buyers reach the hosted pages, without a slash at its end; empty: not known."""
    clock_offset_seconds: int | None = None
    """How far the merchant's clock is ahead; None: not known, so it is read when it is first asked for."""
    agent: "AgentKey | None" = None
    """The asking key with its limits, if an agent holds it."""
    confirmation: "Confirmation | None" = None
    """What a person was asked, or has said, of this request of an agent's."""

    @property
    def approved_by(self) -> str | None:
        """The key that approved this request of an agent's; None: nobody had to, or nobody has."""
        return None if self.confirmation is None else self.confirmation.approver

    @property
    def store(self) -> Store:
        """This tenant's rows."""
        store = self.runtime.store_for(self.tenant)
        store.clock_offset = lambda: self.clock_offset
        return store

    @property
    def gateway(self) -> "Gateway":
        """The card processor in this tenant's mode; loaded when first asked for."""
        return self.runtime.gateway(self.tenant.mode)

    def quote_taxes(self, question: "TaxQuestion") -> "ProvidedTaxes":
        """What Stripe Tax answers in this tenant's mode; loaded when first asked."""
        return self.runtime.quote_taxes(self.tenant.mode)(question)

    def now(self) -> datetime:
        """This moment, by the merchant's clock."""
        return self.runtime.clock.now() + self.clock_offset

    def real_now(self) -> datetime:
        """This moment by the clock of everybody else: the one that the card processor goes by."""
        return self.runtime.clock.now()

    @property
    def clock_offset(self) -> timedelta:
        """How far the merchant's clock is ahead of the real one: only a sandbox's can be."""
        if self.tenant.mode != TEST_MODE:
            return NOT_MOVED
        if self.clock_offset_seconds is None:
            settings = self.store.read(SETTINGS).get(Settings, SETTINGS)
            self.clock_offset_seconds = 0 if settings is None else settings.clock_offset_seconds
        return timedelta(seconds=self.clock_offset_seconds)

    def new_id(self, prefix: str) -> str:
        """A new identifier."""
        return self.runtime.new_id(prefix, self.now())

    def read(self, *names: str, with_settings: bool = False) -> Found:
        """One round trip for rows, the request's idempotency record, and the settings if they are not at hand."""
        wanted = list(names)
        if self.request.idempotency_key is not None:
            wanted.append(idempotency_name(self.request.idempotency_key))
        if with_settings and not self._has_current_settings():
            wanted.append(SETTINGS)
        found = self.store.read(*wanted)
        if SETTINGS in wanted:
            self._keep(found.get(Settings, SETTINGS))
        return found

    def remembered(self, found: Found) -> IdempotencyRecord | None:
        """The record of the request's idempotency key among what was read, unless it has expired."""
        if self.request.idempotency_key is None:
            return None
        record = found.get(IdempotencyRecord, idempotency_name(self.request.idempotency_key))
        return None if record is None or record.expires_at <= self.now() else record

    @property
    def settings(self) -> Settings:
        """The merchant's settings, at the version that was current when the request came in."""
        if not self._has_current_settings():
            self._keep(self.store.read(SETTINGS).get(Settings, SETTINGS))
        return self.runtime.settings[self.tenant]

    def _has_current_settings(self) -> bool:
        known = self.runtime.settings.get(self.tenant)
        return known is not None and self.settings_version is not None and known.version >= self.settings_version

    def _keep(self, settings: Settings | None) -> None:
        if settings is None:
            raise errors.NotFound("This merchant has no settings; create the merchant again.")
        self.runtime.settings[self.tenant] = settings
        self.settings_version = settings.version
        if self.clock_offset_seconds is None:
            self.clock_offset_seconds = settings.clock_offset_seconds
