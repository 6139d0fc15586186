"""The decorator that makes a function an API operation; everything else about it is derived."""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from commerce.domain.entity import Command, Shape
from commerce.edge.respond import Response, respond
from commerce.edge.runtime import process_runtime

if TYPE_CHECKING:
    # Only lists load what lists can be asked for.
    from commerce.edge.filters import Filters

OPERATIONS_PACKAGE = "api"
SCOPED_TOGETHER = {"webhook_endpoints": "webhooks", "webhook_events": "webhooks"}
"""Resources whose scopes have another name than their own."""


class Operation(NamedTuple):
    """An API operation, callable as a Lambda handler."""

    function: Callable[..., Any]
    method: str
    path: str
    status: int
    pays: bool
    public: bool
    stores: bool
    makes_keys: bool
    counts: bool
    prices: bool
    derives_secrets: bool
    alias: str | None
    delivers: bool
    replays: bool

    @property
    def module(self) -> str:
        """Such as `api.orders.apply_coupon`."""
        return self.function.__module__

    @property
    def resource(self) -> str:
        """`payment_intents`, as in scopes."""
        return self.module.split(".")[-2]

    @property
    def name(self) -> str:
        """`orders.applyCoupon`, the operation's one name everywhere."""
        return ".".join(camel(part) for part in self.module.split(".")[-2:])

    @property
    def mutates(self) -> bool:
        """True if it changes something, so that idempotency keys and dry runs apply."""
        return self.stores and self.method != "GET"

    @property
    def kind(self) -> str:
        """What it needs: one of the kinds that roles are named for, such as `read`, `pay` or `clock`."""
        declared = {
            "replay": self.replays,
            "clock": self.pays and self.delivers,
            "keys": self.makes_keys,
            "secrets": self.derives_secrets,
            "pay": self.pays,
            "public": self.public,
            "count": self.counts,
            "price": self.prices,
            "deliver": self.delivers,
        }
        usual = "write" if self.mutates else "read"
        return next((kind for kind, is_so in declared.items() if is_so), usual)

    @property
    def scope(self) -> str | None:
        """The scope a key needs; None for a public operation."""
        if self.public:
            return None
        resource = SCOPED_TOGETHER.get(self.resource, self.resource)
        return f"{resource}.{'write' if self.mutates else 'read'}"

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """Names of the path's parameters."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    @property
    def body(self) -> type[Command] | None:
        """The shape of its body; None: it takes none."""
        return cast(type[Command] | None, self._annotation("body"))

    @property
    def signed(self) -> bool:
        """True if it takes a body as it was sent, with the signature over it."""
        return self._annotation("signed") is not None

    @property
    def query(self) -> "type[Filters] | None":
        """The shape of its query; None: it takes none."""
        return cast("type[Filters] | None", self._annotation("query"))

    @property
    def answer(self) -> Any:
        """What it answers: a shape, or `Page[shape]`."""
        return inspect.get_annotations(self.function)["return"]

    @property
    def documentation(self) -> str:
        """Its docstring: the first sentence is the summary."""
        return inspect.getdoc(self.function) or ""

    def _annotation(self, name: str) -> Any:
        return inspect.get_annotations(self.function).get(name)

    def __call__(self, event: dict[str, Any], _: object) -> Response:
        """Answer API Gateway."""
        return respond(self, event, process_runtime())


def operation(
    method: str,
    path: str,
    *,
    status: int = 200,
    pays: bool = False,
    public: bool = False,
    stores: bool = True,
    makes_keys: bool = False,
    counts: bool = False,
    prices: bool = False,
    derives_secrets: bool = False,
    alias: str | None = None,
    delivers: bool = False,
    replays: bool = False,
) -> Callable[[Callable[..., Any]], Operation]:
    """Make a function an operation.

    status: of a success. pays: it moves money, so it talks to the card processor. public: it takes no key.
    stores: False for a calculation that is sent as a POST but changes nothing.
    makes_keys: it hashes new API keys, so it may read the secret that goes into the hash.
    counts: it takes or gives back what is counted, such as a coupon's uses, without moving money at the processor.
    prices: it changes what is taxed of an order, so it may ask Stripe Tax.
    derives_secrets: it makes secrets that webhooks are signed with, so it may read what they are derived from.
    alias: another path with the same parameters that leads to it.
    delivers: it sends webhooks, so it may put deliveries into their queue.
    replays: it sends dead letters back, so it may put messages into every queue.
    """

    def decorate(function: Callable[..., Any]) -> Operation:
        return Operation(
            function,
            method,
            path,
            status,
            pays,
            public,
            stores,
            makes_keys,
            counts,
            prices,
            derives_secrets,
            alias,
            delivers,
            replays,
        )

    return decorate


def camel(snake: str) -> str:
    """`apply_coupon` → `applyCoupon`."""
    first, *rest = snake.split("_")
    return first + "".join(word.capitalize() for word in rest)


def snake(camel: str) -> str:
    """`applyCoupon` → `apply_coupon`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in camel)


def answered_shape(answer: Any) -> type[Shape] | None:
    """The resource that an operation answers, alone or in a page."""
    found = getattr(answer, "__args__", (answer,))[0]
    return found if isinstance(found, type) and issubclass(found, Shape) else None
