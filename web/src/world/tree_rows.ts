// A transmission tree as rows over time: one for each use, from when it was taken up until it was given up.

import type { History } from './history';
import type { Use } from './tree';

export interface Row {
  use: Use;
  /** Number of the row of the use that it was copied from; −1 for the first. */
  parent: number;
  /** The last week in which it was in use, at most the week that is shown. */
  end: number;
  /** Whether it was given up, or ended with the relationship, by then. */
  over: boolean;
  /** The week in which what it feeds came to light there; null if it has not. */
  dark: number | null;
}

/** When a use ended: at the first lapse, or when the practice was taken up again. */
function endOf(history: History, use: Use, practice: number, until: number): { end: number; over: boolean } {
  const lapse = (history.lapses.get(use.key) ?? []).find((one) => one.practice === practice && one.week > use.week);
  const again = (history.adoptions.get(use.key) ?? []).find((one) => one.practice === practice && one.week > use.week);
  const end = Math.min(lapse?.week ?? Number.POSITIVE_INFINITY, again?.week ?? Number.POSITIVE_INFINITY);
  return end <= until ? { end, over: true } : { end: until, over: false };
}

/** Later copies stand nearer to their source, so that no line from source to copy crosses another row's. */
export function rowsOf(history: History, root: Use, practice: number, effect: number, until: number): Row[] {
  const rows: Row[] = [];
  const waiting: { use: Use; parent: number }[] = [{ use: root, parent: -1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { use, parent } = next;
    const { end, over } = endOf(history, use, practice, until);
    const onset = (history.onsets.get(use.key) ?? []).find((one) => one.effect === effect && one.week >= use.week && one.week <= end);
    rows.push({ use, parent, end, over, dark: onset?.week ?? null });
    const number = rows.length - 1;
    waiting.push(...[...use.children].sort((one, other) => one.week - other.week).map((child) => ({ use: child, parent: number })));
  }
  return rows;
}
