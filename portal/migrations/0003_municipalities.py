"""Every Dutch municipality, present and former, as reference data."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from portal.reference import municipalities


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    Municipality = apps.get_model("portal", "Municipality")
    Municipality.objects.bulk_create(
        Municipality(code=row.code, name=row.name, ended_on=row.until) for row in municipalities()
    )


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_append_only_log")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
