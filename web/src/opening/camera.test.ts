import { expect, test } from 'vitest';
import type { Plan } from '../picture/floor_plan';
import { around, between, everybody, nearest, viewOf } from './camera';

const plan = { width: 400, height: 200, radius: 5, x: Float32Array.of(50, 60, 300), y: Float32Array.of(50, 50, 150), rooms: [], room: new Uint16Array(3), buildings: [] } as Plan;

test('whom a view is about stands in its middle', () => {
  const { k, x, y } = viewOf(plan, around(plan, [2], 2));
  expect([300 * k + x, 150 * k + y]).toEqual([200, 100]);
  expect(viewOf(plan, everybody(plan))).toEqual({ k: 1, x: 0, y: 0 });
});

test('the way between two views begins at one and ends at the other', () => {
  const [one, other] = [viewOf(plan, around(plan, [0], 2)), viewOf(plan, everybody(plan))];
  expect(between(one, other, 0)).toEqual(one);
  const end = between(one, other, 1);
  for (const part of ['k', 'x', 'y'] as const) expect(end[part]).toBeCloseTo(other[part], 6);
});

test('neighbours are found by distance', () => {
  expect(nearest(plan, 0, 2)).toEqual([0, 1]);
});
