// Numbers in a lesson's text are the page's own: `{b.dark_share}` comes from the twenty pairs on the page, so the text
// can never contradict the picture beside it.
//
//   {a.METRIC}, {b.METRIC}   mean of a world over the weeks after the levers' week, over the twenty pairs
//   {change.METRIC}          second world minus first, likewise
//   {end.a}, {end.b}         dark share in the last week, mean over the twenty runs

import { percent } from '../domain/numbers';
import type { Stated } from '../domain/units';
import { UNITS, shown, shownChange, startOf } from '../domain/units';
import { background } from '../session/ensemble';
import { worlds } from '../session/runs';

/** Shown in place of a number that is not known yet. */
const UNKNOWN = '…';

function end(world: string): string {
  const at = world === 'a' ? 0 : 1;
  const last = background.value.races.map((race) => race.worlds[at]?.dark_share.at(-1) ?? Number.NaN);
  return percent(last.reduce((sum, one) => sum + one, 0) / last.length);
}

function mean(which: string, metric: Stated, start: number): string | null {
  const paired = (background.value.differences.b ?? background.value.differences.c)?.[metric];
  if (!paired) return null;
  if (which === 'change') return shownChange(paired.mean, metric, start);
  return shown(which === 'a' ? paired.first : paired.second, metric, start);
}

/** Whether a text has numbers that are still being found. */
export const pending = (text: string): boolean => background.value.status === 'running' && fill(text) !== text;

export function fill(text: string): string {
  if (!text.includes('{')) return text;
  const first = worlds.value.a?.history;
  return text.replace(/\{(a|b|change|end)\.(\w+)\}/g, (whole, which: string, what: string) => {
    if (!(which === 'end' ? ['a', 'b'] : Object.keys(UNITS)).includes(what)) return whole;
    if (background.value.status !== 'done' || !first) return UNKNOWN;
    return (which === 'end' ? end(what) : mean(which, what as Stated, startOf(first))) ?? UNKNOWN;
  });
}
