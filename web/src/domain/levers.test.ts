import { expect, test } from 'vitest';
import { LEVERS, allowed, changes, moved } from './levers';

test('levers where they are in the scenario change nothing', () => {
  const neutral = Object.fromEntries(LEVERS.map((one) => [one.id, one.neutral]));
  expect(moved(neutral)).toEqual({});
  expect(changes(neutral, 156, 300)).toEqual({ set: [], dated: [] });
});

test('dated levers begin in their week, the organisation at the beginning', () => {
  expect(changes({ audit: 0.05, programme: true, portfolio: 4 }, 160, 300)).toEqual({
    set: [{ path: 'population.portfolio', value: 4 }],
    dated: [{ week: 160, set: [{ path: 'lapse.audit', value: 0.05 }, { path: 'contagion.programme', value: 0.03 }] }],
  });
});

test('safeguards are put in place with all managers', () => {
  expect(changes({ formal: 0.5 }, 156, 90).dated).toEqual([
    { week: 156, act: 'introduce', keys: { practices: ['formal_governance'], managers: 90, share: 0.5 } },
  ]);
});

test('the year of new people ends after a year', () => {
  const weeks = changes({ juniors: true }, 100, 300).dated.map((one) => one.week);
  expect(weeks).toEqual([100, 152]);
});

test('every lever allows its neutral value and refuses what is beyond its ends', () => {
  for (const one of LEVERS) {
    expect(allowed(one, one.neutral), one.id).toBe(true);
    if (one.kind === 'slider') expect(allowed(one, one.to + one.step), one.id).toBe(false);
    expect(allowed(one, Number.NaN), one.id).toBe(false);
  }
});
