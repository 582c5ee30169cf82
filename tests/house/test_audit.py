"""Every action records one event of its own tag, and every tag belongs to one room."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import waymark
from waymark.audit.terms import Tag, all_tags

HOUSE = Path(waymark.__file__).parent
SHAPE = re.compile(r"[a-z]+:[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*")


def action_modules() -> list[ModuleType]:
    names = [
        module.name
        for module in pkgutil.walk_packages([str(HOUSE)], "waymark.")
        if re.search(r"\.actions(\.|$)", module.name)
    ]
    return [importlib.import_module(name) for name in names]


def tags_in(module: ModuleType, function: ast.FunctionDef) -> list[Tag]:
    """The tags that a function names, itself or through its module's private functions."""
    own = {
        node.name: node
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.FunctionDef)
    }
    found, waiting, seen = [], [function], set()
    while waiting:
        current = waiting.pop()
        if current.name in seen:
            continue
        seen.add(current.name)
        for node in ast.walk(current):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                member = getattr(getattr(module, node.value.id, None), node.attr, None)
                if isinstance(member, Tag):
                    found.append(member)
            if isinstance(node, ast.Name) and node.id.startswith("_") and node.id in own:
                waiting.append(own[node.id])
    return found


def public_functions(module: ModuleType) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def test_every_action_records_one_event_of_its_own_tag():
    faults, users = [], Counter()
    for module in action_modules():
        for function in public_functions(module):
            tags = set(tags_in(module, function))
            users.update(tags)
            if len(tags) != 1:
                faults.append(f"{module.__name__}.{function.name} names {len(tags)} tags")
    faults += [f"{tag} is recorded by {count} actions" for tag, count in users.items() if count > 1]
    assert faults == []


def test_every_tag_is_unique_and_names_its_room():
    tags = [tag for tag in all_tags() if type(tag).__module__.startswith("waymark.")]
    assert [value for value, count in Counter(tag.value for tag in tags).items() if count > 1] == []
    for tag in tags:
        assert SHAPE.fullmatch(tag.value), tag
        assert tag.value.split(":")[0] in type(tag).__module__.split("."), f"{tag} is not of its room"
