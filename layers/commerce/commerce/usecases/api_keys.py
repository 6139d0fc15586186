"""API keys: made, shown once, revoked. What a key may not do itself, it can't give or take away."""

from collections.abc import Sequence

from pydantic.alias_generators import to_camel

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.agent_limits import AgentLimits
from commerce.domain.api_key_commands import CreateApiKey, NewAgentLimits
from commerce.domain.api_keys import (
    ApiKey,
    KeyParts,
    NewApiKey,
    hash_secret,
    new_salt,
    new_secret,
    sealed,
    unsealed,
)
from commerce.domain.money import Money, MoneyInput, amount_in_currency
from commerce.domain.routes import ROUTES
from commerce.domain.scopes import ALL_SCOPES
from commerce.store.writes import Create
from commerce.usecases.commit import (
    OK,
    Replayed,
    answered_record,
    commit,
    commit_new,
    remember,
    replaced,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.persons import require_person


def create(ctx: Context, command: CreateApiKey) -> NewApiKey:
    """Make a key. Its text is in this answer and in its repetitions under the same idempotency key, nowhere else."""
    require_person(ctx, "make keys")
    _require_known(command.scopes)
    _require_own(ctx, command.scopes)
    key, text = new_key(ctx, command.name, command.scopes)
    if command.agent_limits is not None:
        key = key.evolve(agent_limits=_limits(ctx, command.agent_limits))
    secret = sealed(ctx.runtime.pepper(), key.id, _secret_of(text))
    answer = NewApiKey.of(key, secret)
    try:
        commit_new(ctx, answer, [Create(key)])
    except Replayed as first:
        raise Replayed(first.status, _shown(ctx, first.answer)) from None
    return answer if ctx.request.dry_run else answer.evolve(key=text)


def revoke(ctx: Context, api_key_id: str) -> ApiKey:
    """End a key: from its next request on it is refused. One that has ended stays as it is."""
    if api_key_id != ctx.actor:
        require_person(ctx, "revoke other keys")

    def change() -> ApiKey:
        found = ctx.read(api_key_id)
        replay(ctx, found)
        key = found.get(ApiKey, api_key_id)
        if key is None:
            message = f"There is no API key {api_key_id}; GET /v1/api-keys lists yours."
            raise errors.NotFound(message, param="apiKeyId")
        require_version(ctx, key.version)
        _require_own(ctx, key.scopes)
        now = ctx.now()
        ended = key
        if key.revoked_at is None:
            ended = key.evolve(revoked_at=now, updated_at=now, version=key.version + 1)
        writes = [replaced(ended, key.version), *remember(ctx, answered_record(ctx, ended, OK))]
        commit(ctx, writes)
        return ended

    return until_written(ctx, change)


def new_key(ctx: Context, name: str, scopes: Sequence[str]) -> tuple[ApiKey, str]:
    """A key as it is stored, and its text."""
    key_id, salt, secret, now = ctx.new_id("key"), new_salt(), new_secret(), ctx.now()
    parts = KeyParts(mode=ctx.tenant.mode, merchant_id=ctx.tenant.merchant_id, key_id=key_id, secret=secret)
    key = ApiKey(
        id=key_id,
        merchant_id=ctx.tenant.merchant_id,
        mode=ctx.tenant.mode,
        name=name,
        scopes=tuple(scopes),
        salt=salt,
        secret_hash=hash_secret(ctx.runtime.pepper(), salt, secret),
        created_at=now,
        updated_at=now,
    )
    return key, str(parts)


def _limits(ctx: Context, asked: NewAgentLimits) -> AgentLimits:
    """The limits with their currency filled in: the one that any of them names, else the merchant's."""
    if asked.allowed_actions is not None:
        _require_operations(asked.allowed_actions)
    amounts = {
        "max_amount_money": asked.max_amount_money,
        "max_daily_amount_money": asked.max_daily_amount_money,
        "confirmation_threshold_money": asked.confirmation_threshold_money,
    }
    given = {name: money for name, money in amounts.items() if money is not None}
    named = next((money.currency for money in given.values() if money.currency is not None), None)
    currency = named or (ctx.settings.currency if given else "")
    return AgentLimits(
        allowed_actions=asked.allowed_actions,
        **{name: _money(currency, money, f"agentLimits.{to_camel(name)}") for name, money in given.items()},
    )


def _money(currency: str, money: MoneyInput, field: str) -> Money:
    return Money(amount=amount_in_currency(currency, money, field, of="key's first limit"), currency=currency)


def _require_operations(names: Sequence[str]) -> None:
    unknown = sorted(set(names) - ROUTES.keys())
    if unknown:
        message = f"unknown operation: {', '.join(unknown)} (known: {', '.join(sorted(ROUTES))})"
        field = errors.InvalidField("agentLimits.allowedActions", "INVALID_VALUE", message)
        raise errors.InvalidRequest(
            f"agentLimits.allowedActions: {message}.", param="agentLimits.allowedActions", fields=[field]
        )


def _require_known(scopes: Sequence[str]) -> None:
    known = sorted({route.scope for route in ROUTES.values()} | {ALL_SCOPES})
    unknown = sorted(set(scopes) - set(known))
    if unknown:
        message = f"unknown scope: {', '.join(unknown)} (known: {', '.join(known)})"
        field = errors.InvalidField("scopes", "INVALID_VALUE", message)
        raise errors.InvalidRequest(f"scopes: {message}.", param="scopes", fields=[field])


def _require_own(ctx: Context, scopes: Sequence[str]) -> None:
    """Raises Forbidden for scopes that the asking key does not have: a key can't make a mightier one, or end it."""
    missing = sorted(set(scopes) - ctx.scopes)
    if missing and ALL_SCOPES not in ctx.scopes:
        raise errors.Forbidden(
            f"This API key lacks {', '.join(missing)}; a key deals only with keys of scopes that it has itself.",
            param="scopes",
            next_steps=["Use a key that has these scopes."],
            details={"requiredScope": missing[0]},
        )


def _secret_of(text: str) -> str:
    parts = KeyParts.parse(text)
    assert parts is not None
    return parts.secret


def _shown(ctx: Context, first: object) -> NewApiKey:
    """The first answer again, with the key's text as it was shown."""
    assert isinstance(first, NewApiKey)
    secret = unsealed(ctx.runtime.pepper(), first.id, first.sealed_secret)
    parts = KeyParts(mode=first.mode, merchant_id=first.merchant_id, key_id=first.id, secret=secret)
    return first.evolve(key=str(parts))
