"""Reports as they were published, what they were counted from, and who hears of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reporting.models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('portal', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CouncilReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.CharField(max_length=6, verbose_name='kwartaal')),
                ('as_of', models.DateField(verbose_name='gegevens tot en met')),
                ('definitions', models.CharField(max_length=20, verbose_name='versie van de definities')),
                ('content', models.JSONField(verbose_name='inhoud')),
                ('content_hash', models.CharField(max_length=64, verbose_name='controlegetal')),
                ('drawn_up_at', models.DateTimeField(verbose_name='opgesteld op')),
                ('pdf', models.BinaryField(blank=True, null=True, verbose_name='pdf')),
                ('printed_at', models.DateTimeField(blank=True, null=True, verbose_name='gedrukt op')),
                ('print_attempts', models.PositiveSmallIntegerField(default=0, verbose_name='mislukte pogingen')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='goedgekeurd op')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='gepubliceerd op')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_up_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='portal.region')),
            ],
            options={
                'get_latest_by': ['as_of', 'drawn_up_at'],
                'constraints': [models.UniqueConstraint(fields=('region', 'quarter', 'as_of'), name='report_once_per_day', violation_error_message='Dit rapport is op deze dag al opgesteld.'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(('approved_at__isnull', False), ('published_at__gte', models.F('approved_at'))), _connector='OR'), name='report_published_after_approval', violation_error_message='Publiceren kan pas nadat iemand het rapport heeft goedgekeurd.')],
            },
        ),
        migrations.CreateModel(
            name='MunicipalityTile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('column', models.PositiveSmallIntegerField(verbose_name='kolom')),
                ('row', models.PositiveSmallIntegerField(verbose_name='rij')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portal.municipality', verbose_name='gemeente')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tiles', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'municipality'), name='tile_once_per_municipality'), models.UniqueConstraint(fields=('region', 'column', 'row'), name='tile_one_municipality_a_place', violation_error_message='Op deze plaats ligt al een andere gemeente.'), models.CheckConstraint(condition=models.Q(('column__lt', 12), ('row__lt', 12)), name='tile_within_the_map', violation_error_message='De kaart heeft twaalf kolommen en twaalf rijen.')],
            },
        ),
        migrations.CreateModel(
            name='QuarterCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.CharField(max_length=6, verbose_name='kwartaal')),
                ('as_of', models.DateField(verbose_name='gegevens tot en met')),
                ('definitions', models.CharField(max_length=20, verbose_name='versie van de definities')),
                ('cells', models.JSONField(verbose_name='cijfers')),
                ('counted_at', models.DateTimeField(verbose_name='geteld op')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quarter_counts', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'quarter'), name='quarter_counted_once')],
            },
        ),
        migrations.CreateModel(
            name='ReportText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chapter', models.CharField(max_length=20, verbose_name='hoofdstuk')),
                ('text', models.TextField(blank=True, max_length=10000, verbose_name='toelichting')),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField(verbose_name='opgeslagen op')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='reporting.councilreport')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'chapter'), name='report_text_once_per_chapter')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('slug', models.CharField(default=reporting.models._secret, editable=False, max_length=22, unique=True)),
                ('asked_on', models.DateField(verbose_name='gevraagd op')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='bevestigd op')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='portal.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'address'), name='subscription_once_per_region')],
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='vanaf')),
                ('published', models.PositiveSmallIntegerField(verbose_name='grens voor wat openbaar is')),
                ('inside', models.PositiveSmallIntegerField(verbose_name='grens binnen de regio')),
                ('set_at', models.DateTimeField(verbose_name='vastgelegd op')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thresholds', to='portal.region')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'starts_on'), name='threshold_once_per_day'), models.CheckConstraint(condition=models.Q(('published__gte', 10), ('published__lte', 100)), name='threshold_public_at_least_the_floor', violation_error_message='De grens voor wat openbaar is, ligt tussen 10 en 100.'), models.CheckConstraint(condition=models.Q(('inside__gte', 5), ('inside__lte', models.F('published'))), name='threshold_inside_at_least_the_floor', violation_error_message='De grens binnen de regio is minstens 5, en niet hoger dan die voor wat openbaar is.')],
            },
        ),
    ]
