import { expect, test } from 'vitest';
import { VACANT } from '../engine/protocol';
import { history } from '../world/made_up';
import type { Plan } from './floor_plan';
import type { Palette } from './palette';
import { TWO, scene } from './scene';
import { words } from './tip';

const plan = { x: [10, 50], y: [10, 10], radius: 8 } as unknown as Plan;
const palette = { effects: ['a', 'b', 'c', 'd', 'e', 'f'] } as unknown as Palette;
const look = { effect: TWO, seen: false, practice: -1, only: null, against: null };
const petals = (week: number) => scene(world, plan, week, look, palette).bundles.reduce((sum, { lines }) => sum + lines.length / 4, 0);

const world = history(20, { 10: { phase: [0, VACANT, 0, 0], flags: [1, 0, 0, 0] } });

test('a place without an account has a ring in place of a petal', () => {
  expect([petals(9), petals(10)]).toEqual([4, 3]);
  expect(scene(world, plan, 9, look, palette).gaps).toEqual([]);
  expect(scene(world, plan, 10, look, palette).gaps.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([[10, 14]]);
});

test('a place without an account is told in words', () => {
  expect(words(world, { manager: 0, slot: 1 }, 10)).toBe('manager 1, account 2: account lost, place empty');
  expect(words(world, { manager: 0, slot: -1 }, 10)).toBe('manager 1: 1 of 1 dark, 1 lost');
  expect(words(world, { manager: 0, slot: -1 }, 9)).toBe('manager 1: 0 of 2 dark');
});
