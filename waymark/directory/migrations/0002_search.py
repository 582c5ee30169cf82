"""The index over what published services are found by: SQLite's own full text, or a column of PostgreSQL."""

from django.db import migrations

LITE = [
    "CREATE VIRTUAL TABLE directory_searchindex USING fts5(title, body, content='directory_searchentry', "
    "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "INSERT INTO directory_searchindex(directory_searchindex, rank) VALUES ('rank', 'bm25(4.0, 1.0)')",
    # Of the entries that stand there already: the triggers would take out words that were never put in.
    "INSERT INTO directory_searchindex(directory_searchindex) VALUES ('rebuild')",
    "CREATE TRIGGER directory_search_in AFTER INSERT ON directory_searchentry BEGIN "
    "INSERT INTO directory_searchindex(rowid, title, body) VALUES (new.id, new.title, new.body); END",
    "CREATE TRIGGER directory_search_out AFTER DELETE ON directory_searchentry BEGIN "
    "INSERT INTO directory_searchindex(directory_searchindex, rowid, title, body) "
    "VALUES ('delete', old.id, old.title, old.body); END",
]
LITE_BACK = [
    "DROP TRIGGER directory_search_in",
    "DROP TRIGGER directory_search_out",
    "DROP TABLE directory_searchindex",
]
LARGE = [
    "ALTER TABLE directory_searchentry ADD COLUMN index tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')) STORED",
    "CREATE INDEX directory_search_words ON directory_searchentry USING gin (index)",
]
LARGE_BACK = ["ALTER TABLE directory_searchentry DROP COLUMN index"]


def _run(lite, large):
    def run(_apps, schema_editor):
        for statement in lite if schema_editor.connection.vendor == "sqlite" else large:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(_run(LITE, LARGE), _run(LITE_BACK, LARGE_BACK))]
