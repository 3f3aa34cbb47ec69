// How far “You are manager 26” has got. While a round is being decided, the page shows only what managers see: whoever
// knows which accounts are dark, or what comes of it, has nothing left to decide.

import { computed, effect, signal } from '@preact/signals';
import { ROUNDS } from '../domain/game';
import { present, worlds } from './runs';
import type { State, WorldName } from './state';
import { change, difference, playing, state } from './state';
import { treeOf } from './tree';

/** Its name in an address. */
export const GAME = 'manager26';

/** What was offered in each round so far. */
export const offeredBefore = signal<string[]>([]);
/** The current round; after the last one, the outcome is shown. */
export const round = signal(0);

export const deciding = computed(() => state.value.view === 'lessons' && state.value.lesson === GAME && round.value < ROUNDS.length);

/** The worlds in the pictures. Players see only their own: nobody sees what would have happened otherwise. */
export const pictured = computed<WorldName[]>(() => {
  if (deciding.value) return [worlds.value.b ? 'b' : 'a'];
  return present.value.length ? present.value.map(({ name }) => name) : ['a'];
});

/** Keys, a clicker and the other parts of the page can still ask for more: it is taken back before it is drawn. */
effect(() => {
  if (!deciding.value) return;
  const now = state.value;
  const week = ROUNDS[round.value]!;
  if (now.sight !== 'seen' || now.effect || now.practice || now.week !== week) change({ sight: 'seen', effect: '', practice: '', week });
  if (playing.value) playing.value = false;
  if (difference.value) difference.value = false;
  if (treeOf.value) treeOf.value = null;
});

/** The game as an address has it: over, with its outcome, or from the beginning, since no address says what was refused. */
export function resumed(said: State): State {
  if (said.lesson !== GAME) return said;
  const over = said.view !== 'lessons' || said.week > ROUNDS.at(-1)!;
  round.value = over ? ROUNDS.length : 0;
  offeredBefore.value = [];
  return over ? said : { ...said, copies: [] };
}
