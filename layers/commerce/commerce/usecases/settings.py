"""A merchant's settings and tax rates: one document, changed under its version."""

from collections.abc import Callable
from typing import TypeVar

from commerce.context import SETTINGS, Context
from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.settings import Settings
from commerce.domain.settings_commands import UpdateSettings
from commerce.domain.tax_rate_commands import CreateTaxRate, UpdateTaxRate
from commerce.domain.tax_rates import MAX_TAX_RATES, TaxRate
from commerce.store.lists import Listed, Selection, list_held
from commerce.store.writes import Replace
from commerce.usecases.commit import (
    CREATED,
    OK,
    answered_record,
    commit,
    remember,
    replay,
    require_version,
    until_written,
)

S = TypeVar("S", bound=Shape)


def update(ctx: Context, command: UpdateSettings) -> Settings:
    """Change settings; orders that exist keep theirs."""
    clearable = {"business_address", "business_tax_id", "invoice_reply_to", "logo_url", "brand_color"}
    changes = {
        name: value
        for name in command.model_fields_set
        if (value := getattr(command, name)) is not None or name in clearable
    }

    def edit(settings: Settings) -> tuple[Settings, Settings]:
        require_version(ctx, settings.version)
        edited = settings.evolve(version=settings.version + 1, updated_at=ctx.now(), **changes)
        return edited, edited

    return _change(ctx, edit, OK)


def create_tax_rate(ctx: Context, command: CreateTaxRate) -> TaxRate:
    """Add a tax rate."""

    def edit(settings: Settings) -> tuple[Settings, TaxRate]:
        if len(settings.tax_rates) >= MAX_TAX_RATES:
            raise errors.InvalidRequest(f"A merchant holds at most {MAX_TAX_RATES} tax rates; delete one first.")
        now = ctx.now()
        values = {name: getattr(command, name) for name in type(command).model_fields}
        rate = TaxRate(id=ctx.new_id("tax"), created_at=now, updated_at=now, **values)
        return _with_rates(settings, (*settings.tax_rates, rate)), rate

    return _change(ctx, edit, CREATED)


def update_tax_rate(ctx: Context, tax_rate_id: str, command: UpdateTaxRate) -> TaxRate:
    """Change a tax rate; orders that exist keep the rate they were given."""
    clearable = {"jurisdiction"}
    changes = {
        name: value
        for name in command.model_fields_set
        if (value := getattr(command, name)) is not None or name in clearable
    }

    def edit(settings: Settings) -> tuple[Settings, TaxRate]:
        rate = found_tax_rate(settings, tax_rate_id)
        require_version(ctx, rate.version)
        edited = rate.evolve(version=rate.version + 1, updated_at=ctx.now(), **changes)
        rates = tuple(edited if kept.id == rate.id else kept for kept in settings.tax_rates)
        return _with_rates(settings, rates), edited

    return _change(ctx, edit, OK)


def delete_tax_rate(ctx: Context, tax_rate_id: str) -> TaxRate:
    """Take a tax rate away; orders that exist keep it."""

    def edit(settings: Settings) -> tuple[Settings, TaxRate]:
        rate = found_tax_rate(settings, tax_rate_id)
        require_version(ctx, rate.version)
        return _with_rates(settings, tuple(kept for kept in settings.tax_rates if kept.id != rate.id)), rate

    return _change(ctx, edit, OK)


def found_tax_rate(settings: Settings, tax_rate_id: str) -> TaxRate:
    """Raises NotFound if the merchant has no such rate."""
    for rate in settings.tax_rates:
        if rate.id == tax_rate_id:
            return rate
    raise errors.NotFound(f"There is no tax rate {tax_rate_id}; GET /v1/tax-rates lists yours.", param="taxRateId")


def _with_rates(settings: Settings, rates: tuple[TaxRate, ...]) -> Settings:
    return settings.evolve(tax_rates=rates, version=settings.version + 1)


def _change(ctx: Context, edit: Callable[[Settings], tuple[Settings, S]], status: int) -> S:
    """Read, decide, write; `edit` answers the document and the part of it that the caller gets."""

    def change() -> S:
        found = ctx.read(SETTINGS)
        replay(ctx, found)
        settings = found.get(Settings, SETTINGS)
        assert settings is not None
        edited, answer = edit(settings)
        record = answered_record(ctx, answer, status)
        commit(ctx, [Replace(edited, settings.version), *remember(ctx, record)])
        return answer

    return until_written(ctx, change)


def listed_tax_rates(settings: Settings, selection: Selection) -> Listed[TaxRate]:
    """The selected tax rates, newest first."""
    return list_held(settings.tax_rates, selection)
