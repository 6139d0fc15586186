"""A tax service that obeys tests: a fixed rate everywhere, every question kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from commerce.domain import errors
from commerce.domain.arithmetic import parse_percent, percent_of
from commerce.domain.provided_taxes import ProvidedTaxes
from commerce.domain.tax_quotes import QuotedTax, TaxQuestion, answer_to
from commerce.domain.tax_rates import TaxProviderName


@dataclass
class FakeTaxService:
    """Stripe Tax as tests want it. percent: on every amount. down: it does not answer."""

    percent: str = "10"
    down: bool = False
    questions: list[TaxQuestion] = field(default_factory=list)

    def quote(self, question: TaxQuestion) -> ProvidedTaxes:
        """Tax every amount by itself, rounded half up."""
        self.questions.append(question)
        if self.down:
            raise errors.TaxProviderUnavailable("No answer came.", next_steps=["Try again."])
        quoted = {
            each.reference: [QuotedTax("Sales Tax", self.percent, each.amount, self._tax(each.amount))]
            for each in question.asked
        }
        return answer_to(question, quoted, provider=TaxProviderName.STRIPE_TAX, quote_id="taxcalc_1")

    def _tax(self, amount: int) -> int:
        return percent_of(amount, parse_percent(self.percent))
