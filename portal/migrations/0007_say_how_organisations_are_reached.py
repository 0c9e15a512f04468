"""Say how organisations can be reached."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0006_send_mail'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='mail',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='phone',
            field=models.CharField(blank=True, max_length=40, verbose_name='telefoon'),
        ),
    ]
