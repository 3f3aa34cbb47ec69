// Value in units that people can grasp: what a relationship yields at the start of the first world is 100.

import type { History } from '../world/history';
import { decimal } from './numbers';

/** What 100 stands for, in the engine's units of value a week. */
export function startOf(first: History): number {
  return first.metric('value', 0);
}

/** A value on the scale where the start is 100. */
export function ofHundred(value: number, start: number): number {
  return (100 * value) / start;
}

export function worth(value: number, start: number): string {
  return decimal(ofHundred(value, start), 0);
}
