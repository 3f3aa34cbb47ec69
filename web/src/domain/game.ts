// “You are manager 26”: in each round, a practice can be copied from the colleague who looks best, with nothing to go
// by but what shows.

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

interface Offer {
  colleague: number;
  practice: string;
  /** How the colleague and the player look: the mean remembered value of their accounts. */
  theirs: number;
  mine: number;
}

export function looksOf(history: History, manager: number, week: number): number {
  const { remembered } = history.frame(week);
  const positions = history.positionsOf(manager);
  return positions.reduce((sum, position) => sum + (remembered[position] ?? 0), 0) / Math.max(1, positions.length);
}

/** In how many of a manager's accounts each practice is in use, by practice number. */
function uses(history: History, manager: number, week: number): number[] {
  const { practices } = history.frame(week);
  return history.description.practices.map((_, number) => history.positionsOf(manager).filter((position) => (practices[position]! >>> number) & 1).length);
}

/** What the best-looking colleague does more than the player and was not offered before, praised practices first. */
export function offer(history: History, week: number, refused: string[]): Offer | null {
  const mine = uses(history, SEAT, week);
  const colleagues = tiesAt(history, week).filter(({ source }) => source === SEAT).map(({ target }) => target)
    .sort((one, other) => looksOf(history, other, week) - looksOf(history, one, week));
  for (const colleague of colleagues) {
    const theirs = uses(history, colleague, week);
    const [best] = history.description.practices
      .map((practice, number) => ({ ...practice, more: theirs[number]! - mine[number]! }))
      .filter((practice) => practice.more > 0 && practice.class !== 'safeguard' && !refused.includes(practice.name))
      .sort((one, other) => Number(other.class === 'best_practice') - Number(one.class === 'best_practice') || other.more - one.more);
    if (best) return { colleague, practice: best.name, theirs: looksOf(history, colleague, week), mine: looksOf(history, SEAT, week) };
  }
  return null;
}
