"""What lists can be asked for: pages, and filters that name their known values when they are wrong."""

import base64
import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, NamedTuple, Self, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from commerce.domain import errors
from commerce.domain.entity import Command, Shape
from commerce.domain.ids import first_id_at
from commerce.domain.moments import Moment
from commerce.store.lists import Listed, Selection

E = TypeVar("E", bound=Shape)

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
ID = re.compile(r"[a-z]+_[0-9A-Z]{26}|(?:activity|change|cycle)/[0-9]{8}")


class Page(NamedTuple, Generic[E]):
    """A page of a list; `next_page_token` is None on the last one."""

    items: list[E]
    next_page_token: str | None = None


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


ANY_CASE = BeforeValidator(_lower)
"""A status is asked for in capitals or not."""


class Filters(Command):
    """A page of a list."""

    page_size: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = DEFAULT_PAGE_SIZE
    page_token: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="`nextPageToken` of the page before."
    )

    @property
    def after(self) -> str | None:
        """The last id of the page before. Raises InvalidRequest for a token that no page gave."""
        if self.page_token is None:
            return None
        try:
            text = base64.b64decode(self.page_token, altchars=b"-_", validate=True).decode()
        except ValueError:  # no base 64, or no text in it
            text = ""
        if not ID.fullmatch(text):
            field = errors.InvalidField("pageToken", "INVALID_VALUE", "send nextPageToken of the page before")
            raise errors.InvalidRequest("pageToken is not one that a page gave.", param="pageToken", fields=[field])
        return text

    def page(self, listed: Listed[E]) -> Page[E]:
        """The page of what the store found."""
        below = listed.more_below
        token = None if below is None else base64.urlsafe_b64encode(below.encode()).decode()
        return Page(listed.entities, token)


class CreatedFilters(Filters):
    """Filters by the time of creation."""

    created_after: Moment | None = None
    created_before: Moment | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.created_after and self.created_before and self.created_before <= self.created_after:
            raise ValueError("createdBefore must be later than createdAfter")
        return self

    def selection(self, prefix: str, *, status: str | None = None, customer_id: str | None = None) -> Selection:
        """These filters as a range of ids, which begin with the time of creation."""
        before = None if self.created_before is None else first_id_at(prefix, self.created_before)
        ends = [end for end in (before, self.after) if end is not None]
        return Selection(
            status=status,
            customer_id=customer_id,
            low=None if self.created_after is None else first_id_at(prefix, _next_millisecond(self.created_after)),
            below=min(ends) if ends else None,
            limit=self.page_size,
        )


def _next_millisecond(moment: datetime) -> datetime:
    """Ids count milliseconds: what was created in this one is not after it."""
    return moment + timedelta(milliseconds=1)
