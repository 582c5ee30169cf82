"""A store of real SQLite files, migrated once and copied for each test that needs one."""

import shutil
from pathlib import Path

import pytest

from tests.records import own_store


@pytest.fixture(scope="session")
def migrated_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    own_store.run(folder, "migrate(); answer(0)")
    return folder


@pytest.fixture
def store(migrated_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(migrated_store, tmp_path / "store"))
