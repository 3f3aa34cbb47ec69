// The story that the page opens with, found in the simulated world: a manager's account turns dark; a colleague, who
// sees how well it looks, still copies the practice; and there it turns dark, too.

import type { Adoption } from '../engine/protocol';
import { feeds } from '../picture/arcs';
import type { CaseKey, History } from '../world/history';
import { caseKey } from '../world/history';

export interface FirstCase {
  /** The manager with whom it begins, the account's position, and the weeks in which it is begun and turns dark. */
  manager: number;
  position: number;
  begun: number;
  dark: number;
  copy: Adoption;
  /** When it turns dark at the colleague's. */
  darkAgain: number;
}

function onsetOf(history: History, key: CaseKey, effect: number, after: number): number | null {
  return (history.onsets.get(key) ?? []).find((one) => one.effect === effect && one.week > after)?.week ?? null;
}

/** A manager's first account to turn dark, if that is with the effect that the practice feeds. */
function firstDark(history: History, manager: number, practice: number, begun: number): { position: number; week: number } | null {
  const positions = history.positionsOf(manager);
  const first = history.frames.find(({ flags }) => positions.some((position) => flags[position]));
  if (!first || first.week <= begun) return null;
  const dark = positions.filter((position) => first.flags[position]);
  const effect = feeds(history.description.practices[practice]?.load ?? [0]);
  const position = dark[0]!;
  if (dark.length > 1 || effect < 0 || onsetOf(history, history.caseAt(position, first.week), effect, begun) !== first.week) return null;
  return { position, week: first.week };
}

/** Whether nothing is dark at the manager's before that week. */
function lightBefore(history: History, manager: number, week: number): boolean {
  const positions = history.positionsOf(manager);
  return history.frames.every((frame) => frame.week >= week || !positions.some((position) => frame.flags[position]));
}

/** Prefers a colleague with whom nothing was dark before, then the case that looks best and is over soonest. */
function score(history: History, { copy, darkAgain }: FirstCase): number {
  const light = lightBefore(history, copy.target.manager, darkAgain) ? 1000 : 0;
  return light + 200 * Math.min(2, copy.sourceSuccess / Math.max(0.05, copy.targetSuccess)) - darkAgain;
}

/** The best story to tell; null if there is none. */
export function firstCase(history: History): FirstCase | null {
  const found: FirstCase[] = [];
  for (const begun of [...history.adoptions.values()].flat()) {
    // Put in place, not copied: this is where it begins.
    if (begun.source) continue;
    const { manager } = begun.target;
    const dark = firstDark(history, manager, begun.practice, begun.week);
    if (!dark) continue;
    const effect = feeds(history.description.practices[begun.practice]!.load);
    for (const copy of history.copies.get(caseKey(begun.target)) ?? []) {
      const other = copy.target.manager !== manager && copy.practice === begun.practice && copy.week > dark.week;
      if (!other || !(copy.sourceSuccess > copy.targetSuccess)) continue;
      const darkAgain = onsetOf(history, caseKey(copy.target), effect, copy.week);
      if (darkAgain !== null) found.push({ manager, position: dark.position, begun: begun.week, dark: dark.week, copy, darkAgain });
    }
  }
  const best = found.map((one) => ({ one, score: score(history, one) })).sort((one, other) => other.score - one.score)[0];
  return best?.one ?? null;
}
