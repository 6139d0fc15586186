"""Commands about keys: a sandbox merchant with keys of its own, further keys, and the profiles that keep them."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from flint import profiles, sandboxes
from flint.client import Flint
from flint.profiles import Profile
from flint.tables import show

DEPLOYED_STACK = "flint-sandbox"


def add_to(commands: Any, sandbox: Any) -> None:
    """Add the commands to the parser's. sandbox: the operations of `flint sandbox`."""
    making = sandbox.add_parser("create", help="make a sandbox merchant, and keep its key in a profile")
    making.add_argument("--name", default="Sandbox Store", help="what the merchant is called")
    making.add_argument("--local", action="store_true", help="in the stack that `make dev` runs on this machine")
    making.add_argument("--stack", help=f"default: {DEPLOYED_STACK}, which `sam deploy` makes")
    making.add_argument("--aws-url", help=f"another address of AWS; --local: {sandboxes.LOCAL_AWS_URL}")
    making.add_argument("--replace", action="store_true", help="replace the profile, if there is one of its name")
    _add_output(making)
    making.set_defaults(run=_create_sandbox, needs_key=False)
    keys = commands.add_parser("keys", help="API keys").add_subparsers(metavar="what", required=True)
    _add_key_maker(keys.add_parser("create", help="make a key, limited to some scopes, and further for an agent"))
    listing = commands.add_parser("profiles", help="the keys that are kept here, by name; never their text")
    _add_output(listing)
    listing.set_defaults(run=_list_profiles, needs_key=False)


def _add_key_maker(parser: Any) -> None:
    parser.add_argument("name", help="what the key is for")
    parser.add_argument("--scopes", required=True, help="such as orders.read,orders.write; * for everything")
    parser.add_argument("--agent", action="store_true", help="an agent holds it: it makes no keys and approves nothing")
    parser.add_argument("--max-amount", type=int, metavar="MINOR", help="an agent moves at most this at once")
    parser.add_argument("--max-daily-amount", type=int, metavar="MINOR", help="an agent moves at most this a day")
    parser.add_argument("--confirm-above", type=int, metavar="MINOR", help="a person approves what is more than this")
    parser.add_argument("--allow", action="append", metavar="OPERATION", help="such as orders.pay; may be repeated")
    parser.add_argument("--save-as", metavar="PROFILE", help="keep the key in a profile of this name")
    parser.add_argument("--replace", action="store_true", help="replace that profile, if there is one")
    _add_output(parser)
    parser.set_defaults(run=_create_key)


def _add_output(parser: Any) -> None:
    parser.add_argument("--output", choices=("table", "json"), help="default: table at a terminal, else json")


def _create_sandbox(options: argparse.Namespace) -> None:
    name = options.profile or profiles.DEFAULT
    profiles.require_free(name, replace=options.replace)
    made = sandboxes.create(_where(options), options.name)
    file = profiles.keep(name, made)
    show({"profile": name, "keptIn": str(file), **_told(made)}, options.output)


def _where(options: argparse.Namespace) -> sandboxes.Where:
    if not options.local:
        return sandboxes.Where(options.stack or DEPLOYED_STACK, options.base_url, options.aws_url)
    return sandboxes.Where(
        options.stack or sandboxes.LOCAL_STACK,
        options.base_url or sandboxes.LOCAL_BASE_URL,
        options.aws_url or sandboxes.LOCAL_AWS_URL,
        local=True,
    )


def _create_key(client: Flint, options: argparse.Namespace) -> None:
    if options.save_as:
        profiles.require_free(options.save_as, replace=options.replace)
    terms: dict[str, Any] = {"name": options.name, "scopes": options.scopes.split(",")}
    limits = _limits(options)
    if limits or options.agent:
        terms["agentLimits"] = limits
    made = client.api_keys.create(terms)
    assert made.key is not None, "only a dry run makes none"
    if options.save_as:
        profiles.keep(options.save_as, Profile(client.base_url, made.key, made.merchant_id))
    show(made, options.output)


def _limits(options: argparse.Namespace) -> dict[str, Any]:
    amounts = {
        "maxAmountMoney": options.max_amount,
        "maxDailyAmountMoney": options.max_daily_amount,
        "confirmationThresholdMoney": options.confirm_above,
    }
    limits: dict[str, Any] = {name: {"amount": amount} for name, amount in amounts.items() if amount is not None}
    return limits | ({"allowedActions": options.allow} if options.allow else {})


def _list_profiles(options: argparse.Namespace) -> None:
    rows = [{"name": name, "url": each.base_url, "id": each.merchant_id} for name, each in profiles.kept().items()]
    show(rows, options.output)


def _told(profile: Profile) -> dict[str, str]:
    words = {"base_url": "baseUrl", "api_key": "apiKey", "merchant_id": "merchantId"}
    return {words[name]: value for name, value in asdict(profile).items() if name in words}
