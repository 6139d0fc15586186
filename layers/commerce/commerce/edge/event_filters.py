"""What the list of events can be asked for."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.recorded_events import EventTypeText
from commerce.edge.filters import CreatedFilters

ResourceId = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z]+_[0-9A-Z]{26}$")]


class EventFilters(CreatedFilters):
    """Which events."""

    event_type: EventTypeText | None = None
    resource_id: ResourceId | None = Field(default=None, description="What they tell of, such as a payment intent.")
    order_id: Annotated[str, StringConstraints(pattern=r"^ord_[0-9A-Z]{26}$")] | None = Field(
        default=None, description="Events of this order itself; the same as its id in `resourceId`."
    )

    @model_validator(mode="after")
    def _is_about_one_thing(self) -> Self:
        if self.order_id is not None and self.resource_id not in {None, self.order_id}:
            raise ValueError("orderId and resourceId differ; send one of them")
        return self

    @property
    def about(self) -> str | None:
        """The id of what they tell of; None: anything."""
        return self.resource_id or self.order_id
