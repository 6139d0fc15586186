"""Where documents can be had as files."""

from pydantic import Field

from commerce.domain.entity import Shape

CREDIT_NOTES_PATH = "/n/"
"""Where the files of credit notes are; the token follows."""


class InvoicePdf(Shape):
    """Where an invoice can be had as a PDF."""

    id: str
    invoice_id: str
    invoice_number: str
    file_name: str = Field(examples=["INV-000042.pdf"])
    url: str = Field(description="Takes no key: whoever has it sees the invoice, as it is now.")


class CreditNotePdf(Shape):
    """Where a credit note can be had as a PDF."""

    id: str
    credit_note_id: str
    credit_note_number: str
    file_name: str = Field(examples=["CN-000007.pdf"])
    url: str = Field(description="Takes no key: whoever has it sees the credit note.")
