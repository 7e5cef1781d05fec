"""The JSON Schema of a project's briefs, from which editors complete keys and show mistakes as one types.

In: the model of a brief. Out: plain data (json-schema.org, draft 7 or later). Next: `cli` prints it,
`starter` writes it.

It refuses no brief that loads. What loading refuses for its form (a key, a type, a choice, too few items) it
refuses too, but for what a schema cannot see: a day without quotes where words belong, which editors take for
text, and keys that a statement with `use` or a translation may have from elsewhere.
"""

from __future__ import annotations

import copy
from json import dumps
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from copyfit.content.brief import Brief, Translation
from copyfit.content.days import CELL
from copyfit.content.declaration import listed
from copyfit.content.kinds import Identified, Judgement, Table
from copyfit.content.use import USE

SPELT = "[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF]|[tTfFyYnN01]"
"""How a text says true or false, as a pattern."""
WHOLE = r"^\s*[-+]?\d[\d_]*(\.0*)?\s*$"
NUMBER = r"^\s*[-+]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)([eE][-+]?\d+)?\s*$"
INHERITED = "Translated"
"""What the names of definitions begin with that are a translation's."""


def brief_schema(model: type[Brief]) -> dict[str, Any]:
    """Return the JSON Schema of a brief, and of a translation, which has from its original what it lacks."""
    whole = model.model_json_schema(schema_generator=_Schema)
    definitions = whole.pop("$defs")
    whole["allOf"] = [_likelihoods(whole["properties"])]
    inherited = {INHERITED + name: _inheriting(name, one) for name, one in definitions.items()}
    own = {**_inheriting(Brief.__name__, whole), "required": ["language", "translation"]}
    is_translation = {"properties": {"translation": {"type": "object"}}, "required": ["translation"]}
    root = f"{INHERITED}{Brief.__name__}"
    return {
        "title": whole["title"],
        "description": whole["description"],
        "if": is_translation,
        "then": {"$ref": f"#/$defs/{root}"},
        "else": {"$ref": f"#/$defs/{Brief.__name__}"},
        "$defs": {**definitions, Brief.__name__: whole, **inherited, root: own},
    }


def _likelihoods(properties: dict[str, Any]) -> dict[str, Any]:
    """Return that judgements say how likely they are, where the brief declares a yardstick."""
    known = [name for name in properties["yardstick"]["anyOf"][0]["enum"] if name != "none"]
    one = {"if": {"type": "object", "not": {"required": [USE]}}, "then": _with_text("likelihood")}
    judged = [
        name for name, schema in properties.items() if f'"#/$defs/{Judgement.__name__}"' in dumps(schema)
    ]
    return {
        "if": {"properties": {"yardstick": {"enum": known}}, "required": ["yardstick"]},
        "then": {"properties": {name: {**one, "items": one} for name in judged}},
    }


def _with_text(key: str) -> dict[str, Any]:
    return {"properties": {key: {"type": "string"}}, "required": [key]}


def _inheriting(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a part as it stands in a translation: of its keys none must be there."""
    found: dict[str, Any] = _renamed(copy.deepcopy(schema))
    if name != Translation.__name__:
        for key in ("required", "if", "then", "else", "allOf"):
            found.pop(key, None)
    return found


def _renamed(value: Any) -> Any:
    """Return a schema whose references are a translation's; there one mapping may stand for a list of one."""
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    if isinstance(reference, str):
        return {**value, "$ref": reference.replace("#/$defs/", f"#/$defs/{INHERITED}")}
    found = {key: _renamed(part) for key, part in value.items()}
    items = found.get("items")
    if isinstance(items, dict) and "$ref" in items:
        return _either(items, found)
    return found


def _either(one: JsonSchemaValue, many: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [many, one]}


class _Schema(GenerateJsonSchema):
    """What Pydantic says of a model, and all else that is read as the types it names."""

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        spelt = {"type": "string", "pattern": f"^({SPELT})$"}
        return {"anyOf": [super().bool_schema(schema), {"enum": [0, 1]}, spelt]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return _number(super().int_schema(schema), WHOLE, strict=schema.get("strict", False))

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        return _number(super().float_schema(schema), NUMBER, strict=schema.get("strict", False))

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        return _either(CELL, super().literal_schema(schema))

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        found = super().str_schema(schema)
        if not schema.get("strip_whitespace"):
            return found
        longest = found.pop("maxLength", None)
        if longest:
            found["pattern"] = rf"^\s*\S[\s\S]{{0,{longest - 1}}}\s*$"
        elif found.pop("minLength", None):
            found["pattern"] = r"\S"
        return found

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        return {**super().date_schema(schema), "pattern": r"^\d{4}-\d{2}-\d{2}$"}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        found = super().dict_schema(schema)
        return {**found, "additionalProperties": False} if "patternProperties" in found else found

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        found = super().function_before_schema(schema)
        if schema["function"]["function"] is listed:
            return _either(found["items"], found)
        return found

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        found = super().model_schema(schema)
        return _shared(schema["cls"], found)


def _number(found: JsonSchemaValue, spelt: str, *, strict: bool) -> JsonSchemaValue:
    """Return the schema of a number; if not `strict`, a text may spell it, or true or false stand for it."""
    if strict:
        return found
    least, below = found.get("minimum", 0), found.get("exclusiveMinimum", -1)
    truths = [value for value in (False, True) if value >= least and value > below]
    return {
        "anyOf": [found, {"type": "string", "pattern": spelt}, CELL, *([{"enum": truths}] if truths else ())]
    }


def _shared(model: type[BaseModel], found: JsonSchemaValue) -> JsonSchemaValue:
    """Return the schema of a model: what has an id may `use` another's; a table's rows may be a file's."""
    if not issubclass(model, Identified):
        return found
    properties = {**found["properties"], USE: {"type": "string", "description": "the id of a statement"}}
    if issubclass(model, Table):
        named = {"properties": {"columns": {"contains": _with_text("field")}}, "required": ["columns"]}
        found["allOf"] = [
            {"if": named, "then": {"properties": {"columns": {"items": _with_text("field")}}}},
        ]
        properties["rows"] = {
            "anyOf": [properties["rows"], {"type": "string", "pattern": r"\.[cC][sS][vV]$"}]
        }
    needed = found.pop("required")
    return {
        **found,
        "properties": properties,
        "if": {"required": [USE]},
        "then": {"properties": {"id": False}},
        "else": {"required": needed},
    }
