import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from waymark.config.keysfolder import ALL_FILES, READERS, KeysFolder, make_keys


@pytest.fixture
def folder(tmp_path):
    make_keys(tmp_path / "keys")
    return tmp_path / "keys"


def test_the_folder_and_its_files_are_for_their_owner_only(folder):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == ALL_FILES
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_making_keys_twice_changes_none(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert make_keys(folder) is False
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_lost_signing_secret_is_never_replaced_under_the_old_public_half(folder):
    (folder / "signing.key").unlink()
    make_keys(folder)
    with pytest.raises(ImproperlyConfigured, match=r"signing\.key is missing"):
        KeysFolder(folder, "desk").signing_key()


def test_each_pair_belongs_together(folder):
    worker = KeysFolder(folder, "worker")
    assert worker.signing_key().verify_key == worker.verify_key()
    assert worker.outbox_secret().public == worker.outbox_public()


@pytest.mark.parametrize("ask", ["signing_key", "outbox_secret"])
def test_the_public_face_cannot_ask_for_a_secret_of_the_desk_or_the_worker(folder, ask):
    with pytest.raises(ImproperlyConfigured, match="public process may not read"):
        getattr(KeysFolder(folder, "public"), ask)()


def test_the_desk_cannot_read_what_is_queued_to_go_out(folder):
    with pytest.raises(ImproperlyConfigured, match="desk process may not read"):
        KeysFolder(folder, "desk").outbox_secret()


def test_the_two_faces_sign_with_different_secrets(folder):
    assert KeysFolder(folder, "public").django_secret() != KeysFolder(folder, "desk").django_secret()
    assert KeysFolder(folder, "worker").django_secret() == KeysFolder(folder, "desk").django_secret()


def test_a_key_that_others_can_read_is_refused(folder):
    (folder / "audit.key").chmod(0o640)
    with pytest.raises(ImproperlyConfigured, match="must be 0600"):
        KeysFolder(folder, "desk").audit_key()


def test_a_shortened_key_is_refused(folder):
    (folder / "limits.key").write_bytes(b"short")
    with pytest.raises(ImproperlyConfigured, match="damaged"):
        KeysFolder(folder, "public").limits_key()


def test_the_folder_prints_no_key(folder):
    keys = KeysFolder(folder, "desk")
    assert repr(keys) == "<KeysFolder of desk>"
    assert keys.audit_key().hex() not in repr(vars(keys))


def test_only_the_worker_reads_the_outbox():
    assert [process for process, files in READERS.items() if "outbox.key" in files] == ["worker"]
