"""Make the sandbox's merchants, or find that those of the last start still serve."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from local.processes import StartError

if TYPE_CHECKING:
    from pathlib import Path

    from local.aws import Aws


@dataclass(frozen=True)
class Sandbox:
    """Where a sandbox is and the keys that open it."""

    base_url: str
    api_key: str
    other_merchant_api_key: str
    read_only_api_key: str
    stripe_base_url: str

    def to_json(self) -> str:
        """Write it as .dev/sandbox.json has it, names in camelCase."""
        named = {_camel(name): value for name, value in asdict(self).items()}
        return json.dumps(named, indent=2) + "\n"


def seed(aws: Aws, create_merchant: str, *, base_url: str, stripe_base_url: str, kept: Path | None) -> Sandbox:
    """Give a sandbox whose keys work, and write it to `kept` if that is given.

    create_merchant: the name of the function that makes one.  kept: the file of the last start, None keeps nothing.
    """
    keys = _working_keys(kept, base_url) if kept else None
    if not keys:
        merchant = _create_merchant(aws, create_merchant, "Sandbox Store")
        other = _create_merchant(aws, create_merchant, "Other Store")
        keys = {
            "apiKey": merchant["apiKey"],
            "otherMerchantApiKey": other["apiKey"],
            "readOnlyApiKey": merchant["readOnlyApiKey"],
        }
    sandbox = Sandbox(
        base_url=base_url,
        api_key=keys["apiKey"],
        other_merchant_api_key=keys["otherMerchantApiKey"],
        read_only_api_key=keys["readOnlyApiKey"],
        stripe_base_url=stripe_base_url,
    )
    if kept:
        kept.touch(mode=0o600)
        kept.write_text(sandbox.to_json())
    return sandbox


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _working_keys(kept: Path, base_url: str) -> dict[str, str] | None:
    """Read the keys of the last start; None if there are none or the table no longer knows them."""
    try:
        keys = json.loads(kept.read_text())
        names = ("apiKey", "otherMerchantApiKey", "readOnlyApiKey")
        return {name: keys[name] for name in names} if all(_opens(base_url, keys[name]) for name in names) else None
    except (OSError, ValueError, KeyError):
        return None


def _opens(base_url: str, key: str) -> bool:
    request = urllib.request.Request(f"{base_url}/v1/orders?pageSize=1", headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=30):
            return True
    except urllib.error.HTTPError:
        return False


def _create_merchant(aws: Aws, function: str, name: str) -> dict[str, Any]:
    """Invoke the worker that makes a merchant with keys, a tax rate and a coupon."""
    answer = aws.functions.invoke(FunctionName=function, Payload=json.dumps({"name": name}).encode())
    body = answer["Payload"].read()
    if answer.get("FunctionError"):
        raise StartError(f"The merchant {name!r} could not be made: {body.decode()}")
    return dict(json.loads(body))
