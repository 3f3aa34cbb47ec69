// What is under the pointer, in words: colours alone exclude some people, and newcomers do not know the petals.

import { signal } from '@preact/signals';
import { looksOf } from '../domain/game';
import { worth } from '../domain/units';
import type { WorldName } from '../session/state';
import type { History } from '../world/history';
import { harmAt, looksAt } from '../world/story';
import { t } from '../words/words';
import type { Hit } from './petals';

interface Pointed {
  world: WorldName;
  hit: Hit;
  /** In pixels of the picture. */
  x: number;
  y: number;
}

const pointed = signal<Pointed | null>(null);

export function tell(next: Pointed | null): void {
  pointed.value = next;
}

interface Props {
  world: WorldName;
  history: History;
  week: number;
  width: number;
  height: number;
  /** Players of manager 26 are told only how it looks, on the scale where this is 100. */
  start: number | null;
}

export function Tip({ world, history, week, width, height, start }: Props) {
  const at = pointed.value;
  if (!at || at.world !== world || at.hit.manager >= history.managers) return null;
  // Towards the middle of the picture, where there is room.
  const across = at.x > width / 2 ? { right: `${width - at.x + 14}px` } : { left: `${at.x + 14}px` };
  const down = at.y > height / 2 ? { bottom: `${height - at.y + 8}px` } : { top: `${at.y + 8}px` };
  return <p class="tip" aria-hidden="true" style={{ ...across, ...down }}>{start === null ? words(history, at.hit, week) : looks(history, at.hit, week, start)}</p>;
}

/** "manager 17: looks like 112". */
function looks(history: History, { manager, slot }: Hit, week: number, start: number): string {
  const name = history.managerName(manager);
  if (slot < 0) return t('tip.manager.looks', { name, words: t('petal.looks', { looks: worth(looksOf(history, manager, week), start) }) });
  return t('tip.account', { name, number: slot + 1, words: looksAt(history, history.description.offsets[manager]! + slot, week, start) });
}

/** "manager 17, account 3: conflict and lock-in". */
export function words(history: History, { manager, slot }: Hit, week: number): string {
  const name = history.managerName(manager);
  if (slot < 0) {
    const { flags } = history.frame(week);
    const all = history.positionsOf(manager);
    const vacant = all.filter((position) => history.vacant(position, week)).length;
    const dark = all.filter((position) => flags[position]).length;
    return t(vacant ? 'tip.manager.vacant' : 'tip.manager', { name, dark, accounts: all.length - vacant, vacant });
  }
  return t('tip.account', { name, number: slot + 1, words: harmAt(history, history.description.offsets[manager]! + slot, week) });
}
