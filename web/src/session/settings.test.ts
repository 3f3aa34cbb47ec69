import { expect, test } from 'vitest';
import { settingsOf } from './settings';
import { initial } from './state';

test('the third world is the first one, with as many adoptions at random', () => {
  const state = { ...initial, scenario: 'programme', other: 'audited', levers: { audit: 0.05 }, seed: 7 };
  const first = settingsOf(state, 'a', null);
  expect(settingsOf(state, 'c', null)).toEqual({ ...first, set: [{ path: 'contagion.yoke', value: 'practice' }] });
});
