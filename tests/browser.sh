#!/bin/sh
# A real browser for the journeys: the one that is there, Debian's where apt is, Playwright's own otherwise.
set -e
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if ls "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-*/ >/dev/null 2>&1; then exit 0; fi
if command -v apt-get >/dev/null 2>&1; then
    sudo=""
    if [ "$(id -u)" != 0 ]; then sudo="sudo -n"; fi
    if $sudo apt-get install -y --no-install-recommends chromium >/dev/null 2>&1; then exit 0; fi
    if $sudo apt-get update >/dev/null 2>&1 && $sudo apt-get install -y --no-install-recommends chromium >/dev/null 2>&1; then
        exit 0
    fi
fi
.venv/bin/playwright install chromium
