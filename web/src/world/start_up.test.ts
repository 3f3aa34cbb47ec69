import { expect, test } from 'vitest';
import { history } from './made_up';

test('a world starts up until its first event, at most three years, and not at all where it has settled unseen', () => {
  const world = history(1, {});
  const described = world.description as { weeks: number; interventions: unknown[]; scenario: Record<string, unknown> };
  described.weeks = 260;
  expect(world.startUp).toBe(156);
  described.interventions = [{ week: 52, words: '' }];
  expect(world.startUp).toBe(52);
  described.scenario = { run: { settle: 260 } };
  expect(world.startUp).toBe(0);
  described.scenario = {};
  described.interventions = [];
  described.weeks = 40;
});
