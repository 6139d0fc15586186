"""The template as CloudFormation gets it, after the SAM transform."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]


class NoManagedPolicies:
    """The template names no managed policy of AWS, so the transform has none to look up."""

    def load(self) -> dict[str, str]:
        """Give none."""
        return {}


@cache
def resources_of_template() -> dict[str, Any]:
    """The resources by logical id, to be read only: one transform of 140 functions serves all tests."""
    text = (ROOT / "template.yaml").read_text()
    for source in (
        "CodeUri: functions/",
        "ContentUri: layers/commerce/",
        "ContentUri: layers/dependencies/",
        "ContentUri: layers/pdf/",
    ):
        text = text.replace(source, f"{source.split()[0]} s3://bucket/key")
    text = re.sub(r"DefinitionUri: statemachines/\S+", "DefinitionUri: s3://bucket/key", text)
    template = json.loads(json.dumps(yaml_parse(text)))
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": "eu-central-1"}):
        return dict(transform(template, {}, NoManagedPolicies())["Resources"])


def of_type(resources: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """Pick the resources of one type."""
    return {name: each["Properties"] for name, each in resources.items() if each["Type"] == kind}


def as_list(value: Any) -> list[Any]:
    """IAM writes one thing without a list."""
    return value if isinstance(value, list) else [value]
