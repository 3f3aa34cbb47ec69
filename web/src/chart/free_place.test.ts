import { expect, test } from 'vitest';
import { freest } from './free_place';

const same = (value: number) => value;

test('a word goes where no curve is, and stays at its first place where there is none', () => {
  expect(freest([90, 10], [[5, 5, 5]], same, 0, 2)).toBe(90);
  expect(freest([90, 10, 50], [[88, 91, 90], [15, 12, 11]], same, 0, 2)).toBe(50);
  expect(freest([90, 10], [], same, 0, 2)).toBe(90);
});

test('only the weeks that it covers count', () => {
  expect(freest([90, 10], [[90, 90, 10, 10]], same, 2, 3)).toBe(90);
});
