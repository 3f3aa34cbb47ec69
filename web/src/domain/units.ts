// Value as people can hold it: what a relationship yields at the start of the first world is 100.

import type { History } from '../world/history';
import { decimal } from './numbers';

/** What 100 stands for, in the engine's units of value a week. */
export function startOf(first: History): number {
  return first.metric('value', 0);
}

/** A value as so many of the start's hundred. */
export function ofHundred(value: number, start: number): number {
  return (100 * value) / start;
}

export function worth(value: number, start: number): string {
  return decimal(ofHundred(value, start), 0);
}
