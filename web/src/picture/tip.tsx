// What is under the pointer, in words: colours alone exclude some people, and newcomers do not know the petals.

import { signal } from '@preact/signals';
import { effectNames, effectsIn } from '../domain/effects';
import { looksOf } from '../domain/game';
import { worth } from '../domain/units';
import type { WorldName } from '../session/state';
import type { History } from '../world/history';
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
  const position = history.description.offsets[manager]! + slot;
  const name = history.managerName(manager);
  const value = slot < 0 ? looksOf(history, manager, week) : (history.frame(week).remembered[position] ?? 0);
  const told = { name, number: slot + 1, words: t('petal.looks', { looks: worth(value, start) }) };
  if (slot < 0) return t('tip.manager.looks', told);
  return t('tip.account', history.vacant(position, week) ? { ...told, words: t('petal.vacant') } : told);
}

/** "manager 17, relationship 3: conflict and lock-in". */
export function words(history: History, { manager, slot }: Hit, week: number): string {
  const { offsets } = history.description;
  const { flags } = history.frame(week);
  const name = history.managerName(manager);
  if (slot < 0) {
    const all = history.positionsOf(manager);
    const vacant = all.filter((position) => history.vacant(position, week)).length;
    const dark = all.filter((position) => flags[position]).length;
    return t(vacant ? 'tip.manager.vacant' : 'tip.manager', { name, dark, accounts: all.length - vacant, vacant });
  }
  const position = offsets[manager]! + slot;
  if (history.vacant(position, week)) return t('tip.account', { name, number: slot + 1, words: t('petal.vacant') });
  const effects = effectsIn(flags[position] ?? 0);
  return t('tip.account', { name, number: slot + 1, words: effects.length ? effectNames(effects) : t('petal.light') });
}
