"""A merchant of one's own in a deployed stack, on AWS or on this machine: `pip install 'flint[aws]'`.

No caller of the API makes merchants. Whoever may invoke functions of the stack's account does, with AWS's credentials
as every AWS client finds them.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from flint.profiles import Profile

LOCAL_AWS_URL = "http://127.0.0.1:4566"
LOCAL_BASE_URL = "http://127.0.0.1:4000"
LOCAL_STACK = "flint"
LOCAL = {"region_name": "us-east-1", "aws_access_key_id": "test", "aws_secret_access_key": "test"}
"""As `make dev` has it."""

CONNECT_SECONDS = 5


class Where(NamedTuple):
    """Which stack. base_url: of its API; None: as the stack's outputs tell. aws_url: None: AWS itself."""

    stack: str
    base_url: str | None = None
    aws_url: str | None = None
    local: bool = False


def create(where: Where, name: str) -> Profile:
    """Make a sandbox merchant of this name; its keys. Raises ValueError if the stack can't be asked or refuses."""
    errors = _aws().exceptions
    try:
        return _create(where, name)
    except (errors.BotoCoreError, errors.ClientError) as error:
        raise ValueError(f"Stack {where.stack} could not be asked: {error}. Name yours with --stack.") from error


def _create(where: Where, name: str) -> Profile:
    (stack,) = _client(where, "cloudformation").describe_stacks(StackName=where.stack)["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}
    if "CreateMerchantFunction" not in outputs:
        raise ValueError(f"Stack {where.stack} is no Flint: it has no output CreateMerchantFunction.")
    asked = json.dumps({"name": name, "mode": "test"}).encode()
    answer = _client(where, "lambda").invoke(FunctionName=outputs["CreateMerchantFunction"], Payload=asked)
    told = json.loads(answer["Payload"].read())
    if answer.get("FunctionError"):
        raise ValueError(f"The merchant was not made: {told.get('errorMessage', told)}")
    return Profile(
        base_url=where.base_url or outputs["ApiUrl"],
        api_key=told["apiKey"],
        merchant_id=told["merchantId"],
        read_only_api_key=told["readOnlyApiKey"],
    )


def _client(where: Where, service: str) -> Any:
    aws = _aws()
    terms: dict[str, Any] = LOCAL if where.local else {}
    # Asked once: a second try after a lost answer would make a second merchant.
    once = aws.config.Config(retries={"total_max_attempts": 1}, connect_timeout=CONNECT_SECONDS)
    return aws.session.get_session().create_client(service, endpoint_url=where.aws_url, config=once, **terms)


def _aws() -> Any:
    """AWS's client, which nothing else here needs. Raises ValueError if it is not installed."""
    try:
        import botocore.config  # noqa: PLC0415  # see above
        import botocore.exceptions  # noqa: PLC0415  # see above
        import botocore.session  # noqa: PLC0415  # see above
    except ModuleNotFoundError:
        raise ValueError("This needs AWS's client: pip install 'flint[aws]'.") from None
    return botocore
