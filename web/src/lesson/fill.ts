// Numbers in a lesson's text are the page's own: `{b.dark_share}` comes from the twenty pairs on the page, so the text
// can never contradict the picture beside it.
//
//   {a.METRIC}, {b.METRIC}   mean of a world over the weeks after the levers' week, over the twenty pairs
//   {change.METRIC}          second world minus first, likewise
//   {end.a}, {end.b}         dark share in the last week, mean over the twenty runs

import { decimal, percent, signed } from '../domain/numbers';
import { ofHundred, startOf } from '../domain/units';
import type { Judged } from '../session/ensemble';
import { background } from '../session/ensemble';
import { worlds } from '../session/runs';

/** Shown in place of a number that is not known yet. */
const UNKNOWN = '…';

const METRICS = ['dark_share', 'visible_value', 'value', 'adoptions'];

function end(world: string): string {
  const at = world === 'a' ? 0 : 1;
  const last = background.value.races.map((race) => race.worlds[at]?.dark_share.at(-1) ?? Number.NaN);
  return percent(last.reduce((sum, one) => sum + one, 0) / last.length);
}

function mean(which: string, metric: string, start: number): string | null {
  const paired = (background.value.differences.b ?? background.value.differences.c)?.[metric as Judged];
  if (!paired) return null;
  const value = { a: paired.first, b: paired.second, change: paired.mean }[which]!;
  if (metric === 'dark_share') return which === 'change' ? signed(value * 100, 1) : percent(value);
  const scaled = metric === 'adoptions' ? value : ofHundred(value, start);
  return which === 'change' ? signed(scaled, 1) : decimal(scaled, 0);
}

/** Whether a text has numbers that are still being found. */
export const pending = (text: string): boolean => background.value.status === 'running' && fill(text) !== text;

export function fill(text: string): string {
  if (!text.includes('{')) return text;
  const first = worlds.value.a?.history;
  return text.replace(/\{(a|b|change|end)\.(\w+)\}/g, (whole, which: string, what: string) => {
    if (!(which === 'end' ? ['a', 'b'] : METRICS).includes(what)) return whole;
    if (background.value.status !== 'done' || !first) return UNKNOWN;
    return (which === 'end' ? end(what) : mean(which, what, startOf(first))) ?? UNKNOWN;
  });
}
