"""Hand-overs get a last day. Those that wait already get thirty days from the day on which they came."""

from datetime import timedelta

from django.db import migrations, models


def give_days(apps, schema_editor):
    hand_over = apps.get_model("planner", "HandOver")
    for row in hand_over.objects.using(schema_editor.connection.alias).only("id", "received_on"):
        row.kept_until = row.received_on + timedelta(days=30)
        row.save(update_fields=["kept_until"], using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("planner", "0001_initial")]

    operations = [
        migrations.AddField("handover", "kept_until", models.DateField(null=True)),
        migrations.RunPython(give_days, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("handover", "kept_until", models.DateField(db_index=True)),
    ]
