"""What a buyer changes on a checkout page before they pay."""

from commerce.pages.checkout_steps import change
from commerce.pages.responses import Response
from commerce.pages.routing import Visit, page


@page
def handler(visit: Visit) -> Response:
    """POST /checkout/{token}/{step}: a coupon, a tip or an address; then the page is shown again."""
    return change(visit)
