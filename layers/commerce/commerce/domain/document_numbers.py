"""Numbers of invoices and of credit notes: each series counted per merchant and mode, without a gap."""

from commerce.domain.entity import Shape

DIGITS = 6


def document_number(prefix: str, number: int) -> str:
    """`INV-000042`."""
    return f"{prefix}-{number:0{DIGITS}d}"


class InvoiceCounter(Shape):
    """How many invoices were issued: the last one's number."""

    issued: int = 0
    version: int = 0
