"""Holds requests against the published descriptions of the networks, where these lie beside the repository."""

from __future__ import annotations

import functools
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import regex

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "contracts"


@functools.cache
def load(name: str) -> Any:
    """A contract file as JSON; skips the test with the reason where it is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the published contract {name} does not lie beside the repository")
    return json.loads(path.read_text(encoding="utf-8"))


# --- OpenAPI, as much of it as Mastodon's requests use ----------------------------------------------


def mastodon_operation(method: str, path: str) -> dict[str, Any]:
    """The operation for a concrete path; fails for one that Mastodon does not have."""
    paths = load("mastodon/schema.json")["paths"]
    exact = [template for template in paths if template == path]
    for template in exact or paths:
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method.lower() in paths[template]:
            operation: dict[str, Any] = paths[template][method.lower()]
            return operation
    raise AssertionError(f"Mastodon has no {method} {path}")


def mastodon_problems(value: Any, schema: dict[str, Any], at: str = "body") -> list[str]:
    """What in a JSON value does not fit its schema; unknown fields included."""
    known = flat(schema)
    if "enum" in known and value not in known["enum"]:
        return [f"{at}: {value!r} is none of {known['enum']}"]
    if known.get("type") == "object":
        fields = known.get("properties", {})
        problems = [f"{at}: no {name}" for name in known.get("required", []) if name not in value]
        problems += [f"{at}: unknown {name}" for name in value if name not in fields]
        return problems + [
            problem
            for name, one in value.items()
            if name in fields
            for problem in mastodon_problems(one, fields[name], f"{at}.{name}")
        ]
    if known.get("type") == "array":
        return [problem for one in value for problem in mastodon_problems(one, known["items"], f"{at}[]")]
    kinds: dict[str, Any] = {"string": str, "boolean": bool, "integer": int}
    expected = kinds.get(str(known.get("type")), object)
    return [] if isinstance(value, expected) else [f"{at}: {value!r} is no {known['type']}"]


def flat(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its references and its `allOf` resolved into one."""
    if "$ref" in schema:
        target: Any = load("mastodon/schema.json")
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return flat(target)
    if "allOf" not in schema:
        return schema
    merged: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
    for part in map(flat, schema["allOf"]):
        merged["properties"] |= part.get("properties", {})
        merged["required"] = merged["required"] + part.get("required", [])
    return merged


# --- lexicons, as much of them as a post uses ----------------------------------------------------------


def lexicon(reference: str, home: str) -> tuple[dict[str, Any], str]:
    """The definition that `reference` names from within the lexicon `home`, and the lexicon it stands in."""
    identifier, _, name = reference.partition("#")
    identifier = identifier or home
    found: dict[str, Any] = load(f"bluesky/lexicons/{identifier.replace('.', '/')}.json")["defs"][name or "main"]
    return found, identifier


def lexicon_problems(value: Any, schema: dict[str, Any], home: str, at: str = "record") -> list[str]:
    """What in a value does not fit its lexicon; unknown fields included."""
    kind = schema["type"]
    if kind == "record":
        return lexicon_problems(value, schema["record"], home, at)
    if kind == "ref":
        target, place = lexicon(schema["ref"], home)
        return lexicon_problems(value, target, place, at)
    if kind == "union":
        return _union(value, schema, home, at)
    checks = {"object": _object, "array": _array, "string": _string, "integer": _integer, "blob": _blob}
    return checks[kind](value, schema, home, at)


def _union(value: Any, schema: dict[str, Any], home: str, at: str) -> list[str]:
    names = {lexicon_name(reference, home): reference for reference in schema["refs"]}
    if value.get("$type") not in names:
        return [f"{at}: $type {value.get('$type')!r} is none of {sorted(names)}"]
    target, place = lexicon(names[value["$type"]], home)
    return lexicon_problems({k: v for k, v in value.items() if k != "$type"}, target, place, at)


def lexicon_name(reference: str, home: str) -> str:
    return home + reference if reference.startswith("#") else reference.removesuffix("#main")


def _object(value: Any, schema: dict[str, Any], home: str, at: str) -> list[str]:
    fields = schema["properties"]
    problems = [f"{at}: no {name}" for name in schema.get("required", []) if name not in value]
    problems += [f"{at}: unknown {name}" for name in value if name not in fields and name != "$type"]
    return problems + [
        problem
        for name, one in value.items()
        if name in fields
        for problem in lexicon_problems(one, fields[name], home, f"{at}.{name}")
    ]


def _array(value: Any, schema: dict[str, Any], home: str, at: str) -> list[str]:
    problems = [f"{at}: {len(value)} are too many"] if len(value) > schema.get("maxLength", 10**9) else []
    return problems + [problem for one in value for problem in lexicon_problems(one, schema["items"], home, f"{at}[]")]


def _string(value: Any, schema: dict[str, Any], home: str, at: str) -> list[str]:
    if not isinstance(value, str):
        return [f"{at}: {value!r} is no string"]
    problems = [f"{at}: too many bytes"] if len(value.encode()) > schema.get("maxLength", 10**9) else []
    if len(regex.findall(r"\X", value)) > schema.get("maxGraphemes", 10**9):
        problems.append(f"{at}: too many graphemes")
    if schema.get("format") == "datetime" and datetime.fromisoformat(value).tzinfo is None:
        problems.append(f"{at}: {value} has no zone")
    if schema.get("format") == "uri" and not regex.match(r"[a-z]+:\S+$", value):
        problems.append(f"{at}: {value!r} is no URI")
    return problems


def _integer(value: Any, schema: dict[str, Any], home: str, at: str) -> list[str]:
    fits = type(value) is int and value >= schema.get("minimum", -(10**9))
    return [] if fits else [f"{at}: {value!r} is no such number"]


def _blob(value: Any, schema: dict[str, Any], home: str, at: str) -> list[str]:
    shape = {"$type", "ref", "mimeType", "size"}
    if set(value) != shape or value["$type"] != "blob" or set(value["ref"]) != {"$link"}:
        return [f"{at}: {value!r} is no blob"]
    return [] if value["size"] <= schema["maxSize"] else [f"{at}: {value['size']} bytes are too many"]
