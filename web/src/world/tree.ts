// Transmission trees: from whom a relationship took a practice, and who took it on from there.

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

/** The last time that a relationship took a practice up, before a week. */
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

/** The line of uses that led to an adoption: its first source at the beginning, itself at the end. */
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

/** Everything that was copied from a use, and from its copies, up to a week. */
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

/** The whole tree that the last adoption of a practice in a relationship belongs to; null if it never took it up. */
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
