// Anonymous answers before and after a workshop. They are kept in this browser, so that closing the page in between
// loses nothing, and go nowhere else.

import { signal } from '@preact/signals';
import { letter } from '../domain/numbers';

export interface Sheet {
  when: 'before' | 'after';
  /** Number of the option for each item, from 0; null where none was chosen. */
  answers: (number | null)[];
}

const KEPT = 'darkside-sheets';

function kept(): Sheet[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]') as Sheet[];
  } catch {
    // Not every browser stores data for a local file; then the answers last as long as the page is open.
    return [];
  }
}

export const sheets = signal<Sheet[]>(typeof localStorage === 'undefined' ? [] : kept());

function keep(next: Sheet[]): void {
  sheets.value = next;
  try {
    localStorage.setItem(KEPT, JSON.stringify(next));
  } catch {
    // As above.
  }
}

export const addSheet = (sheet: Sheet): void => keep([...sheets.peek(), sheet]);
export const clearSheets = (): void => keep([]);

/** The share of right answers on all sheets of a round. */
function share(list: Sheet[], right: number[]): number {
  const found = list.flatMap(({ answers }) => right.map((answer, item): number => (answers[item] === answer ? 1 : 0)));
  return found.reduce((sum, one) => sum + one, 0) / found.length;
}

/**
 * Right answers before and after, and the normalised gain (Hake 1998): how much of what could be learned was learned.
 * The gain is null if everything was right before, since then nothing could be learned; all is null while either round
 * has no sheet.
 */
export function gain(list: Sheet[], right: number[]): { before: number; after: number; gain: number | null } | null {
  const [first, second] = (['before', 'after'] as const).map((when) => list.filter((one) => one.when === when)) as [Sheet[], Sheet[]];
  if (!first.length || !second.length) return null;
  const [before, after] = [share(first, right), share(second, right)];
  return { before, after, gain: before < 1 ? (after - before) / (1 - before) : null };
}

/** One row for each sheet, in the order in which they came: letters of the answers, and how many were right. */
export function sheetsCsv(list: Sheet[], right: number[]): string {
  const rows = [['when', 'sheet', ...right.map((_, item) => `item${item + 1}`), 'right'].join(',')];
  const counts = { before: 0, after: 0 };
  for (const { when, answers } of list) {
    counts[when] += 1;
    const letters = right.map((_, item) => (answers[item] === null || answers[item] === undefined ? '' : letter(answers[item])));
    rows.push([when, counts[when], ...letters, right.filter((answer, item) => answers[item] === answer).length].join(','));
  }
  return `${rows.join('\n')}\n`;
}
