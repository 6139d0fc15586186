"""Invoices over the whole stack: numbers under contention, files, mails, and a year of a subscription."""

from __future__ import annotations

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.runtime import Runtime

CLIENTS = 10
PATIENCE_SECONDS = 60


def done(answer: httpx.Response) -> dict[str, Any]:
    """What was answered."""
    assert answer.status_code < 300, answer.text
    return dict(answer.json()["data"])


@pytest.fixture
def own(runtime: Runtime) -> Iterator[httpx.Client]:
    """A client of a merchant of this test's own, whose clock and numbers nobody else moves."""
    outputs = runtime.aws.cloudformation.describe_stacks(StackName="flint")["Stacks"][0]["Outputs"]
    name = next(each["OutputValue"] for each in outputs if each["OutputKey"] == "CreateMerchantFunction")
    made = runtime.aws.functions.invoke(FunctionName=name, Payload=json.dumps({"name": "Own Store"}).encode())
    headers = {"Authorization": f"Bearer {json.loads(made['Payload'].read())['apiKey']}"}
    with httpx.Client(base_url=runtime.sandbox.base_url, headers=headers, timeout=60) as client:
        yield client


def draft(api: httpx.Client, amount: int = 9900) -> str:
    """Draft an invoice; its id. amount: minor units."""
    line = {"name": "Work", "unitPriceMoney": {"amount": amount}}
    return str(done(api.post("/v1/invoices", json={"recipientEmail": "ada@example.com", "lineItems": [line]}))["id"])


def issue(api: httpx.Client, invoice_id: str, tries: Counter[int]) -> str:
    """Issue an invoice, again with the same key while the counter is busy; its number. tries: answers by status."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer = api.post(f"/v1/invoices/{invoice_id}/issue", headers={"Idempotency-Key": f"issue-{invoice_id}"})
        tries[answer.status_code] += 1
        if answer.status_code in {409, 503} and time.monotonic() < deadline:
            time.sleep(0.05)
            continue
        return str(done(answer)["invoiceNumber"])


def test_ten_who_issue_at_once_get_numbers_without_a_gap(own: httpx.Client) -> None:
    """As many numbers as invoices, from 1 on, none twice; every refusal said to try again."""
    tries: Counter[int] = Counter()
    drafts = [draft(own) for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        numbers = sorted(clients.map(lambda invoice_id: issue(own, invoice_id, tries), drafts))
    assert numbers == [f"INV-{number:06d}" for number in range(1, CLIENTS + 1)]
    assert tries[200] == CLIENTS


def test_file_is_had_at_its_address_without_a_key(own: httpx.Client) -> None:
    """A PDF of A4 pages, through API Gateway's base 64."""
    invoice_id = draft(own)
    done(own.post(f"/v1/invoices/{invoice_id}/issue"))
    answer = httpx.get(done(own.get(f"/v1/invoices/{invoice_id}/pdf"))["url"], timeout=60)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert "INV-000001" in PdfReader(BytesIO(answer.content)).pages[0].extract_text()


def mailed(runtime: Runtime, number: int, recipient: str) -> list[dict[str, Any]]:
    """The mails to this recipient, once there are so many."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        told = httpx.get(f"{runtime.aws.endpoint_url}/_ministack/ses/messages").json()["messages"]
        found = [each for account in told.values() for each in account if each["To"] == [recipient]]
        if len(found) >= number or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


def test_sent_invoice_and_reminder_are_in_the_mailbox(runtime: Runtime, own: httpx.Client) -> None:
    """One mail each, with the amount: 99.00 + 8 % = 106.92."""
    invoice_id = draft(own)
    done(own.post(f"/v1/invoices/{invoice_id}/send", json={"recipientEmail": "mailbox@example.com"}))
    assert len(mailed(runtime, 1, "mailbox@example.com")) == 1
    done(own.post(f"/v1/invoices/{invoice_id}/send-reminder"))
    first, reminder = mailed(runtime, 2, "mailbox@example.com")
    assert first["Subject"] == "Invoice INV-000001 from Own Store"
    assert "106.92 USD are to be paid" in first["BodyText"]
    assert reminder["Subject"] == "Reminder: invoice INV-000001 from Own Store"


def move(api: httpx.Client, to: str) -> None:
    """Move the sandbox's clock, in as many steps as it takes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer = api.post("/v1/sandbox/clock/advance", json={"to": to}, headers={"Idempotency-Key": f"move-{to}"})
        if answer.status_code != 503 or time.monotonic() > deadline:
            done(answer)
            return


def test_a_year_of_a_subscription_has_the_invoices_that_a_person_computes(own: httpx.Client) -> None:
    """29.00 a month from 31 January of a leap year, with a fee of 10.00.

    First 29.00 + 10.00 = 39.00, 8 % of it 3.12: 42.12. Then eleven times 29.00 + 2.32 = 31.32. The 31st is kept.
    """
    line = {"name": "Pro", "unitPriceMoney": {"amount": 2900}}
    terms = {"name": "Pro", "billingInterval": "monthly", "lineItems": [line], "setupFeeMoney": {"amount": 1000}}
    plan = done(own.post("/v1/subscription-plans", json=terms))
    customer = done(own.post("/v1/customers", json={"name": "Ada", "taxId": "ATU1"}))
    done(own.post("/v1/payment-methods", json={"customerId": customer["id"], "paymentSourceToken": "tok_visa"}))
    move(own, "2028-01-31T09:30:00Z")
    done(own.post("/v1/subscriptions", json={"planId": plan["id"], "customerId": customer["id"]}))
    for month in range(2, 13):
        last = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
        move(own, f"2028-{month:02d}-{last}T12:00:00Z")
    listed = own.get("/v1/invoices", params={"pageSize": 50}).json()["data"]
    invoices = sorted(listed, key=lambda invoice: str(invoice["invoiceNumber"]))
    ends = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    expected = [(f"2028-{month:02d}-{day}", 3132, "paid") for month, day in enumerate(ends, 1)]
    expected[0] = ("2028-01-31", 4212, "paid")
    assert [(each["issuedAt"][:10], each["totalMoney"]["amount"], each["status"]) for each in invoices] == expected
    assert [each["invoiceNumber"] for each in invoices] == [f"INV-{number:06d}" for number in range(1, 13)]
    file = httpx.get(done(own.get(f"/v1/invoices/{invoices[1]['id']}/pdf"))["url"], timeout=60).content
    text = " ".join(PdfReader(BytesIO(file)).pages[0].extract_text().split())
    assert "29 February 2028 to 31 March 2028" in text
    assert "Ada Tax ID ATU1" in text
