// The challenge as data: what levers cost, the budget, the target, and the best that a search has found.

import { parse } from 'smol-toml';
import file from '../../challenge.toml?raw';
import type { Levers } from '../domain/levers';
import { lever, moved } from '../domain/levers';

interface Challenge {
  scenario: string;
  from: number;
  budget: number;
  /** The dark share to get below. */
  target: number;
  cost: Record<string, number>;
  best: { levers: Levers; dark_share: number };
}

export const challenge = parse(file) as unknown as Challenge;

/**
 * What a lever costs where it stands: its full price at its better end and proportionally less before. Moving it the
 * other way costs as much for the same distance.
 */
export function price(id: string, value: unknown): number {
  const one = lever(id);
  const full = challenge.cost[id] ?? 0;
  if (!one || one.kind === 'choice') return 0;
  if (one.kind === 'switch') return value === true ? full : 0;
  const ends = [one.from, one.to].map((end) => Math.abs(end - one.neutral));
  // Less is better for blind imitation and celebrity.
  const way = id === 'blindness' || id === 'celebrity' ? ends[0]! : ends[1]!;
  return (full * Math.abs(Number(value) - one.neutral)) / way;
}

export function spent(levers: Levers): number {
  return Object.entries(moved(levers)).reduce((sum, [id, value]) => sum + price(id, value), 0);
}
