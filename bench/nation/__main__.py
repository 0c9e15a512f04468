"""`python -m bench.nation SIZE`: makes the nation in the database of DATA, where it is not there yet."""

import sys

from bench.nation import SIZES, begin

begin()

from bench.nation.building import build  # noqa: E402 (models can be read from here on)

build(SIZES[sys.argv[1]], tell=lambda region: print(region, end=" ", flush=True))
