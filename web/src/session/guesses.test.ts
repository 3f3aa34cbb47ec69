import { expect, test } from 'vitest';
import { drawTo, drawings, hands, raise } from './guesses';

test('a curve is drawn point by point, also over gaps, and never before the present week', () => {
  const own = { id: 'x 1', from: 10, weeks: 20, open: true };
  drawTo(own, 14, 0.4, 0);
  expect(drawings.value['x 1']!.slice(10, 16)).toEqual([Number.NaN, 0.1, 0.2, 0.30000000000000004, 0.4, Number.NaN]);
  drawTo(own, 3, 0.5, 0);
  expect(drawings.value['x 1']![11]).toBe(0.5);
  drawTo(own, 99, 1, 0);
  expect(drawings.value['x 1']![20]).toBe(1);
});

test('hands are counted for each option', () => {
  raise('x 1', 1, 3, 12);
  raise('x 1', 0, 3, 7);
  expect(hands.value['x 1']).toEqual([7, 12, 0]);
});
