"""Tables as other libraries read them."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import darkside as ds

TABLES = [
    "series", "ledger", "lapses", "onsets", "snapshots", "ties", "summary", "totals", "transmissions", "reproduction", "exposure",
    "transitions", "groups", "bridges", "waves", "cohorts", "attack_rates", "senders",
]  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_all_readers_see_the_same_values(run: ds.Run, name: str) -> None:
    table = run.table(name)
    assert table is not None
    lists = table.to_dict()
    assert pa.table(table).to_pydict() == lists
    assert pl.DataFrame(table).to_dict(as_series=False) == lists
    frame = table.to_pandas()
    assert list(frame.columns) == table.names and len(frame) == len(table)
    for column in table:
        known = [value for value in lists[column] if value is not None]
        assert frame[column].dropna().tolist() == known


@pytest.mark.parametrize("name", ["series", "ledger", "snapshots"])
def test_nothing_is_copied(run: ds.Run, name: str) -> None:
    table = run.table(name)
    assert table is not None
    arrow, polars = pa.table(table), pl.DataFrame(table)
    for column in table:
        address = table[column].address
        if address is None:
            assert arrow.schema.field(column).type == pa.bool_()
            continue
        chunk = arrow[column].chunk(0)
        values = chunk.indices if pa.types.is_dictionary(chunk.type) else chunk
        assert values.buffers()[1].address == address
        if pa.types.is_integer(chunk.type) and chunk.null_count:
            continue
        codes = table[column].codes
        view = np.asarray(table[column] if codes is None else codes)
        assert view.__array_interface__["data"][0] == address and not view.flags.writeable
        if not pa.types.is_dictionary(chunk.type) and arrow[column].null_count == 0:
            seen = polars[column].to_numpy(allow_copy=False)
            assert seen.__array_interface__["data"][0] == address


def test_units_and_meanings_travel(run: ds.Run) -> None:
    field = pa.table(run.series).schema.field("dark_share")
    assert field.metadata == {b"unit": b"share", b"meaning": b"relationships with any dark flag on"}
    assert run.series["dark_share"].unit == run.series.units["dark_share"] == "share"
    assert run.series.meanings["week"] == "week, from 0"


def test_words_are_dictionaries(run: ds.Run) -> None:
    assert run.ledger is not None
    for column in ("practice", "mechanism", "locus"):
        assert pa.types.is_dictionary(pa.table(run.ledger).schema.field(column).type)
        assert isinstance(run.ledger.to_pandas()[column].dtype, pd.CategoricalDtype)
        words = run.ledger[column].words
        assert words is not None and {run.ledger[column].to_list()[0]} <= set(words)
    assert run.ledger["practice"].words == run.scenario.practices if run.scenario else False


def test_what_is_undefined_is_null() -> None:
    # In week 0 of a world that has not settled nothing is dark yet, so likeness is undefined.
    run = ds.run(ds.scenario("baseline_0_1").set(seeds=1, weeks=2))
    column = pa.table(run.series)["portfolio_icc_conflict"]
    assert column.null_count > 0 and column[0].as_py() is None
    assert np.isnan(np.asarray(run.series["portfolio_icc_conflict"])[0])


def test_a_column_outlives_its_table_and_run(small: ds.Scenario) -> None:
    view = np.asarray(ds.run(small.set(seeds=1)).series["week"])
    assert view.tolist() == list(range(31))
    held = memoryview(ds.run(small.set(seeds=1)).series["value"])
    assert held.format == "d" and held.nbytes == 31 * 8 and held.readonly


def test_unknown_columns_bring_the_nearest(run: ds.Run) -> None:
    with pytest.raises(KeyError, match='did you mean "dark_share"'):
        run.series["dark_shar"]
    with pytest.raises(BufferError, match="packed"):
        assert run.ledger is not None
        memoryview(run.ledger["source_dark"])


def test_a_data_frame_is_made_by_to_pandas_only(run: ds.Run) -> None:
    for make in (pd.DataFrame, np.asarray):
        with pytest.raises(TypeError, match=r"table\.to_pandas\(\)"):
            make(run.series)


def test_without_pyarrow_points_of_pandas_are_refused_before_the_first_run(
    small: ds.Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done: list[int] = []
    with pytest.raises(ModuleNotFoundError, match="pip install pyarrow"):
        ds.simulate(small, pd.DataFrame({"lapse.audit": [0.1]}), progress=lambda one, _: done.append(one))
    assert not done


def test_tables_that_no_run_has_bring_the_nearest(run: ds.Run, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match='did you mean "series"'):
        run.table("seris")
    kept = ds.open_run(run.save(tmp_path / "out", formats=["csv"], charts=False))
    for file in (tmp_path / "out").glob("*.csv"):
        assert kept.table(file.stem) is not None


def test_duckdb_reads_a_table(run: ds.Run) -> None:
    duckdb = pytest.importorskip("duckdb")
    series = run.series
    ((last,),) = duckdb.sql("select avg(dark_share) from series where week = 30").fetchall()
    assert last == pytest.approx(np.asarray(run.series["dark_share"])[30::31].mean())
    assert len(series) == 93


def test_it_shows_itself(run: ds.Run) -> None:
    assert "93 rows" in repr(run.series)
    assert run.series._repr_html_().count("<tr>") == 7
    assert "dark_share" in run.series and len(run.series) == 93


def test_footprints_are_there_where_they_are_asked_for(small: ds.Scenario, run: ds.Run) -> None:
    assert run.footprints is None
    other = ds.run(small.set({"record.footprints": 13}), threads=2)
    table = other.footprints
    assert table is not None and other.digest == run.digest
    frame = table.to_pandas()
    subjects = frame[["kind", "subject"]].drop_duplicates()
    assert len(frame) == 3 * len(subjects) * 4 * 4 and sorted(frame["week"].unique()) == [0, 13, 26, 30]
    at_ties = frame["level"] == "ties"
    p = frame.loc[at_ties & frame["estimate"].notna(), "p"]
    assert p.min() >= 0.005 and p.max() <= 1 and frame.loc[~at_ties, "p"].isna().all()
