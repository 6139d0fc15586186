"""What agents read first is in the form that they expect, and what it says works."""

from __future__ import annotations

import hashlib
import json
import re

import yaml

from local.rendering.requests import example_bodies
from local.rendering.skill import NAME, WALK
from tests.contract.asking import OPERATIONS
from tests.shop import Answer, Shop


def served(shop: Shop, name: str) -> Answer:
    """A document as anybody gets it."""
    return shop.with_key(None).call(name)


def test_skill_keeps_to_the_format(shop: Shop) -> None:
    """Frontmatter of a name and a description within their limits, then instructions, as Markdown."""
    answer = served(shop, "meta.getSkill")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    head, _, body = answer.text.removeprefix("---\n").partition("\n---\n")
    front = yaml.safe_load(head)
    assert front.keys() == {"name", "description"}
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", front["name"])
    assert len(front["name"]) <= 64
    assert 1 <= len(front["description"]) <= 1024
    assert body.startswith("\n# ")
    assert len(answer.text.splitlines()) < 500


def test_index_tells_of_the_skill_with_its_digest(shop: Shop) -> None:
    """A client that fetches the skill finds what the index promised."""
    index = json.loads(served(shop, "meta.listAgentSkills").text)
    (entry,) = index["skills"]
    skill = served(shop, "meta.getSkill").text
    assert entry["digest"] == f"sha256:{hashlib.sha256(skill.encode()).hexdigest()}"
    assert (entry["name"], entry["type"], entry["url"]) == (NAME, "skill-md", OPERATIONS["meta.getSkill"].path)


def test_llms_txt_links_to_what_is_there(shop: Shop) -> None:
    """A title, a summary, and links that lead to operations of this API or to its guides."""
    text = served(shop, "meta.getLlms").text
    assert text.startswith("# Flint\n\n> ")
    links = re.findall(r"\]\((/[^)]*)\)", text)
    assert set(links) - {"/docs"} <= {each.path for each in OPERATIONS.values() if each.public}


def test_every_operation_stands_in_the_skill(shop: Shop) -> None:
    """With the request that calls it; what Stripe calls is nobody else's business."""
    skill = served(shop, "meta.getSkill").text
    for operation in OPERATIONS.values():
        assert (f"`{operation.method} {operation.path}`" in skill) == (not operation.signed), operation.name


def test_walk_of_the_skill_works(shop: Shop) -> None:
    """Its five requests, as they are printed, one after the other."""
    bodies = example_bodies()
    assert WALK == ("orders.create", "orders.applyCoupon", "orders.pay", "refunds.create", "orders.get")
    order_id = shop.call("orders.create", bodies["orders.create"]).data["id"]
    shop.call("orders.applyCoupon", bodies["orders.applyCoupon"], order_id=order_id)
    assert shop.call("orders.pay", bodies["orders.pay"], order_id=order_id).data["status"] == "PAID"
    assert shop.call("refunds.create", bodies["refunds.create"] | {"orderId": order_id}).status == 201
    assert shop.call("orders.get", order_id=order_id).data["status"] == "PARTIALLY_REFUNDED"
