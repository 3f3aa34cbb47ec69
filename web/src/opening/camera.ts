// Which part of the plan is in view, and how the view moves from one part to another.

import type { Plan, Room } from '../picture/floor_plan';
import type { View } from '../picture/paint';

/** The area around some managers, with a margin of this many flower radii. */
export function around(plan: Plan, managers: number[], radii: number): Room {
  const far = plan.radius * radii;
  const xs = managers.map((one) => plan.x[one]!);
  const ys = managers.map((one) => plan.y[one]!);
  const [x, y] = [Math.min(...xs) - far, Math.min(...ys) - far];
  return { x, y, width: Math.max(...xs) + far - x, height: Math.max(...ys) + far - y };
}

/** The managers nearest to one. */
export function nearest(plan: Plan, to: number, many: number): number[] {
  const distance = (one: number) => Math.hypot(plan.x[one]! - plan.x[to]!, plan.y[one]! - plan.y[to]!);
  return Array.from(plan.x, (_, manager) => manager).sort((one, other) => distance(one) - distance(other)).slice(0, many);
}

export const everybody = (plan: Plan): Room => ({ x: 0, y: 0, width: plan.width, height: plan.height });

/** The view that shows a part of the plan as large as possible. */
export function viewOf(plan: Plan, room: Room): View {
  const k = Math.min(plan.width / room.width, plan.height / room.height);
  return { k, x: plan.width / 2 - (room.x + room.width / 2) * k, y: plan.height / 2 - (room.y + room.height / 2) * k };
}

/** A view between two views, t from 0 to 1: it zooms by equal factors in equal times. */
export function between(from: View, to: View, t: number): View {
  const k = from.k * (to.k / from.k) ** t;
  const share = Math.abs(to.k - from.k) < 1e-6 ? t : (1 / from.k - 1 / k) / (1 / from.k - 1 / to.k);
  const middle = (axis: 'x' | 'y') => from[axis] / from.k + (to[axis] / to.k - from[axis] / from.k) * share;
  return { k, x: middle('x') * k, y: middle('y') * k };
}

/** Starts and ends slowly. */
export function ease(t: number): number {
  return t < 0.5 ? 4 * t ** 3 : 1 - (-2 * t + 2) ** 3 / 2;
}
