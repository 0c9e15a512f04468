#!/bin/sh
# Puts a PostgreSQL cluster back as it was at a moment, from a base backup and the log archive: recover.sh BASE MOMENT.
# Run it as the owner of the files while the server is stopped; then start the server. The old cluster stays, beside
# it, under the name pg.kapot or the like. See docs/beheer/herstel.md.
set -eu
base=$1 moment=$2
data=${PGDATA:?waar staan de gegevens?} archive=${ARCHIVE:-/archief}
test -f "$archive/$base/backup_label"
# What the server wrote last is not in the archive yet.
for part in "$data"/pg_wal/*; do
    name=$(basename "$part")
    if [ -f "$part" ] && [ ! -f "$archive/wal/$name" ]; then cp "$part" "$archive/wal/$name"; fi
done
mv "$data" "$data.kapot"
cp -R "$archive/$base" "$data"
chmod 700 "$data"
cat >> "$data/postgresql.auto.conf" <<CONF
restore_command = 'cp "$archive/wal/%f" "%p"'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
CONF
touch "$data/recovery.signal"
