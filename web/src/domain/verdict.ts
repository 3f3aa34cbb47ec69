// What twenty paired seeds say about a difference, in words.
//
// The rule: a difference is clear if Student's 95 % interval of the paired differences excludes 0. Paired worlds share
// all their random numbers, so even tiny differences become clear. A clear difference of less than one relationship in
// a hundred (or one point of value, with the start at 100) is therefore called small.

import type { Paired } from '../engine/protocol';
import { t } from '../words/words';
import { decimal, signed } from './numbers';
import type { Unit } from './units';

type Clear = 'more' | 'less' | 'small more' | 'small less' | 'unclear';

export interface Verdict {
  clear: Clear;
  /** As short as possible, to fit beside a curve: all three kinds take about the same room. */
  chip: string;
  /** Student’s 95 % interval. */
  interval: string;
  sentence: string;
}

/** How a difference is stated: shares and value in points of a hundred (start of value: 100), counts as they are. */
interface Scale {
  /** "dark relationships", "visible value", … */
  what: string;
  unit: Unit;
}

/** Below this, a difference is small: one point of a hundred, one event a week. */
const SMALL: Record<Unit, number> = { points: 0.01, value: 1, 'a week': 1 };

function amount(value: number, unit: Unit): string {
  if (unit === 'points') return t('verdict.points', { value: signed(value * 100, 1) });
  return unit === 'value' ? t('verdict.points', { value: signed(value, 1) }) : t('verdict.weekly', { value: signed(value, 1) });
}

export function judgeDifference(paired: Paired, scale: Scale): Verdict {
  const { mean, lower95, upper95, above, below, equal } = paired;
  const pairs = above + below + equal;
  const interval = ends(lower95, upper95, scale.unit);
  const values = { what: scale.what, amount: amount(mean, scale.unit), interval, pairs };
  if (!(lower95 > 0 || upper95 < 0)) {
    return { clear: 'unclear', chip: t('verdict.none'), interval, sentence: t('verdict.sentence.none', values) };
  }
  const more = mean > 0;
  const times = more ? above : below;
  const small = Math.abs(mean) < SMALL[scale.unit];
  const direction = more ? 'more' : 'less';
  const arrow = more ? '↑' : '↓';
  const sentence = t(`verdict.sentence.${direction}`, { ...values, times });
  return {
    clear: small ? `small ${direction}` : direction,
    chip: t(small ? 'verdict.chip.small' : 'verdict.chip.clear', { arrow, times, pairs }),
    interval,
    sentence: small ? t('verdict.sentence.small', { sentence }) : sentence,
  };
}

/** The ends of an interval, written like its middle. */
function ends(lower: number, upper: number, unit: Unit): string {
  const scaled = unit === 'points' ? 100 : 1;
  return t('verdict.interval', { lower: decimal(lower * scaled, 1), upper: decimal(upper * scaled, 1) });
}
