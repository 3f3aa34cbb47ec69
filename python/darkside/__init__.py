"""How the dark side of close business relationships spreads between account managers: a simulation.

Begin with :func:`scenario` and :func:`run`::

    import darkside as ds

    base = ds.scenario("baseline")
    mine = base.set({"contagion.programme": 0.03}, seeds=range(1, 101))
    run = ds.run(mine)
    run.series.to_pandas()
    run.plot("paradox")
    ds.compare([base, mine], metric="dark_share").effects

==========================================  ===========================================================
lists                                       ``scenarios``, ``parameters``, ``survey_settings``, ``metrics``, ``charts``
scenarios                                   ``scenario``, ``organisation``, ``Scenario``
runs of one scenario                        ``run``, ``open_run``, ``Run``, ``Simulation``
runs of many                                ``simulate``, ``iter_batches``, ``sweep``
questions                                   ``compare``, ``attribute``, ``threshold``, ``sensitivity``, ``test``
field studies                               ``survey``, ``identify``, ``power``
errors                                      ``ScenarioError``, ``MachineError``, ``RunPanic``
==========================================  ===========================================================

The engine is the command's: the same scenario, seeds and version give the same digests.
"""

from __future__ import annotations

from ._answer import Answer
from ._errors import DarksideError, MachineError, RunPanic, ScenarioError
from ._field import identify, power, survey, test
from ._native import VERSION as __version__
from ._native import Column
from ._organisation import organisation
from ._page import Page, Picture
from ._questions import attribute, compare, sensitivity, threshold
from ._run import Run, charts, open_run, run
from ._scenario import Scenario, metrics, parameters, scenario, scenarios, survey_settings
from ._simulate import iter_batches, simulate
from ._simulation import Simulation, State
from ._sweep import sweep
from ._table import Table

__all__ = [
    "Answer",
    "Column",
    "DarksideError",
    "MachineError",
    "Page",
    "Picture",
    "Run",
    "RunPanic",
    "Scenario",
    "ScenarioError",
    "Simulation",
    "State",
    "Table",
    "__version__",
    "attribute",
    "charts",
    "compare",
    "identify",
    "iter_batches",
    "metrics",
    "open_run",
    "organisation",
    "parameters",
    "power",
    "run",
    "scenario",
    "scenarios",
    "sensitivity",
    "simulate",
    "survey",
    "survey_settings",
    "sweep",
    "test",
    "threshold",
]
