import { describe, expect, test } from 'vitest';
import type { Paired } from '../engine/protocol';
import { judgeDifference } from './verdict';

const dark = { what: 'the share of dark relationships', unit: 'points' } as const;
const paired = (mean: number, lower95: number, upper95: number, above: number, below: number): Paired => ({
  mean, lower95, upper95, above, below, equal: 20 - above - below,
});

describe('what twenty pairs say', () => {
  test('an interval that holds 0 is no clear effect, however many pairs agree', () => {
    const verdict = judgeDifference(paired(0.02, -0.001, 0.041, 17, 3), dark);
    expect(verdict.clear).toBe('unclear');
    expect(verdict.chip).toBe('no clear effect');
  });

  test('a clear effect is told with its direction and the pairs that show it', () => {
    const verdict = judgeDifference(paired(-0.064, -0.067, -0.062, 3, 17), dark);
    expect(verdict.clear).toBe('less');
    expect(verdict.chip).toBe('↓ 17/20');
    expect(verdict.sentence).toContain('is lower in 17 of 20 pairs: −6.4 points on average (−6.7 to −6.2)');
  });

  test('what is clear but less than one in a hundred is called small', () => {
    expect(judgeDifference(paired(0.0045, 0.004, 0.005, 20, 0), dark).clear).toBe('small more');
  });

  test('too few pairs for an interval are no clear effect', () => {
    expect(judgeDifference(paired(0.1, Number.NaN, Number.NaN, 1, 0), dark).clear).toBe('unclear');
  });
});
