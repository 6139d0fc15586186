"""Where documents can be had as files."""

from pydantic import Field

from commerce.domain.entity import Shape


class InvoicePdf(Shape):
    """Where an invoice can be had as a PDF."""

    id: str
    invoice_id: str
    invoice_number: str
    file_name: str = Field(examples=["INV-000042.pdf"])
    url: str = Field(description="Takes no key: whoever has it sees the invoice, as it is now.")
