import { expect, test } from 'vitest';
import { managersIn, tooMany } from './too_many';

test('managers are read from either way of writing them', () => {
  expect(managersIn('population.managers = 2000')).toBe(2000);
  expect(managersIn('[population]\nmanagers = 1_000_000\n')).toBe(1_000_000);
  expect(managersIn('extends = "baseline"')).toBe(0);
  expect(managersIn('population = [')).toBe(0);
});

test('what no screen can show is refused with a sentence', () => {
  expect(tooMany(2_000)).toBe('');
  expect(tooMany(1_000_000)).toContain('1000000 managers');
});
