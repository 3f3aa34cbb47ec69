"""Compares darkside with programs by other people on the same graphs. Exit code 1 if a comparison fails."""

import argparse
import sys
import tempfile
import time
from importlib.metadata import version

import judge
import sir_eon
import sis_ndlib
import threshold_ndlib
import virus_mesa
from engine import Engine

PARTS = {"sis": sis_ndlib, "threshold": threshold_ndlib, "sir": sir_eon, "virus": virus_mesa}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print tables for docs/verification.md")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part alone; may be repeated")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help="change a value in each run of darkside")
    arguments = parser.parse_args()

    failed = compared = 0
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        engine = Engine(directory, arguments.set)
        for name in arguments.only or PARTS:
            part = PARTS[name]
            lines = list(part.compare(engine))
            peer = f"{part.PEER} {version(part.PEER)}"
            print(f"**{part.TITLE}**\n" if arguments.markdown else part.TITLE)
            print(*(judge.markdown if arguments.markdown else judge.plain)(lines, peer), "", sep="\n", flush=True)
            failed += sum(not line.passes for line in lines)
            compared += len(lines)
        seconds = time.monotonic() - begun
        print(f"{engine.version()}: {compared} comparisons, {failed} failed, {seconds:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
