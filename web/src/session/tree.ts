// The open transmission tree: of a practice in the chosen relationship, or of patient zero.

import { computed, signal } from '@preact/signals';
import type { CaseKey } from '../world/history';
import type { Use } from '../world/tree';
import { descent, largestTree, managersOf, transmissionTree } from '../world/tree';
import { worlds } from './runs';
import type { WorldName } from './state';
import { change, playing, practice, selection, week } from './state';

interface TreeOf {
  world: WorldName;
  key: CaseKey;
  practice: number;
  /** The week up to which its origin is searched for. */
  asked: number;
}

export const treeOf = signal<TreeOf | null>(null);

export interface OpenTree extends TreeOf {
  root: Use;
}

/** The root stays the same as weeks pass; what was copied from it grows. */
const rooted = computed<OpenTree | null>(() => {
  const asked = treeOf.value;
  const history = asked && worlds.value[asked.world]?.history;
  if (!asked || !history) return null;
  const root = transmissionTree(history, asked.key, asked.practice, Math.min(asked.asked, history.last));
  return root && { ...asked, root };
});

export const openTree = computed<OpenTree | null>(() => {
  const tree = rooted.value;
  const history = tree && worlds.value[tree.world]?.history;
  if (!tree || !history) return null;
  const root = descent(history, { ...tree.root, children: [] }, tree.practice, Math.min(week.value, history.last));
  return { ...tree, root };
});

/** Whom the pictures are about while a tree is open; null if none is. */
export const traced = computed<ReadonlySet<number> | null>(() => openTree.value && managersOf(openTree.value.root));

/** Opens the largest tree of the marked practice or, if none is marked, of any. */
export function openPatientZero(): void {
  const history = worlds.peek().a?.history;
  if (!history) return;
  const { practices } = history.description;
  const marked = practices.findIndex((one) => one.name === practice.peek());
  const root = largestTree(history, marked);
  if (!root) return;
  selection.value = null;
  change({ practice: practices[root.practice]!.name });
  treeOf.value = { world: 'a', key: root.use.key, practice: root.practice, asked: root.use.week };
}

/** Plays the chain from its beginning, at the lowest speed that takes less than 25 seconds. */
export function playChain(): void {
  const tree = rooted.peek();
  const history = tree && worlds.peek()[tree.world]?.history;
  if (!tree || !history) return;
  const speed = [4, 8, 16].find((one) => (history.last - tree.root.week) / one < 25) ?? 16;
  change({ week: tree.root.week, speed });
  playing.value = true;
}
