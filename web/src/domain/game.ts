// “You are manager 26”: rounds in which a practice can be copied from the colleague who looks best, with nothing to go by
// but what shows.

import type { History } from '../world/history';
import { tiesAt } from '../world/network';

/** Seat of manager 26. */
export const SEAT = 25;
/** Weeks of the five rounds. */
export const ROUNDS = [70, 110, 150, 190, 230];

export interface Copy {
  week: number;
  practice: string;
}

export interface Offer {
  colleague: number;
  practice: string;
  /** What shows of the colleague and of oneself: mean of what is remembered of the accounts. */
  theirs: number;
  mine: number;
}

export function looksOf(history: History, manager: number, week: number): number {
  const { remembered } = history.frame(week);
  const positions = history.positionsOf(manager);
  return positions.reduce((sum, position) => sum + (remembered[position] ?? 0), 0) / Math.max(1, positions.length);
}

/** In how many of somebody's accounts each practice is in use, by its number. */
function uses(history: History, manager: number, week: number): number[] {
  const { practices } = history.frame(week);
  return history.description.practices.map((_, number) => history.positionsOf(manager).filter((position) => (practices[position]! >>> number) & 1).length);
}

/** What the best-looking colleague does more than oneself; the practice that most of their accounts have. */
export function offer(history: History, week: number): Offer | null {
  const mine = uses(history, SEAT, week);
  const colleagues = tiesAt(history, week).filter(({ source }) => source === SEAT).map(({ target }) => target)
    .sort((one, other) => looksOf(history, other, week) - looksOf(history, one, week));
  for (const colleague of colleagues) {
    const more = uses(history, colleague, week).map((count, number) => ({ number, count, own: mine[number]! }))
      .filter(({ number, count, own }) => count > own && history.description.practices[number]!.class !== 'safeguard')
      .sort((one, other) => other.count - other.own - (one.count - one.own));
    const best = more[0];
    if (best) {
      const practice = history.description.practices[best.number]!.name;
      return { colleague, practice, theirs: looksOf(history, colleague, week), mine: looksOf(history, SEAT, week) };
    }
  }
  return null;
}
