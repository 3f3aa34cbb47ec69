// What twenty paired seeds say about a difference, in words.
//
// The rule: a difference is clear if Student's 95 % interval of the paired differences leaves out 0. Paired worlds
// share all their random numbers, so that even tiny differences become clear; what is less than one relationship in a
// hundred (or a hundredth of value) is therefore called small as well.

import type { Paired } from '../engine/protocol';
import { decimal, signed } from './numbers';

export type Clear = 'more' | 'less' | 'small more' | 'small less' | 'unclear';

export interface Verdict {
  clear: Clear;
  /** "in 17 of 20", or "no clear effect". */
  short: string;
  /** As short as can be, to stand beside a curve: all three kinds take about the same room. */
  chip: string;
  sentence: string;
}

/** How a difference is counted: shares in points of a hundred, value and counts as they are. */
export interface Scale {
  /** "dark relationships", "visible value", … */
  what: string;
  unit: 'points' | 'value' | 'a week';
}

/** Below this, a difference is small: a point of a hundred, a hundredth of value, one event a week. */
const SMALL: Record<Scale['unit'], number> = { points: 0.01, value: 0.01, 'a week': 1 };

export function amount(value: number, unit: Scale['unit']): string {
  if (unit === 'points') return `${signed(value * 100, 1)} points`;
  return unit === 'value' ? signed(value, 3) : `${signed(value, 1)} a week`;
}

export function judgeDifference(paired: Paired, scale: Scale): Verdict {
  const { mean, lower95, upper95, above, below, equal } = paired;
  const seeds = above + below + equal;
  const interval = `95 % interval ${ends(lower95, upper95, scale.unit)}`;
  if (!(lower95 > 0 || upper95 < 0)) {
    return {
      clear: 'unclear',
      short: 'no clear effect',
      chip: 'no clear effect',
      sentence: `No clear effect on ${scale.what}: ${amount(mean, scale.unit)} on average, ${interval}.`,
    };
  }
  const more = mean > 0;
  const times = more ? above : below;
  const small = Math.abs(mean) < SMALL[scale.unit];
  const direction = more ? 'more' : 'less';
  const arrow = more ? '↑' : '↓';
  return {
    clear: small ? `small ${direction}` : direction,
    short: `${more ? 'higher' : 'lower'} in ${times} of ${seeds}`,
    chip: small ? `small ${arrow} ${times}/${seeds}` : `${arrow} in ${times} of ${seeds}`,
    sentence:
      `${small ? 'A small effect: ' : ''}${scale.what} is ${more ? 'higher' : 'lower'} in ${times} of ${seeds} pairs, ` +
      `${amount(mean, scale.unit)} on average, ${interval}.`,
  };
}

function ends(lower: number, upper: number, unit: Scale['unit']): string {
  if (unit === 'points') return `${decimal(lower * 100, 1)} to ${decimal(upper * 100, 1)}`;
  return `${decimal(lower, unit === 'value' ? 3 : 1)} to ${decimal(upper, unit === 'value' ? 3 : 1)}`;
}
