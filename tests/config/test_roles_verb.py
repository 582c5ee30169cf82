"""`waymark roles` prints SQL where there are roles, and says so where there are none."""

from argparse import Namespace

import pytest
from django.db import connections

from waymark.config.verbs.roles import run
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_roles_are_printed_for_postgresql_only(capsys):
    asked = Namespace(database="keys", role=None, face="public")
    if connections["keys"].vendor == "postgresql":
        run(asked)
        printed = capsys.readouterr().out
        assert 'GRANT DELETE, INSERT, SELECT ON "records_shredkey" TO "waymark_public";' in printed
        assert 'REVOKE ALL ON "records_tokenkey" FROM "waymark_public";' in printed
        run(Namespace(database="default", role=None, face="api"))
        printed = capsys.readouterr().out
        assert 'GRANT SELECT ON "directory_feedrecord" TO "waymark_api";' in printed
        assert 'ON "directory_editorsnote" TO' not in printed
    else:
        with pytest.raises(Refused, match="for PostgreSQL"):
            run(asked)
