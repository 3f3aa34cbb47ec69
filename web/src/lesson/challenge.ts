// The challenge as data: what levers cost, the budget, the target, and the best that a search has found.

import { parse } from 'smol-toml';
import file from '../../challenge.toml?raw';
import type { Levers } from '../domain/levers';
import { lever, moved } from '../domain/levers';

export interface Challenge {
  scenario: string;
  from: number;
  budget: number;
  /** The dark share that has to be undercut. */
  target: number;
  cost: Record<string, number>;
  best: { levers: Levers; dark_share: number };
}

export const challenge = parse(file) as unknown as Challenge;

/** What a lever costs where it stands: moving it all the way to its better end costs its price, whichever way it is moved. */
export function price(id: string, value: unknown): number {
  const one = lever(id);
  const full = challenge.cost[id] ?? 0;
  if (!one || one.kind === 'choice') return 0;
  if (one.kind === 'switch') return value === true ? full : 0;
  const ends = [one.from, one.to].map((end) => Math.abs(end - one.neutral));
  // Blind imitation and celebrity are better where there is less of them.
  const way = id === 'blindness' || id === 'celebrity' ? ends[0]! : ends[1]!;
  return (full * Math.abs(Number(value) - one.neutral)) / way;
}

export function spent(levers: Levers): number {
  return Object.entries(moved(levers)).reduce((sum, [id, value]) => sum + price(id, value), 0);
}
