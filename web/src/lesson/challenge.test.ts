import { expect, test } from 'vitest';
import { allowed, lever } from '../domain/levers';
import { challenge, price, spent } from './challenge';

test('every price is one of a lever, and what is not moved costs nothing', () => {
  for (const id of Object.keys(challenge.cost)) {
    expect(lever(id), id).toBeDefined();
    expect(price(id, lever(id)!.neutral)).toBe(0);
  }
});

test('the price grows with the way', () => {
  expect(price('audit', 0.05)).toBeCloseTo(challenge.cost.audit! / 2);
  expect(price('blindness', 0)).toBeCloseTo(challenge.cost.blindness!);
  expect(spent({ audit: 0.05, programme: true })).toBeCloseTo(challenge.cost.audit! / 2 + challenge.cost.programme!);
});

test('the best that is shipped can be paid, set, and reaches the target', () => {
  const { levers, dark_share } = challenge.best;
  expect(spent(levers)).toBeLessThanOrEqual(challenge.budget + 1e-9);
  for (const [id, value] of Object.entries(levers)) expect(allowed(lever(id)!, value), id).toBe(true);
  expect(dark_share).toBeLessThan(challenge.target);
});
