// The transmission tree that is open: of a practice, in the relationship that is chosen.

import { computed, signal } from '@preact/signals';
import type { CaseKey } from '../world/history';
import type { Use } from '../world/tree';
import { transmissionTree } from '../world/tree';
import { worlds } from './runs';
import type { WorldName } from './state';
import { week } from './state';

export interface TreeOf {
  world: WorldName;
  key: CaseKey;
  practice: number;
}

export const treeOf = signal<TreeOf | null>(null);

export interface OpenTree extends TreeOf {
  root: Use;
}

export const openTree = computed<OpenTree | null>(() => {
  const asked = treeOf.value;
  const history = asked && worlds.value[asked.world]?.history;
  if (!asked || !history) return null;
  const root = transmissionTree(history, asked.key, asked.practice, Math.min(week.value, history.last));
  return root && { ...asked, root };
});
