// Transmission trees: whom a relationship took a practice from, and who took it from there.

import type { Adoption } from '../engine/protocol';
import type { CaseKey, History } from './history';
import { caseKey } from './history';

/** One use of a practice in one relationship, from when it was taken up. */
export interface Use {
  key: CaseKey;
  manager: number;
  /** The week in which it was taken up; 0 if it was there from the beginning. */
  week: number;
  /** How it came; null for what was there from the beginning. */
  adoption: Adoption | null;
  children: Use[];
}

/** The last time before a week that a relationship took up a practice. */
function taken(history: History, key: CaseKey, practice: number, before: number): Adoption | null {
  let found: Adoption | null = null;
  for (const adoption of history.adoptions.get(key) ?? []) {
    if (adoption.week >= before) break;
    if (adoption.practice === practice) found = adoption;
  }
  return found;
}

function use(adoption: Adoption): Use {
  return { key: caseKey(adoption.target), manager: adoption.target.manager, week: adoption.week, adoption, children: [] };
}

/** The use with which the chain of copies began that led to an adoption. */
function origin(history: History, adoption: Adoption): Use {
  let at = adoption;
  while (at.source) {
    const key = caseKey(at.source);
    const earlier = taken(history, key, at.practice, at.week);
    if (!earlier) return { key, manager: at.source.manager, week: 0, adoption: null, children: [] };
    at = earlier;
  }
  return use(at);
}

/** Fills in everything that was copied from a use, and from its copies, up to a week. */
export function descent(history: History, root: Use, practice: number, until: number): Use {
  const waiting = [root];
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    const { key, week } = parent;
    const own = (history.adoptions.get(key) ?? []).filter((one) => one.practice === practice);
    const again = own.find((one) => one.week > week)?.week ?? Number.POSITIVE_INFINITY;
    parent.children = (history.copies.get(key) ?? [])
      .filter((copy) => copy.practice === practice && copy.week > week && copy.week <= Math.min(again, until))
      .map(use);
    waiting.push(...parent.children);
  }
  return root;
}

/** The whole tree of a relationship's last adoption of a practice; without one, it had the practice from the start. */
export function transmissionTree(history: History, key: CaseKey, practice: number, until: number): Use | null {
  const last = taken(history, key, practice, until + 1);
  const root = last
    ? origin(history, last)
    : { key, manager: history.managerOf(history.positionOf(key, until)), week: 0, adoption: null, children: [] };
  return descent(history, root, practice, until);
}

/** All uses in a tree. */
export function usesIn(root: Use): Use[] {
  const found = [root];
  // The list grows while it is gone through.
  for (const one of found) found.push(...one.children);
  return found;
}

export function treeSize(root: Use): { uses: number; steps: number; managers: number } {
  let steps = 0;
  for (let level = root.children; level.length; level = level.flatMap((one) => one.children)) steps += 1;
  return { uses: usesIn(root).length, steps, managers: managersOf(root).size };
}

/** All managers in a tree. */
export const managersOf = (root: Use): Set<number> => new Set(usesIn(root).map((one) => one.manager));

/** Of all adoptions without a source, the one with the largest tree; of one practice, or of any (−1). */
export function largestTree(history: History, practice: number): { use: Use; practice: number } | null {
  let best: { use: Use; practice: number; uses: number } | null = null;
  for (const adoption of [...history.adoptions.values()].flat()) {
    if (adoption.source || (practice >= 0 && adoption.practice !== practice)) continue;
    const root = descent(history, use(adoption), adoption.practice, history.last);
    const uses = usesIn(root).length;
    if (!best || uses > best.uses) best = { use: root, practice: adoption.practice, uses };
  }
  return best;
}

/** How far somebody is from where it began. */
type Distance = 'self' | 'office' | 'firm' | 'beyond';
export const DISTANCES: Distance[] = ['self', 'office', 'firm', 'beyond'];

/** When a practice first reached each manager, or each account of the manager with whom it began, by distance. */
export function arrivals(history: History, root: Use): Record<Distance, number[]> {
  const { firm, office } = history.description;
  const first = new Map<string, { distance: Distance; week: number }>();
  for (const at of usesIn(root)) {
    const own = at.manager === root.manager;
    const distance = own ? 'self' : office[at.manager] === office[root.manager] ? 'office' : firm[at.manager] === firm[root.manager] ? 'firm' : 'beyond';
    const key = own ? at.key : String(at.manager);
    const known = first.get(key);
    if (!known || at.week < known.week) first.set(key, { distance, week: at.week });
  }
  const found: Record<Distance, number[]> = { self: [], office: [], firm: [], beyond: [] };
  for (const { distance, week } of first.values()) found[distance].push(week);
  for (const weeks of Object.values(found)) weeks.sort((one, other) => one - other);
  return found;
}
