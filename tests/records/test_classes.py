"""Field classes: sealed fields take sealed values only; nothing is stored unclassified."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connections, models

from waymark.records import classes
from waymark.records.classes import FieldClass, SealedField, TagField, field_classes, plain
from waymark.records.fieldtable import field_table
from waymark.records.ids import new_id
from waymark.records.management.commands import generated
from waymark.records.models import Grant, SearchTag, ShredKey
from waymark.sealing.envelopes import Sealed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def grant(**given: object) -> Grant:
    values = {
        "of_kind": "case",
        "of_id": new_id(),
        "epoch": 0,
        "holder_kind": "team",
        "holder_id": new_id(),
        "holder_epoch": 0,
        "sealed": Sealed(b"envelope"),
    }
    return Grant(**(values | given))


@pytest.mark.parametrize("leak", [b"plain bytes", "plain text", bytearray(b"x"), {"a": 1}])
def test_sealed_field_refuses_anything_but_sealed(leak):
    with pytest.raises(TypeError, match="sealed bytes only"):
        grant(sealed=leak)
    row = grant()
    with pytest.raises(TypeError, match="sealed bytes only"):
        row.sealed = leak


@pytest.mark.parametrize("leak", [b"plain bytes", "plain text"])
def test_no_query_writes_plain_into_a_sealed_field(leak):
    row = grant()
    row.save()
    with pytest.raises(TypeError, match="sealed bytes only"):
        Grant.objects.filter(id=row.id).update(sealed=leak)


def test_sealed_field_keeps_the_bytes_and_gives_back_sealed():
    row = grant(sealed=Sealed(b"\x00\xff envelope"))
    row.save()
    read = Grant.objects.get(id=row.id)
    assert read.sealed == Sealed(b"\x00\xff envelope")
    assert Grant.objects.defer("sealed").get(id=row.id).sealed == read.sealed


def test_a_row_without_its_sealed_value_cannot_be_saved():
    row = Grant(
        of_kind="case", of_id=new_id(), epoch=0, holder_kind="team", holder_id=new_id(), holder_epoch=0
    )
    with pytest.raises(Exception, match=r"(?i)null"):
        row.save()


def test_tag_is_found_by_its_bytes_and_has_one_length():
    tag, island = b"t" * 16, new_id()
    SearchTag.objects.create(tag=tag, island_id=island)
    assert SearchTag.objects.get(tag=tag).island_id == island
    assert SearchTag.objects.get(tag=tag).tag == tag
    for wrong in (b"short", "t" * 16, b"t" * 17):
        with pytest.raises(TypeError, match="tag of 16 bytes"):
            SearchTag.objects.filter(tag=wrong).exists()


def test_a_plain_field_must_say_why():
    with pytest.raises(ValueError, match="why"):
        plain(models.TextField(), because="")


def test_every_column_of_ours_is_classified():
    ours = [stored for stored in field_classes() if stored.table.startswith("records_")]
    assert {stored.table for stored in ours} >= {"records_grant", "records_island", "records_shredkey"}
    assert [stored for stored in ours if stored.kind is FieldClass.UNCLASSIFIED] == []
    assert all(stored.reason for stored in ours if stored.kind is FieldClass.PLAIN)


def test_an_unmarked_field_is_reported(monkeypatch):
    class Bare(models.Model):
        note = models.TextField()
        sealed = SealedField()
        tag = TagField()

        class Meta:
            app_label = "elsewhere"
            apps = type(apps)()

    Bare.__module__ = "waymark.elsewhere.models"
    monkeypatch.setattr(classes.apps, "get_models", lambda **_: [Bare])
    found = {stored.column: stored.kind for stored in classes.field_classes()}
    assert found["note"] is FieldClass.UNCLASSIFIED
    assert found["sealed"] is FieldClass.SEALED
    assert found["tag"] is FieldClass.TAG
    assert {stored.column for stored in classes.unclassified()} == {"id", "note"}


def test_tables_are_in_one_database_only():
    main = connections["default"].introspection.table_names()
    keys = connections["keys"].introspection.table_names()
    assert set(main) & set(keys) <= {"django_migrations"}
    assert ShredKey._meta.db_table in keys
    assert Grant._meta.db_table in main
    for stored in field_classes():
        assert stored.table in (keys if stored.database == "keys" else main)


def test_the_page_is_the_same_twice_and_names_every_column():
    page = field_table()
    assert page == field_table()
    assert all(f"| {stored.column} | {stored.kind.value} |" in page for stored in field_classes())


def test_an_old_page_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(generated, "FOLDER", tmp_path)
    with pytest.raises(CommandError, match="out of date"):
        call_command("generated", check=True)
    call_command("generated", stdout=StringIO())
    call_command("generated", check=True)
    (tmp_path / "fields.md").write_text("by hand")
    with pytest.raises(CommandError, match="out of date"):
        call_command("generated", check=True)
