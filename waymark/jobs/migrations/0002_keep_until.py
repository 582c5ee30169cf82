"""A ticket says how long it is kept, no longer when it was made. What must happen once only stays for 400 days."""

from datetime import timedelta

from django.db import migrations


def _moved_by(days):
    def move(apps, schema_editor):
        tickets = apps.get_model("jobs", "Ticket").objects.using(schema_editor.connection.alias)
        for ticket in tickets.filter(lasting=True):
            ticket.keep_until += timedelta(days=days)
            ticket.save(update_fields=["keep_until"], using=schema_editor.connection.alias)

    return move


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [
        migrations.RenameField("ticket", "day", "keep_until"),
        migrations.RunPython(_moved_by(400), _moved_by(-400)),
    ]
