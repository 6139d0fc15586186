"""What a buyer may change of an order before they pay: its coupon, its tip, and where it is taxed."""

from commerce.context import Context, RequestTerms
from commerce.domain import errors
from commerce.domain.checkout_orders import Stage
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.order_edit_commands import AddTips, ApplyCoupon, ApplyTax, RemoveDiscounts
from commerce.usecases import orders
from commerce.usecases.checkout_opening import Checkout


def changing(checkout: Checkout, version: int) -> Context:
    """The context of a change. version: of the order that the buyer saw; another one refuses it."""
    ctx = checkout.ctx
    ctx.request = RequestTerms(expected_version=version)
    return ctx


def require_payable(checkout: Checkout) -> None:
    """Raises CheckoutSessionNotOpen once there is nothing more to choose."""
    if checkout.stage is not Stage.PAY:
        raise errors.CheckoutSessionNotOpen("This page has ended, or a payment is under way.")


def apply_coupon(checkout: Checkout, code: str, *, version: int) -> None:
    """Apply a coupon by its code. Raises CheckoutSessionNotOpen if this session takes none."""
    if not checkout.session.allow_coupon:
        raise errors.CheckoutSessionNotOpen("This session takes no coupons.")
    orders.apply_coupon(changing(checkout, version), checkout.order.id, ApplyCoupon(coupon_code=code))


def remove_coupon(checkout: Checkout, code: str, *, version: int) -> None:
    """Take a coupon away again; discounts that the merchant gave by hand stay."""
    ids = tuple(each.id for each in checkout.order.applied_discounts if each.coupon_code == code)
    if checkout.session.allow_coupon and ids:
        command = RemoveDiscounts(applied_discount_ids=ids)
        orders.remove_discounts(changing(checkout, version), checkout.order.id, command)


def set_tip(checkout: Checkout, tip: AddTips | None, *, version: int) -> None:
    """Let this be the order's tip; None: no tip. Raises CheckoutSessionNotOpen if this session takes none."""
    if not checkout.session.allow_tip:
        raise errors.CheckoutSessionNotOpen("This session takes no tips.")
    orders.set_tip(changing(checkout, version), checkout.order.id, tip)


def set_tax_address(checkout: Checkout, address: TaxAddress, *, version: int) -> None:
    """Tax the order by where the buyer is."""
    orders.apply_tax(changing(checkout, version), checkout.order.id, ApplyTax(tax_address=address))
