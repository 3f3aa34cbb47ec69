import { expect, test } from 'vitest';
import { adoption, history, relationship } from './made_up';
import { transmissionTree } from './tree';
import { rowsOf } from './tree_rows';

const EXPECTATIONS = 3;
const world = history(40, {
  5: { adoptions: [adoption(5, 0, 0, null)] },
  10: { adoptions: [adoption(10, 1, 1, 0)] },
  20: { adoptions: [adoption(20, 3, 2, 0)] },
  24: { lapses: [{ week: 24, practice: 0, cause: 0, lesson: false, place: relationship(1) }] },
  30: { onsets: [
    { week: 30, effect: EXPECTATIONS, practice: 0, mechanism: 3, locus: 2, place: relationship(2) },
    { week: 30, effect: EXPECTATIONS, practice: 0, mechanism: 3, locus: 2, place: relationship(1) },
  ] },
});
const rows = (until: number) => {
  const root = transmissionTree(world, '0:0', 0, until)!;
  return rowsOf(world, root, 0, EXPECTATIONS, until).map(({ use, parent, end, over, dark }) => [use.key, parent, end, over, dark]);
};

test('whoever took it last stands next to its source; a use ends when it is given up, and harm after that is not its own', () => {
  expect(rows(40)).toEqual([
    ['0:0', -1, 40, false, null],
    ['2:0', 0, 40, false, 30],
    ['1:0', 0, 24, true, null],
  ]);
});

test('what comes later is not given away', () => {
  expect(rows(22)).toEqual([['0:0', -1, 22, false, null], ['2:0', 0, 22, false, null], ['1:0', 0, 22, false, null]]);
});
