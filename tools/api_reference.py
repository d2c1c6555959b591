"""The page of the programming interface, out of its own description (OpenAPI)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Described = Mapping[str, Any]


def api_reference(described: Described) -> str:
    """Every call with what it takes and answers, by subject; then every shape that these name."""
    by_tag: dict[str, list[str]] = {}
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            by_tag.setdefault(call["tags"][0], []).append("\n".join(_call(method, path, call)))
    lines = [
        "Every call wants `Authorization: Bearer TOKEN` or the cookie of a person who signed in. Errors are problem",
        "details (RFC 9457) in the shape `Problem`. The guide is [here](../guides/api.md).",
    ]
    for tag, calls in by_tag.items():
        lines += ["", f"## {tag}", *calls]
    lines += ["", "## Shapes"]
    for name, shape in sorted(described["components"]["schemas"].items()):
        lines += ["", f"### {name}", "", _flow(shape.get("description", "")), *_fields(shape)]
    return "\n".join(lines) + "\n"


def _call(method: str, path: str, call: Described) -> Iterator[str]:
    yield f"\n### `{method.upper()} {path}`\n\n{_flow(call.get('description', ''))}\n"
    for one in call.get("parameters", ()):
        if one["in"] == "path":
            continue
        about = _flow(one.get("description", one["schema"].get("description", "")))
        place = " (header)" if one["in"] == "header" else ""
        yield f"- `{one['name']}`{place}: {_kind(one['schema'])}{', needed' if one.get('required') else ''}{'. ' + about if about else ''}"
    for kind, body in call.get("requestBody", {}).get("content", {}).items():
        yield f"- body, `{kind}`: {_kind(body['schema'])}"
    answers = []
    for status, answer in call["responses"].items():
        shapes = [_kind(one["schema"]) for one in answer.get("content", {}).values()]
        answers.append(f"{status} {shapes[0] if shapes else ''}".strip())
    yield f"- answers: {'; '.join(answers)}"


def _fields(shape: Described) -> Iterator[str]:
    if not shape.get("properties"):
        return
    yield ""
    needed = set(shape.get("required", ()))
    for name, one in shape["properties"].items():
        default = one.get("default")
        rest = "" if name in needed or default in (None, "", [], {}) else f", else `{default}`"
        yield f"- `{name}`: {_kind(one)}{'' if name in needed else ', may be left out'}{rest}"


def _kind(shape: Described) -> str:
    """A shape in words."""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(_kind(one) for one in shape["anyOf"]))
    if "enum" in shape:
        return " ".join(f"`{one}`" if one else "empty" for one in shape["enum"])
    match shape.get("type"):
        case "array":
            return f"list of {_kind(shape.get('items', {}))}"
        case "object":
            inner = shape.get("additionalProperties")
            return f"by name: {_kind(inner)}" if isinstance(inner, dict) else "object"
        case "null":
            return "null"
        case "string":
            return {"date": "day", "date-time": "moment", "binary": "file"}.get(
                shape.get("format", ""), "text"
            )
        case "integer":
            return "whole number"
        case "boolean":
            return "true or false"
        case str(other):
            return other
    return "anything"


def _flow(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
