"""What a warm process keeps from one request to the next."""

from functools import cache

from commerce.context import Runtime


@cache
def process_runtime() -> Runtime:
    """The one runtime of this process."""
    return Runtime()
