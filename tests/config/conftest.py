"""`./do` itself, as a module."""

import importlib.machinery
import importlib.util
import sys

import pytest

from tests.living import HOUSE


@pytest.fixture(scope="session")
def do():
    loader = importlib.machinery.SourceFileLoader("do", str(HOUSE / "do"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("do", loader))
    sys.modules["do"] = module
    loader.exec_module(module)
    return module
