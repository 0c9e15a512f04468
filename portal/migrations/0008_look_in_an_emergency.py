"""A look in an emergency has a word of its own in the log, and a mail to who keeps watch."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0007_keep_whom_organisations_mean'),
    ]

    operations = [
        migrations.AlterField(
            model_name='accessrecord',
            name='action',
            field=models.CharField(choices=[('INZIEN', 'Bekeken'), ('ZOEKEN', 'Gezocht'), ('TOEVOEGEN', 'Toegevoegd'), ('WIJZIGEN', 'Gewijzigd'), ('EXPORTEREN', 'Gedownload'), ('INLOGGEN', 'Ingelogd'), ('UITLOGGEN', 'Uitgelogd'), ('GEWEIGERD', 'Geweigerd'), ('NOODTOEGANG', 'Noodtoegang')], max_length=12, verbose_name='handeling'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='kind',
            field=models.CharField(choices=[('VOORSTEL_WACHT', 'Er wacht een voorstel op uw antwoord.'), ('VOORSTEL_BEANTWOORD', 'Een voorstel is beantwoord.'), ('VOORSTEL_INGETROKKEN', 'Een voorstel is ingetrokken.'), ('VOORSTEL_TE_LAAT', 'Een voorstel wacht te lang op antwoord.'), ('PLEK_GERESERVEERD', 'Er is een plek gereserveerd.'), ('TERMIJN', 'Een termijn loopt bijna af.'), ('INSCHRIJVING', 'Wilt u bericht over nieuwe rapporten?'), ('RAPPORT', 'Er is een nieuw rapport gepubliceerd.'), ('INLOGGEN', 'De manier waarop u inlogt is gewijzigd. Deed u dat niet zelf? Bel dan uw beheerder.'), ('NOODTOEGANG', 'Iemand opende een dossier met noodtoegang.')], max_length=20, verbose_name='wat erin staat'),
        ),
    ]
