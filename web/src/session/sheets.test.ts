import { expect, test } from 'vitest';
import type { Sheet } from './sheets';
import { gain, sheetsCsv } from './sheets';

const right = [0, 1];
const list: Sheet[] = [
  { when: 'before', answers: [0, 2] }, { when: 'before', answers: [1, null] },
  { when: 'after', answers: [0, 1] }, { when: 'after', answers: [0, 0] },
];

test('the gain is what was learned of what could be', () => {
  expect(gain(list, right)).toEqual({ before: 0.25, after: 0.75, gain: 0.5 / 0.75 });
  expect(gain(list.slice(0, 2), right)).toBeNull();
});

test('where everything was right before, there was nothing to gain', () => {
  const knew: Sheet[] = [{ when: 'before', answers: right }, { when: 'after', answers: right }];
  expect(gain(knew, right)).toEqual({ before: 1, after: 1, gain: null });
  expect(gain([knew[0]!, { when: 'after', answers: [0, 0] }], right)).toEqual({ before: 1, after: 0.5, gain: null });
});

test('sheets are rows without names', () => {
  expect(sheetsCsv(list, right).trim().split('\n')).toEqual([
    'when,sheet,item1,item2,right', 'before,1,A,C,1', 'before,2,B,,0', 'after,1,A,B,2', 'after,2,A,A,1',
  ]);
});
