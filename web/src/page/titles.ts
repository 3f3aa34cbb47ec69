// What the worlds on the page are called.

import { listed } from '../domain/effects';
import { practiceName } from '../domain/practices';
import type { LeverValue } from '../domain/levers';
import { lever, moved } from '../domain/levers';
import type { WorldName } from '../session/state';
import { compares, state } from '../session/state';

/** Shipped scenarios as headings; others are called by their names. */
const KNOWN: Record<string, string> = {
  baseline: 'Nobody intervenes',
  isolated: 'Nobody learns from anybody',
  same_volume: 'As many practices, no copying',
  programme: 'With a best-practice programme',
  cleansed_programme: 'With a cleansed programme',
  programme_from_start: 'With a programme from week 1',
  programme_with_audit: 'With programme and audit',
  audited: 'With an audit',
  celebrity: 'With celebrities',
  junior_wave: 'With a year of new people',
  no_blind_imitation: 'Without blind imitation',
  vigilant_managers: 'With vigilant managers',
  safeguards: 'With safeguards of both kinds',
};

function words(name: string): string {
  const outbreak = name.startsWith('outbreak_') && practiceName(name.slice('outbreak_'.length));
  return KNOWN[name] ?? (outbreak ? `Outbreak: ${outbreak}` : capital(name.replaceAll('_', ' ')));
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The heading of a world's picture. */
export function titleOf(world: WorldName): string {
  const { scenario, other, levers } = state.value;
  if (world === 'c') return words('same_volume');
  if (world === 'a') return words(scenario);
  const names = Object.entries(moved(levers)).map(([id, value]) => moving(id, value));
  if (!names.length) return words(other || scenario);
  if (names.length > 2) return `With ${names.length} levers moved`;
  return other ? `${words(other)}, ${listed(names)}` : capital(listed(names));
}

/** A lever that was moved, with its direction where it has two. */
export function moving(id: string, value: LeverValue): string {
  const one = lever(id);
  if (one?.kind === 'choice') return one.options.find((option) => option.value === value)?.name ?? String(value);
  const name = one?.noun ?? one?.name.toLowerCase() ?? id;
  if (one?.kind !== 'slider' || one.neutral === one.from) return `with ${name}`;
  const [more, less] = id === 'portfolio' ? ['more', 'fewer'] : ['more', 'less'];
  return `with ${Number(value) > one.neutral ? more : less} ${name}`;
}

export function letterOf(world: WorldName): string {
  if (!compares.value && world === 'a') return '';
  return { a: 'First', b: 'Second', c: 'Third' }[world];
}
