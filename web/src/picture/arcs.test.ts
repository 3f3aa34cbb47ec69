import { expect, test } from 'vitest';
import type { Arc } from './arcs';
import { fewer } from './arcs';

const arc = (x: number, between: boolean, effect: number): Arc => ({
  from: { x, y: 0 }, to: { x, y: 1 }, bend: { x, y: 0 }, colour: '', hollow: false, effect, between,
});

test('too many arcs are thinned out all over the plan, and harm between managers comes first', () => {
  const arcs = Array.from({ length: 100 }, (_, x) => arc(x, x % 10 === 0, 2));
  const left = fewer(arcs, 20);
  expect(left).toHaveLength(20);
  expect(left.filter((one) => one.between)).toHaveLength(10);
  const places = left.filter((one) => !one.between).map((one) => one.to.x);
  expect(Math.min(...places)).toBeLessThan(10);
  expect(Math.max(...places)).toBeGreaterThan(90);
});

test('few arcs are all left', () => {
  const arcs = [arc(1, true, -1), arc(2, false, 0)];
  expect(fewer(arcs, 2)).toBe(arcs);
});
