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

export interface TreeSize {
  uses: number;
  steps: number;
  managers: number;
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

/** The chain of uses that led to an adoption, from its first source to itself. */
export function ancestry(history: History, adoption: Adoption): Use[] {
  const line = [use(adoption)];
  let at = adoption;
  while (at.source) {
    const key = caseKey(at.source);
    const earlier = taken(history, key, at.practice, at.week);
    if (!earlier) {
      line.unshift({ key, manager: at.source.manager, week: 0, adoption: null, children: [] });
      break;
    }
    line.unshift(use(earlier));
    at = earlier;
  }
  return line;
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
    ? ancestry(history, last)[0]!
    : { key, manager: history.managerOf(history.positionOf(key, until)), week: 0, adoption: null, children: [] };
  return descent(history, root, practice, until);
}

export function treeSize(root: Use): TreeSize {
  const managers = new Set<number>();
  let uses = 0;
  let steps = 0;
  let level: Use[] = [root];
  while (level.length) {
    for (const one of level) {
      managers.add(one.manager);
      uses += 1;
    }
    level = level.flatMap((one) => one.children);
    if (level.length) steps += 1;
  }
  return { uses, steps, managers: managers.size };
}

/** All managers in a tree. */
export function managersOf(root: Use): Set<number> {
  const found = new Set<number>();
  const waiting = [root];
  for (let use = waiting.pop(); use; use = waiting.pop()) {
    found.add(use.manager);
    waiting.push(...use.children);
  }
  return found;
}

/** Of all adoptions without a source, the one with the largest tree; of one practice, or of any (−1). */
export function largestTree(history: History, practice: number): { use: Use; practice: number } | null {
  let best: { use: Use; practice: number; uses: number } | null = null;
  for (const adoption of [...history.adoptions.values()].flat()) {
    if (adoption.source || (practice >= 0 && adoption.practice !== practice)) continue;
    const root = descent(history, use(adoption), adoption.practice, history.last);
    const { uses } = treeSize(root);
    if (!best || uses > best.uses) best = { use: root, practice: adoption.practice, uses };
  }
  return best;
}

/** How far somebody is from where it began. */
export type Distance = 'self' | 'office' | 'firm' | 'beyond';
export const DISTANCES: Distance[] = ['self', 'office', 'firm', 'beyond'];

/** When a practice first reached each manager, or each account of the manager with whom it began, by distance. */
export function arrivals(history: History, root: Use): Record<Distance, number[]> {
  const { firm, office } = history.description;
  const first = new Map<string, { distance: Distance; week: number }>();
  const waiting = [root];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    waiting.push(...at.children);
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
