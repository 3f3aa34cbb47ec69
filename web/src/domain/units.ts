// Value in units that people can grasp: what a relationship yields at the start of the first world is 100.

import type { History } from '../world/history';
import { decimal, percent, signed } from './numbers';

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

/** How a metric is stated: a share, a value with the start at 100, or a count. */
export type Unit = 'points' | 'value' | 'a week';

/** The metrics that are stated and compared. */
export const UNITS = { dark_share: 'points', visible_value: 'value', value: 'value', adoptions: 'a week' } as const satisfies Record<string, Unit>;
export type Stated = keyof typeof UNITS;

/** A metric's value as people read it. */
export function shown(value: number, metric: Stated, start: number): string {
  if (UNITS[metric] === 'points') return percent(value);
  return decimal(UNITS[metric] === 'value' ? ofHundred(value, start) : value, 0);
}

/** A difference in it, with its sign: shares in points. */
export function shownChange(difference: number, metric: Stated, start: number): string {
  const scaled = { points: difference * 100, value: ofHundred(difference, start), 'a week': difference };
  return signed(scaled[UNITS[metric]], 1);
}
