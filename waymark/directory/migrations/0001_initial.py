
import django.db.models.deletion
import waymark.directory.terms
import waymark.records.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='FeedRecord',
            fields=[
                ('service_id', models.UUIDField(primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('body', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=160)),
                ('folded', models.CharField(max_length=160, unique=True)),
                ('about', models.TextField(blank=True)),
                ('web', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ('folded',),
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('service_id', models.UUIDField(unique=True)),
                ('title', models.TextField()),
                ('body', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=24, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('service_id', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('by', models.UUIDField(null=True)),
                ('entry', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service_id', 'number'), name='directory_revision_once')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=160)),
                ('about', models.TextField(blank=True)),
                ('who', models.TextField(blank=True)),
                ('access', models.TextField(blank=True)),
                ('cost', models.CharField(blank=True, max_length=160)),
                ('web', models.CharField(blank=True, max_length=300)),
                ('email', models.CharField(blank=True, max_length=160)),
                ('hours', models.CharField(blank=True, max_length=300)),
                ('hours_words', models.CharField(blank=True, max_length=300)),
                ('minimum_age', models.PositiveSmallIntegerField(null=True)),
                ('maximum_age', models.PositiveSmallIntegerField(null=True)),
                ('is_refuge', models.BooleanField(default=False)),
                ('address', models.CharField(blank=True, max_length=160)),
                ('town', models.CharField(blank=True, max_length=80)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('stage', models.CharField(choices=[('draft', 'draft'), ('checked', 'checked'), ('published', 'published'), ('withdrawn', 'withdrawn')], default=waymark.directory.terms.Stage['DRAFT'], max_length=24)),
                ('check_first', models.CharField(blank=True, max_length=300)),
                ('checked_on', models.DateField(null=True)),
                ('checked_by', models.UUIDField(null=True)),
                ('checked_how', models.CharField(blank=True, max_length=300)),
                ('review_due', models.DateField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('source', models.CharField(blank=True, max_length=600)),
                ('source_seen', models.CharField(blank=True, max_length=20)),
                ('origin', models.CharField(blank=True, max_length=80)),
                ('origin_key', models.CharField(blank=True, max_length=200)),
                ('origin_hash', models.CharField(blank=True, max_length=32)),
                ('merged_into', models.UUIDField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'ordering': ('name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ReportedDoubt',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('number', 'number'), ('hours', 'hours'), ('closed', 'closed'), ('whom', 'whom'), ('other', 'other')], max_length=24)),
                ('on', models.DateField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EditorsNote',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ServiceArea',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ServiceNumber',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('call', 'call'), ('text', 'text'), ('relay', 'relay')], max_length=24)),
                ('number', models.CharField(max_length=24)),
                ('send', models.CharField(blank=True, max_length=40)),
                ('free', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'unknown')], max_length=24)),
                ('on_bill', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'unknown')], max_length=24)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ServiceSchedule',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('byday', models.CharField(max_length=40)),
                ('opens_at', models.TimeField()),
                ('closes_at', models.TimeField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ServiceTerm',
            fields=[
                ('id', models.UUIDField(default=waymark.records.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('list', models.CharField(max_length=8)),
                ('term', models.CharField(max_length=24)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.service')),
            ],
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['stage', 'latitude', 'longitude'], name='directory_service_place'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['stage', 'review_due'], name='directory_service_due'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['organisation'], name='directory_service_org'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('is_refuge', False), models.Q(('address', ''), ('latitude', None), ('longitude', None), ('postcode', ''), ('town', '')), _connector='OR'), name='directory_refuge_without_address'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='directory_place_on_earth'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('origin', 'origin_key'), name='directory_row_once'),
        ),
        migrations.AddIndex(
            model_name='serviceterm',
            index=models.Index(fields=['list', 'term'], name='directory_term'),
        ),
        migrations.AddConstraint(
            model_name='serviceterm',
            constraint=models.UniqueConstraint(fields=('service', 'list', 'term'), name='directory_term_once'),
        ),
    ]
