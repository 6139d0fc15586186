"""An order's arithmetic as callers read it: one step after the other, each exact, rounded and spread."""

from enum import StrEnum

from pydantic import Field, computed_field

from commerce.domain.arithmetic import Rounding
from commerce.domain.entity import Shape
from commerce.domain.money import Money
from commerce.domain.order_answers import NetAmounts


class StepKind(StrEnum):
    """What a step works out, in the order in which steps are taken."""

    SUBTOTAL = "subtotal"
    DISCOUNT = "discount"
    CHARGE = "charge"
    TAX = "tax"
    TIP = "tip"
    TOTAL = "total"
    PAYMENT = "payment"
    BALANCE = "balance"
    REFUND = "refund"


class ExactAmount(Shape):
    """An amount before rounding: a reduced fraction of minor units, as strings, which no reader rounds."""

    numerator: str = Field(examples=["4096"])
    denominator: str = Field(examples=["5"])


class ExplainedPart(Shape):
    """What a line or a charge has of a step's amount."""

    order_line_item_id: str | None = None
    charge_id: str | None = None
    name: str
    amount_money: Money
    exact: ExactAmount = Field(description="Its share of the rounded amount before that was split into whole units.")
    spare_units: int = Field(
        description="Minor units above its exact share rounded down: they were left over, and its remainder was among "
        "the largest. Negative where it had no room for its share."
    )


class ExplainedRefundTax(Shape):
    """The tax of one rate that a refund gives back."""

    name: str
    amount_money: Money


class ExplanationStep(Shape):
    """One step. What does not apply to its kind is null or empty."""

    number: int
    kind: StepKind
    subject_id: str | None = Field(
        default=None, description="The discount, charge, tax rate, tip, payment intent or refund that it is about."
    )
    name: str | None = None
    percentage: str | None = None
    base_money: Money | None = Field(default=None, description="What a percentage is taken of, or what limits it.")
    exact: ExactAmount | None = Field(default=None, description="The amount before its one rounding.")
    amount_money: Money = Field(description="What the step comes to.")
    delta_money: Money = Field(description="What it adds to what is to be paid; all of them add up to the balance.")
    running_money: Money = Field(description="What is to be paid after it.")
    tax_money: Money | None = Field(default=None, description="The tax inside a refund.")
    refunded_taxes: tuple[ExplainedRefundTax, ...] = Field(default=(), description="That tax by its rates.")
    parts: tuple[ExplainedPart, ...] = Field(default=(), description="The lines and charges that it is spread over.")
    description: str = Field(description="The step in one English sentence.")


class OrderExplanation(Shape):
    """How an order comes to what it comes to."""

    order_id: str
    rounding: Rounding = Field(description="What happens to exact halves.")
    steps: tuple[ExplanationStep, ...]
    net_amounts: NetAmounts = Field(description="The order's own amounts, which the steps come to.")

    @computed_field
    def id(self) -> str:
        """The order's id."""
        return self.order_id
