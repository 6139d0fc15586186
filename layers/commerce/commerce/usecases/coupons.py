"""Coupons: made, changed and deleted together with the row that finds them by their code."""

from dataclasses import replace

from commerce.context import SETTINGS, Context
from commerce.domain import errors
from commerce.domain.coupon_commands import CreateCoupon, UpdateCoupon
from commerce.domain.coupons import Coupon
from commerce.domain.lifecycle import CouponStatus
from commerce.domain.money import Money, MoneyInput
from commerce.domain.settings import Settings
from commerce.store.keys import coupon_code_name
from commerce.store.lists import Listed, Selection, list_shown
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases.commit import (
    OK,
    answered_record,
    commit,
    commit_new,
    remember,
    replay,
    require_version,
    until_written,
)

SETTABLE = frozenset({CouponStatus.ACTIVE, CouponStatus.DISABLED})


def create(ctx: Context, command: CreateCoupon) -> Coupon:
    """Make a coupon; its code must be free."""
    coupon = _new(ctx, command)
    return until_written(ctx, lambda: _create(ctx, coupon))


def _create(ctx: Context, coupon: Coupon) -> Coupon:
    name = coupon_code_name(coupon.coupon_code)
    if ctx.request.dry_run:  # no write will tell whether the code is free
        _require_free(coupon, ctx.store.read(name).get(Coupon, name))
    try:
        return commit_new(ctx, coupon, [Create(coupon), Create(coupon, name=name)])
    except TransactionLost:
        holder = ctx.store.read(name).get(Coupon, name)
        _require_free(coupon, holder)
        if holder is None:
            raise
        return _take_over(ctx, coupon, holder)


def _require_free(coupon: Coupon, holder: Coupon | None) -> None:
    """A code is free if nobody holds it, or a coupon that is deleted."""
    if holder is not None and holder.set_status is not CouponStatus.DELETED:
        raise errors.CouponCodeExists(
            f"A coupon with the code {coupon.coupon_code} exists; choose another code, or change that coupon.",
            param="couponCode",
        )


def _take_over(ctx: Context, coupon: Coupon, deleted: Coupon) -> Coupon:
    """A deleted coupon's code is free again."""
    # The code's row counts uses for the coupon that holds it: it starts anew.
    write = Replace(coupon, deleted.version, name=coupon_code_name(coupon.coupon_code), before=deleted)
    return commit_new(ctx, coupon, [Create(coupon), write])


def _new(ctx: Context, command: CreateCoupon) -> Coupon:
    currency, now = ctx.settings.currency, ctx.now()
    return Coupon(
        id=ctx.new_id("cpn"),
        name=command.name,
        coupon_code=command.coupon_code,
        percent_off=command.percent_off,
        amount_off_money=_money(command.amount_off_money, currency),
        max_uses=command.max_uses,
        max_uses_per_customer=command.max_uses_per_customer,
        minimum_purchase_money=_money(command.minimum_purchase_money, currency),
        limit_to_item_ids=command.limit_to_item_ids,
        starts_at=command.starts_at,
        expires_at=command.expires_at,
        is_stackable=command.is_stackable,
        metadata=command.metadata,
        created_at=now,
        updated_at=now,
    ).at(now)


def update(ctx: Context, coupon_id: str, command: UpdateCoupon) -> Coupon:
    """Change a coupon; orders that carry it are checked against the change when they are paid."""
    changes = {name: getattr(command, name) for name in command.model_fields_set}
    status = changes.pop("status", None)
    if status is not None:
        if status not in SETTABLE:
            names = ", ".join(sorted(SETTABLE))
            field = errors.InvalidField("status", "INVALID_VALUE", f"send one of {names}")
            raise errors.InvalidRequest(
                f"A coupon's status is set to one of {names}; the others follow by themselves.", fields=[field]
            )
        changes["set_status"] = status
    for required in ("name", "is_stackable"):
        if changes.get(required, ...) is None:
            del changes[required]
    if changes.get("metadata", ...) is None:
        changes["metadata"] = {}
    return _change(ctx, coupon_id, changes)


def delete(ctx: Context, coupon_id: str) -> Coupon:
    """Delete a coupon: nobody can apply it or pay with it any more; it stays readable, and its code is free again."""
    return _change(ctx, coupon_id, {"set_status": CouponStatus.DELETED})


def _change(ctx: Context, coupon_id: str, changes: dict[str, object]) -> Coupon:
    def change() -> Coupon:
        found = ctx.read(coupon_id, SETTINGS)
        replay(ctx, found)
        coupon = found_coupon(found, coupon_id)
        require_version(ctx, coupon.version)
        now = ctx.now()
        _require_changeable(coupon, changes)
        edited = coupon.evolve(version=coupon.version + 1, updated_at=now, **changes).at(now)
        settings = found.get(Settings, SETTINGS)
        assert settings is not None
        # Payments see by this number that coupons must be read again.
        told = settings.evolve(coupons_version=settings.coupons_version + 1, version=settings.version + 1)
        record = answered_record(ctx, edited, OK)
        writes: list[Write] = [
            Replace(edited, coupon.version),
            Replace(edited, coupon.version, name=coupon_code_name(coupon.coupon_code)),
            Replace(told, settings.version),
            *remember(ctx, record),
        ]
        commit(ctx, writes)
        return edited

    return until_written(ctx, change)


def _require_changeable(coupon: Coupon, changes: dict[str, object]) -> None:
    if coupon.set_status is CouponStatus.DELETED:
        raise errors.CouponNotFound(f"Coupon {coupon.coupon_code} is deleted; make another one.", param="couponId")
    if (coupon.max_uses is None) != (changes.get("max_uses", coupon.max_uses) is None):
        # Uses are counted only for coupons that were limited from the start: a late limit would count from nothing.
        field = errors.InvalidField("maxUses", "IMMUTABLE", "make another coupon")
        raise errors.InvalidRequest(
            "A coupon is limited from the start or not at all; maxUses can be raised or lowered, not added or removed.",
            param="maxUses",
            fields=[field],
        )


def found_coupon(found: Found, coupon_id: str) -> Coupon:
    """Raises CouponNotFound if the read did not find it."""
    coupon = found.get(Coupon, coupon_id) if coupon_id.startswith("cpn_") else None
    if coupon is None:
        raise errors.CouponNotFound(f"There is no coupon {coupon_id}; GET /v1/coupons lists yours.", param="couponId")
    return coupon


def _money(money: MoneyInput | None, currency: str) -> Money | None:
    return None if money is None else Money(amount=money.amount, currency=money.currency or currency)


def listed(ctx: Context, selection: Selection, *, code: str | None) -> Listed[Coupon]:
    """The selected coupons, newest first, or the one with a code."""
    now = ctx.now()
    if code is not None:
        name = coupon_code_name(code)
        coupon = ctx.store.read(name).get(Coupon, name)
        coupons = [] if coupon is None else [coupon.at(now)]
        return Listed([found for found in coupons if selection.holds(found)])
    part = replace(selection, status=None)
    return list_shown(ctx.store, Coupon, part, lambda coupon: coupon.at(now), selection.status)
