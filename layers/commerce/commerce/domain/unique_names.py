"""Names that only one resource of a merchant may have: a row for each says who has it."""

from commerce.domain.entity import Shape


class UniqueName(Shape):
    """Who has a name. kind: what it is a name of. holder_id: None once it is free again."""

    kind: str
    name: str
    holder_id: str | None
    version: int = 1


SKU = "sku"
CUSTOMER_EMAIL = "customer_email"
