"""The measures of the house, held on the syntax trees of everything that ships.

Each failure names file:line. `pytest tests/test_style.py -s` prints the figures.
"""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("analytics", "approvals", "cms", "publishing", "tools")
FUNCTION_MEDIAN, FUNCTION_P90, FUNCTION_MOST = 8, 25, 50
MODULE_MOST = 400
FORMULA = 3  # lines
TYPE_IGNORES_MOST = 5
OUTWARD = {"requests", "urllib3", "http.client", "urllib.request", "socket"}
OUTWARD_ALLOWED = {"publishing/ground/door.py", "publishing/networks/base.py"}
FORBIDDEN_TEXT = re.compile(
    r"(?:pypi|pythonhosted|npmjs|jsdelivr|unpkg|cdnjs)\.(?:org|com|net)|debian\.org/debian|/(?:work|root)/\w|\.pyenv"
)
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore")


@dataclass(frozen=True)
class Module:
    path: str
    source: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    relative = [path.relative_to(ROOT).as_posix() for path in found if "migrations" not in path.parts]
    return tuple(Module(path, source := (ROOT / path).read_text(), ast.parse(source)) for path in relative)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node, clean=False) is not None:
        lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
    return lines


def lengths() -> list[int]:
    return sorted(length(node) for module in modules() for node in functions(module))


def none(offenders: list[str]) -> None:
    assert not offenders, "\n" + "\n".join(offenders)


# --- sizes -----------------------------------------------------------------------------------


def test_functions_are_short() -> None:
    found = lengths()
    median, p90 = statistics.median(found), found[int(len(found) * 0.9)]
    print(f"functions: {len(found)}, lines: median {median}, 90th percentile {p90}, longest {found[-1]}")
    assert median <= FUNCTION_MEDIAN
    assert p90 <= FUNCTION_P90


def test_no_function_is_long() -> None:
    none(
        [
            f"{module.at(node)} {node.name} has {length(node)} lines, {FUNCTION_MOST} are the most"
            for module in modules()
            for node in functions(module)
            if length(node) > FUNCTION_MOST
        ]
    )


def test_no_module_is_long() -> None:
    sizes = {module.path: len(module.source.splitlines()) for module in modules()}
    written = [size for size in sizes.values() if size]
    print(f"modules: {len(sizes)}, lines: {sum(written)}, median {statistics.median(written)}, longest {max(written)}")
    none(
        [f"{path}:1 has {size} lines, {MODULE_MOST} are the most" for path, size in sizes.items() if size > MODULE_MOST]
    )


# --- imports ---------------------------------------------------------------------------------


def imported(module: Module) -> Iterator[tuple[str, ast.stmt]]:
    """Every dotted name that is imported anywhere in the module but for types alone, with its statement."""
    skipped = set(type_only(module.tree))
    package = module.name if module.path.endswith("/__init__.py") else module.name.rpartition(".")[0]
    for node in ast.walk(module.tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            yield from ((f"{origin}.{alias.name}", node) for alias in node.names)


def type_only(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for statement in node.body:
                yield from ast.walk(statement)


def edges() -> dict[str, dict[str, str]]:
    """{module: {imported module of ours: where}}, imports inside functions included."""
    names = {module.name for module in modules()}
    graph: dict[str, dict[str, str]] = {}
    for module in modules():
        targets = graph.setdefault(module.name, {})
        for dotted, node in imported(module):
            target = dotted if dotted in names else dotted.rpartition(".")[0]
            if target in names and target != module.name:
                targets.setdefault(target, module.at(node))
    return graph


def cycles(graph: dict[str, dict[str, str]]) -> Iterator[list[str]]:
    """One cycle for each knot of modules that reach each other (depth-first, every module once)."""
    done: set[str] = set()
    for start, targets in graph.items():
        stack, path = [(start, iter(targets))], [start]
        while stack and start not in done:
            current, rest = stack[-1]
            following = next((target for target in rest if target not in done), None)
            if following is None:
                done.add(current)
                stack.pop()
                path.pop()
            elif following in path:
                yield [*path[path.index(following) :], following]
            else:
                stack.append((following, iter(graph[following])))
                path.append(following)


def test_no_module_imports_in_a_circle() -> None:
    graph = edges()
    print(f"imports between modules: {sum(map(len, graph.values()))}")
    none([" → ".join(cycle) + f" ({graph[cycle[-2]][cycle[-1]]})" for cycle in cycles(graph)])


def test_the_finder_of_circles_finds_one() -> None:
    graph = {"a": {"b": "a:1"}, "b": {"c": "b:1"}, "c": {"b": "c:1"}, "d": {}}
    assert list(cycles(graph)) == [["b", "c", "b"]]


def test_only_the_door_leads_outward() -> None:
    none(
        [
            f"{module.at(node)} imports {dotted}: go through publishing.ground.door"
            for module in modules()
            if module.path not in OUTWARD_ALLOWED and not module.path.startswith("tools/")
            for dotted, node in imported(module)
            if {dotted, dotted.rpartition(".")[0], dotted.split(".")[0]} & OUTWARD
        ]
    )


# --- docstrings ------------------------------------------------------------------------------


def wants_docstrings(module: Module) -> bool:
    parts = module.path.removesuffix(".py").split("/")
    return "domain" in parts or "services" in parts


def public(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Functions and classes that others may name, and those of their methods that are more than a formula."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                methods = [part for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
                yield from (part for part in methods if not part.name.startswith("_") and length(part) > FORMULA)


def test_public_names_of_domain_and_services_say_what_they_are() -> None:
    none(
        [
            f"{module.at(node)} {node.name} has no docstring"
            for module in modules()
            if wants_docstrings(module)
            for node in public(module)
            if not ast.get_docstring(node)
        ]
    )


# --- what no file may hold -------------------------------------------------------------------


@cache
def tracked() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file())


def test_no_file_names_a_registry_or_a_place_on_a_machine() -> None:
    offenders = []
    for path in tracked():
        try:
            lines = path.read_text().splitlines()
        except UnicodeDecodeError:
            continue
        here = path.relative_to(ROOT).as_posix()
        if here != "tests/test_style.py":
            offenders += [
                f"{here}:{n} {m.group()}" for n, line in enumerate(lines, 1) if (m := FORBIDDEN_TEXT.search(line))
            ]
    none(offenders)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-saml.txt", "requirements-test.txt"])
def test_requirements_are_pinned_with_hashes_and_without_addresses(name: str) -> None:
    entries = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    wrong = [f"{name}: {entry[:80]}" for entry in entries if not _is_pinned(entry)]
    none(wrong)


def _is_pinned(entry: str) -> bool:
    if not entry.strip() or entry.lstrip().startswith("#"):
        return "://" not in entry
    return bool(re.match(r"[A-Za-z0-9._\[\]-]+==\S+", entry)) and "--hash=sha256:" in entry and "://" not in entry


def test_type_errors_are_hardly_ever_ignored() -> None:
    found = [
        f"{module.path}:{number}"
        for module in modules()
        for number, line in enumerate(module.source.splitlines(), 1)
        if TYPE_IGNORE.search(line)
    ]
    print(f"type: ignore: {len(found)}")
    assert len(found) <= TYPE_IGNORES_MOST, "\n" + "\n".join(found)
