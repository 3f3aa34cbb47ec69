// What the worlds on the page are called.

import { listed } from '../domain/effects';
import { lever, moved } from '../domain/levers';
import type { WorldName } from '../session/state';
import { compares, state } from '../session/state';

const words = (name: string) => (name === 'baseline' ? 'Nobody does anything about it' : `Scenario “${name.replaceAll('_', ' ')}”`);

/** The heading of a world's picture. */
export function titleOf(world: WorldName): string {
  const { scenario, other, levers } = state.value;
  if (world === 'c') return 'As many practices, no copying';
  if (world === 'a') return words(scenario);
  const names = Object.keys(moved(levers)).map((id) => lever(id)?.name.toLowerCase() ?? id);
  const what = [...(other ? [words(other)] : []), ...(names.length ? [listed(names)] : [])];
  const first = what.join(', ');
  return first ? `With ${first}`.replace('With Scenario', 'Scenario') : words(scenario);
}

export function letterOf(world: WorldName): string {
  if (!compares.value && world === 'a') return '';
  return { a: 'First', b: 'Second', c: 'Third' }[world];
}
