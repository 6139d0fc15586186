"""Which modules are mutated, and which fast tests each has to be caught by: the first ones fastest."""

from collections.abc import Mapping

AT_LEAST_PERCENT = 90

_TOTALS = ("tests/unit/test_totals.py", "tests/vectors/test_order_vectors.py")
_TOTALS_LAWS = ("tests/properties/test_totals_arithmetic.py",)
_REVERSAL = (
    "tests/unit/test_reversal.py",
    "tests/vectors/test_refund_vectors.py",
    "tests/vectors/test_allocation_vectors.py",
    "tests/properties/test_refund_arithmetic.py",
)
_REFUNDS = (
    "tests/unit/test_refund_reservation.py",
    "tests/unit/test_settlement_refunds.py",
    "tests/properties/test_refunds_over_payments.py",
)
TESTS: Mapping[str, tuple[str, ...]] = {
    "money": ("tests/unit/test_money.py",),
    "arithmetic": ("tests/unit/test_arithmetic.py", "tests/properties/test_rounding_arithmetic.py"),
    "allocation": (
        "tests/unit/test_allocation.py",
        "tests/vectors/test_allocation_vectors.py",
        "tests/properties/test_allocation_arithmetic.py",
    ),
    "discounts": ("tests/unit/test_discounts.py", *_TOTALS, *_TOTALS_LAWS),
    "tax": ("tests/unit/test_tax.py", *_TOTALS, *_TOTALS_LAWS),
    "jurisdictions": ("tests/unit/test_jurisdictions.py",),
    "tax_quotes": ("tests/unit/test_tax_quotes.py",),
    "charges": ("tests/unit/test_charges.py", *_TOTALS, *_TOTALS_LAWS),
    "totals": (*_TOTALS, *_TOTALS_LAWS),
    "percentages": ("tests/unit/test_percentages.py",),
    "reversal": _REVERSAL,
    "billing_periods": ("tests/unit/test_billing_periods.py", "tests/vectors/test_subscription_vectors.py"),
    "proration": ("tests/unit/test_proration.py", "tests/vectors/test_subscription_vectors.py"),
    "dunning": ("tests/unit/test_dunning.py",),
    "lifecycle": ("tests/unit/test_lifecycle.py",),
    "settlement": ("tests/unit/test_settlement.py", "tests/unit/test_settlement_groups.py"),
    "refunds": ("tests/unit/test_refunds.py",),
    "payments": ("tests/unit/test_payments.py",),
    "claims": ("tests/unit/test_claims.py",),
    "restocking": ("tests/unit/test_restocking.py", "tests/unit/test_settlement_refunds.py"),
    "refund_lines": ("tests/unit/test_refund_lines.py", *_REFUNDS),
    "refund_reservation": _REFUNDS,
    "refund_settlement": _REFUNDS,
    "payment_reversal": ("tests/unit/test_payment_reversal.py",),
    "credit_notes": ("tests/unit/test_credit_notes.py",),
    "credit_note_papers": ("tests/unit/test_credit_note_papers.py",),
    "invoices": ("tests/unit/test_invoices.py", "tests/unit/test_invoice_reminders.py"),
    "payment_links": ("tests/unit/test_payment_links.py",),
    "checkout_orders": ("tests/unit/test_checkout_orders.py",),
    "checkout_sessions": ("tests/unit/test_checkout_orders.py",),
    "coupons": ("tests/unit/test_coupon_rules.py",),
    "coupon_rules": ("tests/unit/test_coupon_rules.py",),
    "order_statement": ("tests/unit/test_order_statement.py",),
    "subscription_making": ("tests/unit/test_subscription_making.py",),
    "subscription_changes": ("tests/unit/test_subscription_changes.py",),
    "subscription_states": ("tests/unit/test_subscription_changes.py",),
    "billing_cycles": ("tests/unit/test_billing_cycles.py",),
    "billing_outcomes": ("tests/unit/test_billing_outcomes.py",),
    "agent_limits": ("tests/unit/test_agent_limits.py",),
    "confirmations": ("tests/unit/test_confirmations.py",),
    "manual_payment_commands": ("tests/unit/test_manual_payment_commands.py",),
    "order_actions": ("tests/unit/test_order_actions.py", "tests/unit/test_order_refusals.py"),
    "order_pricing": ("tests/unit/test_order_pricing.py",),
}
