"""To ask for a number in full has a word of its own in the log."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0009_review_rights'),
    ]

    operations = [
        migrations.AlterField(
            model_name='accessrecord',
            name='action',
            field=models.CharField(choices=[('INZIEN', 'Bekeken'), ('ZOEKEN', 'Gezocht'), ('TOEVOEGEN', 'Toegevoegd'), ('WIJZIGEN', 'Gewijzigd'), ('EXPORTEREN', 'Gedownload'), ('OPVRAGEN', 'Opgevraagd'), ('INLOGGEN', 'Ingelogd'), ('UITLOGGEN', 'Uitgelogd'), ('GEWEIGERD', 'Geweigerd'), ('NOODTOEGANG', 'Noodtoegang')], max_length=12, verbose_name='handeling'),
        ),
    ]
