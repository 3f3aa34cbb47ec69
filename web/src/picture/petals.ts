// A manager is a flower: a petal for each relationship, long and coloured if it is dark.

import type { Plan } from './floor_plan';

export interface Point {
  x: number;
  y: number;
}

/** Where petals begin, and where light and dark ones end, in radii of the flower. */
export const INNER = 0.36;
export const LIGHT = 0.66;
export const DARK = 0.92;

/** The direction of a petal, as a unit vector; the first one points up. */
export function direction(slot: number, slots: number): Point {
  const angle = (slot / slots) * 2 * Math.PI - Math.PI / 2;
  return { x: Math.cos(angle), y: Math.sin(angle) };
}

/** A petal's width: what the space between petals allows, within limits. A few petals are wide enough to be seen. */
export function petalWidth(radius: number, slots: number): number {
  return Math.max(1, Math.min((slots < 4 ? 0.6 : 0.32) * radius, (2 * Math.PI * 0.52 * radius * 0.78) / slots));
}

/** A point on a petal, `reach` radii from the middle. */
export function on(plan: Plan, manager: number, slot: number, slots: number, reach: number): Point {
  const { x, y } = direction(slot, slots);
  return {
    x: plan.x[manager]! + x * reach * plan.radius,
    y: plan.y[manager]! + y * reach * plan.radius,
  };
}

export interface Hit {
  manager: number;
  /** −1 if the middle was hit: the manager. */
  slot: number;
}

/** The manager and petal at a point on the plan. */
export function hit(plan: Plan, offsets: Uint32Array, at: Point): Hit | null {
  let best = -1;
  let nearest = (plan.radius * 1.1) ** 2;
  for (let manager = 0; manager < plan.x.length; manager += 1) {
    const distance = (plan.x[manager]! - at.x) ** 2 + (plan.y[manager]! - at.y) ** 2;
    if (distance < nearest) {
      nearest = distance;
      best = manager;
    }
  }
  if (best < 0) return null;
  const slots = (offsets[best + 1] ?? 0) - (offsets[best] ?? 0);
  if (!slots || nearest < (plan.radius * INNER) ** 2) return { manager: best, slot: -1 };
  const angle = Math.atan2(at.y - plan.y[best]!, at.x - plan.x[best]!) + Math.PI / 2;
  const slot = Math.round((angle / (2 * Math.PI)) * slots);
  return { manager: best, slot: ((slot % slots) + slots) % slots };
}

/** The nearest manager in a direction: for the arrow keys. */
export function neighbour(plan: Plan, from: number, towards: Point): number {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (let manager = 0; manager < plan.x.length; manager += 1) {
    const x = plan.x[manager]! - plan.x[from]!;
    const y = plan.y[manager]! - plan.y[from]!;
    const ahead = x * towards.x + y * towards.y;
    const aside = Math.abs(x * towards.y - y * towards.x);
    if (ahead <= 1e-3) continue;
    const cost = ahead + 2.5 * aside;
    if (cost < least) {
      least = cost;
      best = manager;
    }
  }
  return best;
}
