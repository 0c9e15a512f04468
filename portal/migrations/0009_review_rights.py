"""Rights are reviewed each year, and a mail tells of a device that is new to somebody."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0008_look_in_an_emergency'),
    ]

    operations = [
        migrations.AlterField(
            model_name='mail',
            name='kind',
            field=models.CharField(choices=[('VOORSTEL_WACHT', 'Er wacht een voorstel op uw antwoord.'), ('VOORSTEL_BEANTWOORD', 'Een voorstel is beantwoord.'), ('VOORSTEL_INGETROKKEN', 'Een voorstel is ingetrokken.'), ('VOORSTEL_TE_LAAT', 'Een voorstel wacht te lang op antwoord.'), ('PLEK_GERESERVEERD', 'Er is een plek gereserveerd.'), ('TERMIJN', 'Een termijn loopt bijna af.'), ('INSCHRIJVING', 'Wilt u bericht over nieuwe rapporten?'), ('RAPPORT', 'Er is een nieuw rapport gepubliceerd.'), ('INLOGGEN', 'De manier waarop u inlogt is gewijzigd. Deed u dat niet zelf? Bel dan uw beheerder.'), ('NIEUW_APPARAAT', 'Er is met uw account ingelogd op een nieuw apparaat. Deed u dat niet zelf? Bel dan uw beheerder.'), ('NOODTOEGANG', 'Iemand opende een dossier met noodtoegang.')], max_length=20, verbose_name='wat erin staat'),
        ),
        migrations.CreateModel(
            name='RightsReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reviewed_on', models.DateField(verbose_name='nagelopen op')),
                ('reviewed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights_reviews', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['reviewed_on'],
                'constraints': [models.UniqueConstraint(fields=('user', 'reviewed_on'), name='rights_are_reviewed_once_a_day', violation_error_message='Deze gebruiker is vandaag al nagelopen.'), models.CheckConstraint(condition=models.Q(('user', models.F('reviewed_by')), _negated=True), name='nobody_reviews_their_own_rights', violation_error_message='U kunt uw eigen toegang niet nalopen. Vraag een andere beheerder.')],
            },
        ),
    ]
