"""What an interruption leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = """
import os, signal, threading, time
import darkside as ds
signal.signal(signal.SIGINT, signal.default_int_handler)
asked = ds.scenario("baseline").set({"population.managers": 3000}, seeds=50, weeks=200)
threading.Timer(0.4, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    ds.compare([asked, asked.set({"lapse.audit": 0.05})], metric="dark_share", threads=2)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_no_folder_and_no_panic_is_left_by_an_interruption(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "interrupted\n", "")
    assert list(tmp_path.iterdir()) == []
