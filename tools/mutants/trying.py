"""Tries mutants against the tests that mirror their module, each in a process forked for it alone.

What every test needs (pytest, Django, libraries, empty databases) is made ready once and forked. The mutant
is written to no disk: the import of its module finds it.
"""

import ast
import gc
import io
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent.parent
AT_ONCE = 2
# A mutant that takes this many times as long as the module itself, and so many seconds more, has no end.
TIMES, SECONDS, PATIENCE = 3, 1, 60
# Few examples of each property: what a mutant breaks should not depend on luck.
EXAMPLES = 12
MEMORY = 4 * 1024**3
READY = (
    "pytest", "hypothesis", "hypothesis.strategies", "nacl.bindings", "nacl.exceptions", "hashlib",
    "zoneinfo", "unicodedata", "uuid", "_hypothesis_pytestplugin",
)  # fmt: skip
NOT_LOADED = 99


@dataclass(frozen=True)
class Target:
    """A module of the list: where it is, the tests that mirror it (`without` those that are slow and
    notice nothing that the others do not), and whether these need Django.
    """

    path: str
    tests: tuple[str, ...]
    needs_django: bool
    without: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").replace("/", ".")

    @property
    def text(self) -> str:
        return (HOUSE / self.path).read_text("utf-8")


@dataclass(frozen=True)
class Tried:
    """What came of one text: `noticed` says how, and is empty for one that no test noticed."""

    at: int
    noticed: str
    seconds: float
    said: str = ""


class Broken(Exception):  # noqa: N818 - said to whoever runs this
    """The module itself does not pass, so nothing can be said about its mutants."""


def try_texts(target: Target, texts: Sequence[str]) -> Iterator[Tried]:
    """Tries each text in the module's place. Raises `Broken` when the module's own does not pass."""
    _make_ready()
    if target.needs_django:
        _make_django_ready()
    reading, writing = os.pipe()
    sys.stdout.flush()
    if not (child := os.fork()):
        os.close(reading)
        with os.fdopen(writing, "wb") as out:
            os._exit(_stand_by(target, texts, out))
    os.close(writing)
    with os.fdopen(reading, "rb") as results:
        while True:
            try:
                tried = pickle.load(results)  # noqa: S301 - from our own child
            except EOFError:
                break
            if isinstance(tried, str):
                raise Broken(tried)
            yield tried
    if os.waitpid(child, 0)[1]:
        raise Broken("The process that tries them ended early.")


def _stand_by(target: Target, texts: Sequence[str], out: io.BufferedWriter) -> int:
    """In a child of its own: load the rest, see that the module itself passes, then try each text."""
    folder = tempfile.mkdtemp(prefix="waymark-mutants-")
    try:
        os.environ["TMPDIR"] = folder
        tempfile.tempdir = None
        _load_house(target)
        began = time.monotonic()
        exit_code, said = _try_alone(target)
        if exit_code:
            pickle.dump(said, out)
            return 0
        limits = (TIMES * _used() + SECONDS, TIMES * (time.monotonic() - began) + PATIENCE)
        for tried in _try_all(target, texts, limits):
            pickle.dump(tried, out)
            out.flush()
    except Broken as broken:
        pickle.dump(str(broken), out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


@cache
def _make_ready() -> None:
    """Import the libraries and pytest's own parts."""
    os.chdir(HOUSE)
    os.environ |= {"CI": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    sys.path.insert(0, str(HOUSE))
    for name in READY:
        import_module(name)
    sys.dont_write_bytecode = False  # or each child compiles the tests anew
    for name in sys.modules["_pytest.config"].default_plugins:
        import_module(f"_pytest.{name}")


def _load_house(target: Target) -> None:
    """Import what the tests need of the house and what does not need the module, once for all mutants."""
    for name in independent_of(target):
        import_module(name)
    if target.name in sys.modules:
        raise Broken(f"{target.name} was loaded before its mutants could be.")
    gc.freeze()


def independent_of(target: Target) -> list[str]:
    """The modules of the house that the tests of a module need and that do not need it themselves."""
    wanted = {name for test in target.tests for name in _needed_by(HOUSE / test.partition("::")[0])}
    return sorted(
        name
        for name in wanted - {target.name}
        if not any(target.name in _needed_by(_path_of(one)) for one in _whole(name))
    )


@cache
def _needed_by(path: Path) -> frozenset[str]:
    """The modules of the house that a file imports, and that these import, as far as they go."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        for name in _imported_by(waiting.pop()) - found:
            found.add(name)
            waiting.append(_path_of(name))
    return frozenset(found)


def _whole(name: str) -> list[str]:
    """A module's name and those of the packages around it, which are loaded first."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(2, len(parts) + 1)]


@cache
def _imported_by(path: Path) -> frozenset[str]:
    found: set[str] = set()
    if not path.is_file():  # a folder that is a package without a file of its own
        return frozenset()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    own = {whole for name in found if name.startswith(("waymark.", "tests.")) for whole in _whole(name)}
    return frozenset(name for name in own if _path_of(name).exists())


def _path_of(name: str) -> Path:
    path = HOUSE / name.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _used() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def _try_alone(target: Target) -> tuple[int, str]:
    """The module's own text, through the same door, with what pytest says of it."""
    with tempfile.TemporaryFile("w+") as heard:
        if not (child := os.fork()):
            os.dup2(heard.fileno(), 1)
            os.dup2(heard.fileno(), 2)
            os._exit(_run(target, target.text, "short"))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        heard.seek(0)
        said = heard.read()
    if status == NOT_LOADED:
        said = "Its tests never import it."
    return status, f"{target.path} itself does not pass ({status}):\n{said}"


def _try_all(target: Target, texts: Sequence[str], limits: tuple[float, float]) -> Iterator[Tried]:
    waiting = list(enumerate(texts))[::-1]
    running: dict[int, tuple[int, float, str]] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            at, text = waiting.pop()
            folder = tempfile.mkdtemp(prefix=f"{at}-")
            child = os.fork()
            if not child:
                os._exit(_run_quietly(target, text, folder, limits))
            running[child] = (at, time.monotonic(), folder)
        child, status = os.wait()
        at, began, folder = running.pop(child)
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        yield Tried(at, _how(os.waitstatus_to_exitcode(status)), time.monotonic() - began)


def _how(status: int) -> str:
    if status in {-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL}:
        return "no end"
    return {0: "", 1: "test", NOT_LOADED: ""}.get(status, "import" if status > 0 else "crash")


def _run_quietly(target: Target, text: str, folder: str, limits: tuple[float, float]) -> int:
    os.setpgid(0, 0)
    cpu, wall = limits
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu) + 1, int(cpu) + 6))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(int(wall))
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = None
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return _run(target, text)


def _run(target: Target, text: str, traces: str = "no") -> int:
    """Run the target's tests with a text in its place."""
    pytest = sys.modules["pytest"]
    finder = _Finder(target, text)
    sys.meta_path.insert(0, finder)
    asked = [
        "-x",
        "-q",
        f"--tb={traces}",
        "--assert=plain",
        "--no-header",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ]
    for name in ("hypothesispytest", *(("django", "socket", "time_machine") if target.needs_django else ())):
        asked += ["-p", name]
    if not target.needs_django:
        asked += ["--noconftest", "-c", str(Path(__file__).with_name("plain.ini")), "--rootdir", str(HOUSE)]
    try:
        asked += [f"--deselect={slow}" for slow in target.without]
        code = int(pytest.main([*asked, *target.tests], plugins=[_Quick(target.needs_django)]))
    except BaseException:  # noqa: BLE001 - whatever a mutant does to the tests' own machinery, it was noticed
        return 2
    return code if code or finder.loaded else NOT_LOADED


class _Quick:
    """Hypothesis with the same examples each time, none made smaller; the databases as they were made."""

    def __init__(self, needs_django: bool) -> None:
        self.needs_django = needs_django

    def pytest_configure(self, config: Any) -> None:
        given = sys.modules["hypothesis"]
        given.settings.register_profile(
            "mutants",
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(given.Phase.explicit, given.Phase.generate),
            report_multiple_bugs=False,
            suppress_health_check=list(given.HealthCheck),
        )
        given.settings.load_profile("mutants")
        if self.needs_django:  # in the place of pytest-django's own making of databases
            fixture = sys.modules["pytest"].fixture(scope="session", name="django_db_setup")
            made = ModuleType("made")
            vars(made)["django_db_setup"] = fixture(_nothing)
            config.pluginmanager.register(made)


def _nothing() -> None:
    pass


@cache
def _make_django_ready() -> None:
    """Django with every room, and both databases, empty, in memory. What this loads cannot be a target."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.testing"
    for name in ("pytest_django.plugin", "pytest_socket", "time_machine"):
        import_module(name)
    import_module("django").setup()
    make = import_module("django.test.utils").setup_databases
    make(verbosity=0, interactive=False, serialized_aliases=[])


class _Finder(MetaPathFinder):
    """Finds one text in the place of one module."""

    def __init__(self, target: Target, text: str) -> None:
        self.target, self.text, self.loaded = target, text, False

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.target.name:
            return None
        self.loaded = True
        file = str(HOUSE / self.target.path)
        return spec_from_file_location(name, file, loader=_Loader(name, file, self.text))


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self.text = text

    def get_code(self, _name: str) -> CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)
