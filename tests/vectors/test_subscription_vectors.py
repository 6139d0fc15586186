"""Periods, proration and dunning as other billing systems publish them, by our rules."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from commerce.domain.arithmetic import Rounding
from commerce.domain.billing_periods import BillingInterval, Period, Schedule, first_anchor
from commerce.domain.discounts import DiscountTerms, apply_discounts
from commerce.domain.dunning import DunningTerms, next_retry_at, status_after_failure
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.proration import price_change, prorated, prorated_parts
from tests.vectors.cases import Case, every

BASIS_POINTS = 10_000
FAILED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def moment(text: str) -> datetime:
    """A date is its midnight, in UTC."""
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def date(at: datetime) -> str:
    """The date of a moment in UTC."""
    return at.date().isoformat()


def monthly(anchor: str) -> Schedule:
    """A subscription by the month."""
    return Schedule(moment(anchor), BillingInterval.MONTHLY, 1)


def written(at: datetime) -> str:
    """A moment as the cases write it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def first_boundaries(given: Case) -> object:
    """The dates of the first periods."""
    schedule = monthly(given["anchor"])
    return [date(schedule.boundary(number)) for number in range(given["count"])]


def first_billing_date(given: Case) -> object:
    """The first date on the asked day of the month."""
    return {"firstBillingDate": date(first_anchor(moment(given["start"]), given["billCycleDay"], "UTC"))}


def period_around(given: Case) -> object:
    """The period that a moment lies in."""
    period = monthly(given["anchor"]).period_at(moment(given["at"]))
    return [written(period.start), written(period.end)]


def period_in_arrears(given: Case) -> object:
    """Who bills afterwards bills, on the day that a period begins, the one before it."""
    schedule = monthly(given["subscriptionAt"])
    period = schedule.period_at(moment(given["billingAt"]) - timedelta(seconds=1))
    assert period.end == moment(given["billingAt"])
    return {"periodStart": f"{date(period.start)} (in arrears)"}


def last_second_of_previous(given: Case) -> object:
    """We say where the next one begins; its last second is one before."""
    period = monthly(given["subscriptionAt"]).period_at(moment(given["billingAt"]))
    return {"previousPeriodEnd": written(period.start - timedelta(seconds=1))}


def months_in_juneau(given: Case) -> object:
    """Eighteen periods in eighteen months of the merchant's calendar."""
    schedule = Schedule(moment(given["start"]), BillingInterval.MONTHLY, 1, given["timeZone"])
    zone = ZoneInfo(given["timeZone"])
    months = [f"{schedule.boundary(number).astimezone(zone):%Y-%m}" for number in range(given["months"])]
    per_month = {months.count(month) for month in months}
    assert (len(months), months[0], months[-1]) == (18, "2015-10", "2017-03")
    rule = "no infinite loop, no skipped month across four DST changes"
    return {"invoicesPerMonth": per_month.pop(), "rule": rule}


def canceled_at_its_end(given: Case) -> object:
    """Neither is the second period begun, nor is any of the first left to give back."""
    zone = given["timeZone"]
    schedule = Schedule(moment(given["start"]), BillingInterval.MONTHLY, 1, zone)
    begun = schedule.number_at(moment(given["clockAt"])) + 1
    canceled_at = datetime.fromisoformat(given["cancelLocalDate"]).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    left = schedule.period_at(schedule.anchor).remaining(canceled_at)
    return {"invoices": begun, "prorationCredit": prorated(2995, left)}


def periods_met_by_runs(given: Case) -> object:
    """Two runs of one evening, of which the second is on the next day in Paris, begin one week's period."""
    schedule = Schedule(moment(given["start"]), BillingInterval.WEEKLY, 1, given["timeZone"])
    begun = {schedule.number_at(moment(run)) for run in given["billingRuns"]} - {0}
    return {"invoices": len(begun)}


def part_of_days(given: Case) -> object:
    """Days of the days of a period."""
    return {"amount": prorated(given["amount"], Fraction(given["days"], given["of"]))}


def factor(given: Case) -> object:
    """From a day to the 15th, of the month that ends there; nine decimals."""
    start, end = moment(given["from"]), moment(given["to"])
    schedule = Schedule(end, BillingInterval.MONTHLY, 1, anchor_day=end.day)
    part = schedule.period_at(start, begins=start).fraction
    return {"factor": f"{Decimal(part.numerator) / Decimal(part.denominator):.9f}"}


def change_within_period(given: Case) -> object:
    """A plan change at a moment of a period."""
    start, end = map(moment, given["period"])
    left = Period(start=start, end=end, whole_start=start).remaining(moment(given["at"]))
    change = price_change(old=given["old"], new=given["new"], remaining=left)
    return {"credit": change.credit, "debit": change.debit}


def change_of_interval(given: Case) -> object:
    """The rest of the old period goes back, and a whole new one begins."""
    answer = change_within_period(given)
    assert isinstance(answer, dict)
    return {"credit": answer["credit"], "debit": price_change(old=0, new=given["new"], remaining=Fraction(1)).debit}


def change_with_rest(given: Case) -> object:
    """A plan change with a part of the period left."""
    change = price_change(old=given["old"], new=given["new"], remaining=Fraction(given["remaining"]))
    return {"credit": change.credit, "debit": change.debit, "net": change.net}


def change_of_discounted(given: Case) -> object:
    """Both prices after their discount."""
    old, new = (
        given[price] - prorated(given[price], Fraction(given[points], BASIS_POINTS))
        for price, points in (("old", "oldPctBp"), ("new", "newPctBp"))
    )
    change = price_change(old=old, new=new, remaining=Fraction(given["remaining"]))
    return {"credit": change.credit, "debit": change.debit}


def change_of_discounted_lines(given: Case) -> object:
    """A fixed discount spread over the lines, then the part that is left of them."""

    def parts(prices: list[int]) -> list[int]:
        terms = DiscountTerms(amount=given["fixedDiscount"])
        (discount,) = apply_discounts(prices, [terms], Rounding.HALF_UP)
        nets = [price - off for price, off in zip(prices, discount.line_parts, strict=True)]
        return list(prorated_parts(nets, Fraction(given["remaining"])))

    return {"credits": parts(given["oldPrices"]), "debits": parts(given["newPrices"])}


def retries(given: Case) -> object:
    """The merchant's own days; after the last retry it ends."""
    terms = DunningTerms(retry_days=(2, 7, 14, 21))
    retried: list[datetime] = []
    while at := next_retry_at(FAILED_AT, retried[-1] if retried else FAILED_AT, terms):
        retried.append(at)
    assert len(retried) + 1 == given["failures"]
    then = status_after_failure(SubscriptionStatus.PAST_DUE, terms, waits=False)
    return {"retriesAfterDays": [(at - FAILED_AT).days for at in retried], "then": then.value}


def dunning_of_ended(given: Case) -> object:
    """What has ended stays as it is."""
    after = status_after_failure(SubscriptionStatus.CANCELED, DunningTerms(), waits=given["dunningFires"])
    return {"statusUnchanged": after is SubscriptionStatus.CANCELED}


ANSWERS: dict[frozenset[str], Callable[[Case], object]] = {
    frozenset({"anchor", "count"}): first_boundaries,
    frozenset({"start", "billCycleDay"}): first_billing_date,
    frozenset({"anchor", "at"}): period_around,
    frozenset({"start", "months", "timeZone"}): months_in_juneau,
    frozenset({"start", "cancelLocalDate", "clockAt", "timeZone"}): canceled_at_its_end,
    frozenset({"start", "interval", "billingRuns", "timeZone"}): periods_met_by_runs,
    frozenset({"amount", "days", "of"}): part_of_days,
    frozenset({"amount", "currency", "days", "of"}): part_of_days,
    frozenset({"from", "to"}): factor,
    frozenset({"old", "new", "period", "at"}): change_within_period,
    frozenset({"old", "new", "remaining"}): change_with_rest,
    frozenset({"old", "new", "remaining", "oldPctBp", "newPctBp"}): change_of_discounted,
    frozenset({"oldPrices", "newPrices", "fixedDiscount", "remaining"}): change_of_discounted_lines,
    frozenset({"failures"}): retries,
    frozenset({"subscription", "dunningFires"}): dunning_of_ended,
}
"""What is asked follows from what is given, but for a few cases that ask something else of the same."""

ASKED_OTHERWISE: dict[str, Callable[[Case], object]] = {
    "anchor-lago-4": period_in_arrears,
    "anchor-lago-5": last_second_of_previous,
    "prorate-polar-interval-2": change_of_interval,
    "prorate-polar-interval-3": change_of_interval,
}


@every("subscriptions")
def test_subscription_matches_the_vector(case: Case) -> None:
    """Every date, amount and status that the case states."""
    given = case["input"]
    answer = ASKED_OTHERWISE.get(case["id"]) or ANSWERS[frozenset(given)]
    assert answer(given) == case["expected"]
