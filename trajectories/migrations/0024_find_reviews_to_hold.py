"""Reviews that are to be held, by their day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index."""

    dependencies = [("trajectories", "0023_say_why_somebody_looks")]
    operations = [
        migrations.AddIndex(
            "review",
            models.Index(fields=["planned_on"], name="review_to_hold", condition=models.Q(held_on__isnull=True)),
        )
    ]
