"""The database roles of two faces: every table is tried, and only what is written down works."""

import os
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction
from django.test import override_settings

from tests.conftest import ORIGINS, FaceClient, walls_of
from tests.directory.conftest import an_entry
from tests.people import build_world
from tests.planner.bytes import sealed
from tests.public.visitor import Visitor
from waymark.config.roles import API_RIGHTS, EVERYTHING, PUBLIC_RIGHTS, api_role_sql, public_role_sql
from waymark.directory.actions import add_service, confirm_service, publish_service
from waymark.directory.entries import Place
from waymark.planner.sizes import UNWRITTEN
from waymark.public.planner.wire import Outcome, Verb
from waymark.records.islands import begin_shredded
from waymark.records.models import Island, ShredKey
from waymark.sealing.labels import Kind

ROLE = f"waymark_public_tried_{os.getpid()}"
FORBIDDEN = (
    "cases_",
    "staff_member",
    "staff_session",
    "records_grant",
    "records_backlink",
    "staff_passkey",
    "staff_declared",
)

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def tables_of(database: str) -> list[str]:
    return connections[database].introspection.table_names()


def test_every_right_is_about_a_table_that_exists() -> None:
    for database, rights in [*PUBLIC_RIGHTS.items(), *API_RIGHTS.items()]:
        assert set(rights) <= set(tables_of(database))


def test_the_public_role_has_no_sight_of_cases_accounts_or_grants() -> None:
    named = {table for rights in PUBLIC_RIGHTS.values() for table in rights}
    assert not [table for table in named if table.startswith(FORBIDDEN)]


def test_the_feeds_role_reads_the_directory_and_nothing_that_editors_or_visitors_write_there() -> None:
    named = API_RIGHTS["default"]
    assert all(table.startswith("directory_") and right.verbs == {"SELECT"} for table, right in named.items())
    unread = {table for table in tables_of("default") if table.startswith("directory_")} - set(named)
    assert {"directory_editorsnote", "directory_reporteddoubt", "directory_revision"} <= unread
    assert API_RIGHTS["keys"] == {}


def test_a_role_with_an_odd_name_is_refused() -> None:
    with pytest.raises(ValueError, match="letters"):
        public_role_sql('x"; DROP TABLE y', "default", tables_of("default"))


if connections["default"].vendor == "postgresql":

    @pytest.fixture(scope="module")
    def role(django_db_setup, django_db_blocker):
        """A role of this process, made outside every transaction, since roles belong to the cluster."""
        with django_db_blocker.unblock():
            parameters = connections["default"].get_connection_params()
        chosen = {
            name: parameters[name]
            for name in ("host", "port", "user", "password", "dbname")
            if name in parameters
        }
        with psycopg.connect(**chosen, autocommit=True) as outside:
            outside.execute(f'CREATE ROLE "{ROLE}"')
            yield
            outside.execute(f'DROP ROLE "{ROLE}"')

    @pytest.fixture
    def as_public(role, db):
        """The rights given in this test's own transactions; `become_public` puts a connection in the role."""
        for database in PUBLIC_RIGHTS:
            with connections[database].cursor() as cursor:
                for statement in public_role_sql(ROLE, database, tables_of(database)):
                    cursor.execute(statement)
        yield
        for database in PUBLIC_RIGHTS:
            with connections[database].cursor() as cursor:
                cursor.execute("RESET ROLE")

    def become_public(database: str) -> None:
        with connections[database].cursor() as cursor:
            cursor.execute(f'SET ROLE "{ROLE}"')

    def tries(database: str, table: str, verb: str) -> bool:
        column = connections[database].introspection.get_primary_key_column
        with connections[database].cursor() as cursor:
            key = column(cursor, table)
        statement = {
            "SELECT": f'SELECT 1 FROM "{table}" WHERE false',
            "INSERT": f'INSERT INTO "{table}" SELECT * FROM "{table}" WHERE false',
            "UPDATE": f'UPDATE "{table}" SET "{key}" = "{key}" WHERE false',
            "DELETE": f'DELETE FROM "{table}" WHERE false',
        }[verb]
        if verb == "INSERT":
            statement = f"SELECT has_table_privilege('{ROLE}', '\"{table}\"', 'INSERT')"
        try:
            with transaction.atomic(using=database), connections[database].cursor() as cursor:
                cursor.execute(statement)
                return bool(cursor.fetchone()[0]) if verb == "INSERT" else True
        except DatabaseError:
            return False

    def check_rights(database: str, rights) -> None:
        found = {
            table: {verb for verb in EVERYTHING if tries(database, table, verb)}
            for table in tables_of(database)
        }
        expected = {table: set(rights[table].verbs) if table in rights else set() for table in found}
        assert found == expected

    @pytest.mark.parametrize("database", sorted(PUBLIC_RIGHTS))
    def test_the_public_role_may_do_what_is_written_and_nothing_else(as_public, database: str) -> None:
        become_public(database)
        check_rights(database, PUBLIC_RIGHTS[database])

    @pytest.fixture
    def as_api(role, db):
        """The same role with the feed's rights in place of the public process's."""
        for database in API_RIGHTS:
            with connections[database].cursor() as cursor:
                for statement in api_role_sql(ROLE, database, tables_of(database)):
                    cursor.execute(statement)
        yield
        for database in API_RIGHTS:
            with connections[database].cursor() as cursor:
                cursor.execute("RESET ROLE")

    @pytest.mark.parametrize("database", sorted(API_RIGHTS))
    def test_the_feeds_role_may_read_what_is_written_and_nothing_else(as_api, database: str) -> None:
        become_public(database)
        check_rights(database, API_RIGHTS[database])

    @pytest.fixture
    def published(db):
        """Made before the feed takes its walls, which can make nothing."""
        world = build_world()
        place = Place(town="Leicester", latitude=52.63, longitude=-1.13)
        service = add_service(by=world.editor, entry=an_entry(place=place))
        service = confirm_service(by=world.editor, service=service, how="rang them")
        return publish_service(by=world.editor, service=service)

    def test_every_address_of_the_feed_needs_no_more(published, as_api) -> None:
        become_public("default")
        become_public("keys")
        with override_settings(**walls_of("api")):
            browser = FaceClient(ORIGINS["api"])
            asked = (
                "text=advice",
                "search=advise",
                "postcode=LE1&proximity=5000",
                "format=ndjson",
                "full=true",
            )
            for address in (
                "services",
                "organizations",
                "taxonomies",
                "taxonomy_terms",
                "service_at_locations",
            ):
                for query in ("", *asked):
                    answer = browser.get(f"/{address}?{query}")
                    assert answer.status_code == 200, (address, query)
                    assert answer.getvalue()
            found = browser.get("/services").json()["contents"]
            assert [each["id"] for each in found] == [str(published.id)]
            assert browser.get(f"/services/{published.id}").status_code == 200

    def test_the_public_role_sees_and_destroys_visitors_islands_only(as_public) -> None:
        mailbox, _ = begin_shredded(Kind.MAILBOX)
        case, _ = begin_shredded(Kind.CASE)
        become_public("default")
        become_public("keys")
        assert [each.id for each in Island.objects.all()] == [mailbox.id]
        assert ShredKey.objects.filter(island_id=case.id).delete()[0] == 0
        assert ShredKey.objects.filter(island_id=mailbox.id).delete()[0] == 1
        with pytest.raises(DatabaseError), transaction.atomic(using="keys"):
            ShredKey.objects.create(island_id=uuid4(), kind=Kind.CASE.value, key=b"k" * 32)

    @pytest.fixture
    def world(as_public):
        """Made before the face takes its walls: the public process may not sign."""
        return build_world()

    def test_the_public_journey_needs_no_more(world, public_client) -> None:
        become_public("default")
        become_public("keys")
        asking = Visitor(public_client).go().press("It is for me")
        words = " ".join(asking.press("Send this now", message="He reads my post.").words)
        holder = Visitor(public_client, "/en/w4").go().press("Go on", words=words)
        holder.press("Yes, show me what is new").press("Back").press("Write to us again")
        holder.press("Send", text="Thank you")
        assert holder.status == 200
        again = Visitor(public_client, "/en/w4").go().press("Go on", words=words)
        again.press("Erase this").press("Erase it for good")
        assert again.status == 200
        assert "Erase this" not in Visitor(public_client, "/en/w4").go().press("Go on", words=words).said

    def test_a_plan_is_kept_handed_over_and_erased_with_no_more(world, public_client) -> None:
        become_public("default")
        become_public("keys")

        def ask(verb: Verb, stamp: bytes = UNWRITTEN, number: int = 365, blob: bytes = b"") -> bytes:
            body = bytes([verb]) + b"l" * 16 + b"t" * 32 + stamp + number.to_bytes(2, "big") + blob
            kind = "application/octet-stream"
            answer = public_client.post("/k2", body, content_type=kind, HTTP_SEC_FETCH_SITE="same-origin")
            assert (answer.status_code, answer.content[0]) == (200, Outcome.DONE), verb
            return answer.content

        stamp = ask(Verb.SAVE, blob=sealed())[1:9]
        stamp = ask(Verb.SAVE, stamp, blob=sealed())[1:9]
        assert ask(Verb.READ)[1:9] == stamp
        ask(Verb.KEEP, number=92)
        epoch = int.from_bytes(ask(Verb.RECIPIENT)[9:11], "big")
        for verb in (Verb.HAND_OVER, Verb.TAKE_BACK, Verb.HAND_OVER):
            ask(verb, number=epoch, blob=sealed())
        ask(Verb.ERASE)
        with connections["keys"].cursor() as cursor:
            cursor.execute("RESET ROLE")
        assert [row.kind for row in ShredKey.objects.filter(kind=Kind.HAND_OVER)] == [Kind.HAND_OVER]
        assert not ShredKey.objects.filter(kind=Kind.VAULT).exists()
