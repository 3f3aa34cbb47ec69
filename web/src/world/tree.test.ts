import { expect, test } from 'vitest';
import { adoption, history } from './made_up';
import { arrivals, largestTree, managersOf, transmissionTree, treeSize } from './tree';

// Relationship 0 invents it in week 2; 1 and 2 copy it; 3 copies it from 2; in week 20, 0 takes it back from 3.
const world = history(30, {
  2: { adoptions: [adoption(2, 0, 0, null)] },
  5: { adoptions: [adoption(5, 1, 1, 0)] },
  8: { adoptions: [adoption(8, 3, 2, 0)] },
  12: { adoptions: [adoption(12, 1, 3, 2)] },
  20: { adoptions: [adoption(20, 3, 0, 3)] },
  25: { adoptions: [adoption(25, 1, 1, 0)] },
});

test('a tree begins where nobody was copied, whichever of its uses is asked for', () => {
  for (const key of ['0:0', '2:0', '3:0']) expect(transmissionTree(world, key, 0, 15)).toMatchObject({ key: '0:0', week: 2 });
});

test('it grows with the weeks, and counts uses, steps and managers', () => {
  expect(treeSize(transmissionTree(world, '0:0', 0, 4)!)).toEqual({ uses: 1, steps: 0, managers: 1 });
  expect(treeSize(transmissionTree(world, '0:0', 0, 15)!)).toEqual({ uses: 4, steps: 2, managers: 2 });
});

test('what is taken up again is another use: later copies are from that one', () => {
  const root = transmissionTree(world, '1:0', 0, 30)!;
  expect(treeSize(root)).toEqual({ uses: 6, steps: 4, managers: 2 });
  expect(root.children.map((child) => child.week)).toEqual([5, 8]);
});

test('a source that had it from the beginning is the root', () => {
  const old = history(10, { 5: { adoptions: [adoption(5, 1, 1, 0)] } });
  expect(transmissionTree(old, '1:0', 0, 10)).toMatchObject({ key: '0:0', week: 0, adoption: null });
});

test('patient zero is the one from whom most was copied', () => {
  expect(largestTree(world, 0)).toMatchObject({ use: { key: '0:0', week: 2 }, practice: 0 });
  expect(largestTree(world, 1)).toBeNull();
});

test('arrivals are told by distance: own accounts one by one, others once', () => {
  const root = transmissionTree(world, '0:0', 0, 30)!;
  expect([...managersOf(root)].sort()).toEqual([0, 1]);
  expect(arrivals(world, root)).toEqual({ self: [2, 5], office: [8], firm: [], beyond: [] });
});
