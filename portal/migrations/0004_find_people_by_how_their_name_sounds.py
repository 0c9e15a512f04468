"""Find people by how their name sounds: accents, capitals and usual spellings aside, and nearly right is enough."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
import portal.models.client
from django.contrib.postgres.operations import BtreeGinExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

# The body is bound to what it calls when it is made, so it gives the same whatever the search path, also in an index.
FORWARD = """
CREATE FUNCTION sound_of(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    translate(
        regexp_replace(
            replace(replace(replace(
                regexp_replace(lower(unaccent('unaccent'::regdictionary, name)), '[^[:alnum:]]+', ' ', 'g'),
                'ph', 'f'), 'th', 't'), 'dt', 't'),
            'e?ij|e[iy]', 'y', 'g'),
        'vzcq', 'fskk'),
    '([[:alpha:]])\\1+', '\\1', 'g');
CREATE FUNCTION sounds_nearly(sound text, word text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN EXISTS (
    SELECT FROM unnest(string_to_array(sound, ' ')) AS name
    WHERE levenshtein(left(name, 60), left(word, 60))
        <= CASE WHEN length(word) < 3 THEN 0 WHEN length(word) < 6 THEN 1 ELSE 2 END
);
"""
BACKWARD = "DROP FUNCTION sounds_nearly(text, text); DROP FUNCTION sound_of(text);"


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_municipalities'),
    ]

    operations = [
        BtreeGinExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AddField(
            model_name='client',
            name='also_called',
            field=models.CharField(blank=True, max_length=200, verbose_name='ook genoemd'),
        ),
        migrations.AddIndex(
            model_name='client',
            index=models.Index(fields=['region', 'born_on'], name='client_by_birthday'),
        ),
        migrations.AddField(
            model_name='client',
            name='sound',
            field=models.GeneratedField(db_persist=True, expression=portal.models.client.SoundOf(django.db.models.functions.text.Concat(models.Value(' '), models.F('given_names'), models.Value(' '), models.F('family_name'), models.Value(' '), models.F('also_called'))), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='client',
            index=django.contrib.postgres.indexes.GinIndex(fields=['region', 'sound'], name='client_by_sound', opclasses=['int8_ops', 'gin_trgm_ops']),
        ),
    ]
