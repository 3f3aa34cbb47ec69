// Guesses by lesson and step: by one person, by show of hands, or as a curve. They never leave the page.

import { signal } from '@preact/signals';

/** The option that somebody chose. */
export const choices = signal<Record<string, number>>({});
/** How many hands went up for each option. */
export const hands = signal<Record<string, number[]>>({});
/** A curve, value by week; NaN where nothing is drawn. */
export const drawings = signal<Record<string, number[]>>({});

/** The curve being drawn, or over which the real one is being drawn; null if there is none. */
interface Drawing {
  id: string;
  /** The week after which it is drawn. */
  from: number;
  weeks: number;
  /** Whether it can still be changed. */
  open: boolean;
}

export const drawing = signal<Drawing | null>(null);

export function raise(id: string, option: number, options: number, count: number): void {
  const before = hands.peek()[id] ?? Array.from({ length: options }, () => 0);
  hands.value = { ...hands.peek(), [id]: before.map((one, at) => (at === option ? count : one)) };
}

/** Draws from the last point drawn to this one, filling in the weeks between. */
export function drawTo({ id, from, weeks }: Drawing, week: number, value: number, start: number): void {
  const at = Math.max(from + 1, Math.min(weeks, Math.round(week)));
  const values = drawings.peek()[id]?.slice() ?? Array.from({ length: weeks + 1 }, () => Number.NaN);
  let before = at - 1;
  while (before > from && !Number.isFinite(values[before])) before -= 1;
  const known = before === from ? start : values[before]!;
  for (let between = before + 1; between <= at; between += 1) {
    values[between] = known + ((value - known) * (between - before)) / (at - before);
  }
  drawings.value = { ...drawings.peek(), [id]: values };
}
