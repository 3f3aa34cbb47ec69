import { expect, test } from 'vitest';
import type { WorldDescription } from '../engine/protocol';
import { floorPlan } from './floor_plan';

// Three firms with offices of different sizes; the first manager works for the last of them, as in a list of one's own.
const firm = Uint32Array.from([2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0]);
const office = Uint32Array.from([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4]);
const description = { firm, office, firms: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] } as unknown as WorldDescription;

const middles = (width: number, height: number) =>
  floorPlan(description, width, height, 20).buildings.map((one) => [
    Math.round((100 * (one.x + one.width / 2)) / width), Math.round((100 * (one.y + one.height / 2)) / height),
  ]);

test('firms stay where they are when a second world halves the paper', () => {
  expect(middles(350, 500)).toEqual(middles(700, 500));
  expect(middles(700, 250)).toEqual(middles(700, 500));
});

test('everybody sits inside their firm', () => {
  const plan = floorPlan(description, 700, 500, 20);
  plan.x.forEach((x, manager) => {
    const { x: left, y: top, width, height } = plan.buildings.find((building) => building.firm === firm[manager])!;
    expect(x > left && x < left + width && plan.y[manager]! > top && plan.y[manager]! < top + height).toBe(true);
  });
});
