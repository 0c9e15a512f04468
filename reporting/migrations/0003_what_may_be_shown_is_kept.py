"""Keep of a count what may be shown of it; those from before have a k that nobody has, and are made anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Other columns."""

    dependencies = [("reporting", "0002_published_reports_stay")]

    operations = [
        migrations.RenameField("quartercount", "cells", "summed"),
        migrations.AlterField("quartercount", "summed", models.JSONField("cijfers om op te tellen")),
        migrations.AddField(
            "quartercount",
            "smallest",
            models.PositiveIntegerField("kleinste getal", default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            "quartercount", "shown", models.JSONField("cijfers", default=dict), preserve_default=False
        ),
    ]
