"""python -m tests.reporting.oracle FOLDER 2026Q2 --as-of 2026-07-15 [--public]"""

import argparse
import json
from datetime import date
from pathlib import Path

from .answer import answer

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=Path)
parser.add_argument("quarter")
parser.add_argument("--as-of", type=date.fromisoformat, required=True)
parser.add_argument("--public", action="store_true")
asked = parser.parse_args()
print(json.dumps(answer(asked.folder, asked.quarter, asked.as_of, public=asked.public), indent=1))
