import django.db.models.deletion
import waymark.records.classes
import waymark.records.ids
from django.db import migrations, models


def pause_closed_cases(apps, schema_editor):
    cases = apps.get_model("cases", "Case").objects.using(schema_editor.connection.alias)
    cases.filter(stage="closed").update(stage="paused")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_somebodys_own_notes_by_version'),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='stage',
            field=models.CharField(choices=[('new', 'new'), ('supporting', 'supporting'), ('paused', 'paused'), ('closed', 'closed')], max_length=16),
        ),
        migrations.AddField(
            model_name='case',
            name='closed_on',
            field=models.DateField(null=True),
        ),
        # Going back: the release before knows no closed case, and this one none without its day.
        migrations.RunPython(migrations.RunPython.noop, pause_closed_cases),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('stage', 'closed')), models.Q(models.Q(('stage', 'closed'), _negated=True), ('closed_on__isnull', True)), _connector='OR'), name='cases_case_closed_has_its_day'),
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('placed_on', models.DateField()),
                ('review_on', models.DateField()),
                ('epoch', models.PositiveIntegerField()),
                ('sealed', waymark.records.classes.SealedField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
            ],
            options={
                'ordering': ('review_on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('listed_on', models.DateField()),
                ('destroy_on', models.DateField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
            ],
            options={
                'ordering': ('destroy_on', 'id'),
                'indexes': [models.Index(fields=['destroy_on'], name='cases_listing_day')],
            },
        ),
    ]
