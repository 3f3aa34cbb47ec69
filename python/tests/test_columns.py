"""Columns as sequences, and as numpy and pandas read them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import darkside as ds


@pytest.fixture(scope="module")
def ledger(run: ds.Run) -> ds.Table:
    assert run.ledger is not None
    return run.ledger


def test_whole_numbers_that_are_missing_are_nan_not_0(ledger: ds.Table) -> None:
    column = ledger["source_manager"]
    listed = column.to_list()
    assert None in listed
    array = np.asarray(column)
    assert array.dtype == float
    assert [None if np.isnan(value) else value for value in array] == listed
    assert np.array(column).flags.writeable
    assert np.asarray(column, dtype=object).tolist() == listed
    with pytest.raises(BufferError, match="no value"):
        memoryview(column)
    with pytest.raises(TypeError, match="rows of column .source_manager. have no value"):
        np.asarray(column, dtype=np.int64)


def test_words_are_text(ledger: ds.Table) -> None:
    for name in ("practice", "mechanism", "locus"):
        assert np.asarray(ledger[name]).tolist() == ledger[name].to_list()
    practice = ledger["practice"]
    assert practice.codes is not None and practice.words is not None
    codes = np.asarray(practice.codes)
    assert codes.__array_interface__["data"][0] == practice.address
    assert [practice.words[code] for code in codes] == practice.to_list()
    with pytest.raises(BufferError, match="codes"):
        memoryview(practice)
    assert ledger["week"].codes is None


def test_true_and_false_are_booleans(ledger: ds.Table) -> None:
    gaps = ledger["source_dark"]
    assert None in gaps.to_list()
    with pytest.raises(TypeError, match="to_pandas"):
        np.asarray(gaps)
    assert np.asarray(gaps, dtype=object).tolist() == gaps.to_list()
    whole = _truths(ledger)
    array = np.asarray(whole)
    assert array.dtype == bool and array.tolist() == whole.to_list()


def _truths(ledger: ds.Table) -> ds.Column:
    """A column of true and false without gaps."""
    tables = [ledger, ds.Simulation(ds.scenario("baseline"), seed=1).state.relationships]
    columns = [table[name] for table in tables for name in table]
    return next(one for one in columns if one.address is None and None not in one.to_list())


def test_numpy_and_pandas_copy_when_they_are_told_to(run: ds.Run, ledger: ds.Table) -> None:
    share, source = run.series["dark_share"], ledger["source_manager"]
    assert share.__array__(copy=False).__array_interface__["data"][0] == share.address
    assert share.__array__(copy=True).flags.writeable
    assert np.asarray(share, dtype=np.float32).dtype == np.float32
    with pytest.raises(ValueError, match="without a copy"):
        source.__array__(copy=False)
    for column in (share, source, ledger["practice"]):
        listed = [None if value != value else value for value in pd.Series(column)]
        assert listed == column.to_list()


def test_a_column_is_a_sequence(run: ds.Run, ledger: ds.Table) -> None:
    column = ledger["source_manager"]
    listed = column.to_list()
    assert list(column) == listed and len(column) == len(listed)
    assert [column[0], column[-1], column[np.int64(1)]] == [listed[0], listed[-1], listed[1]]
    with pytest.raises(IndexError, match=f"there is no row {len(listed)}: the column has {len(listed)} rows"):
        column[len(listed)]
    assert repr(column).startswith(
        f"<darkside.Column 'source_manager': {len(listed)} rows, {listed.count(None)} without"
    )
    assert "[share]" in repr(run.series["dark_share"])
