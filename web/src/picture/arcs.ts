// The practices that arrive in a week, as arcs from source to target.

import type { Adoption, Case } from '../engine/protocol';
import type { History } from '../world/history';
import { caseKey } from '../world/history';
import type { Use } from '../world/tree';
import { usesIn } from '../world/tree';
import type { Plan } from './floor_plan';
import type { Palette } from './palette';
import type { Point } from './petals';
import { DARK, on } from './petals';
import type { Look } from './scene';
import { TWO } from './scene';

export interface Arc {
  /** Null if it has no source: only its arrival is shown. */
  from: Point | null;
  to: Point;
  /** The control point of the curve. */
  bend: Point;
  colour: string;
  /** The source did not yet have the effect that the practice feeds. */
  hollow: boolean;
  /** The effect that it feeds; −1 if it harms nobody. */
  effect: number;
  /** From one manager to another. */
  between: boolean;
}

/** The effect that a practice feeds most; −1 if it feeds none strongly. */
export function feeds(load: readonly number[]): number {
  const most = Math.max(...load);
  return most >= 0.3 ? load.indexOf(most) : -1;
}

function tip(history: History, plan: Plan, manager: number, position: number): Point {
  const first = history.description.offsets[manager]!;
  const slots = history.description.offsets[manager + 1]! - first;
  const slot = position - first;
  if (position < 0 || slot < 0 || slot >= slots) return { x: plan.x[manager]!, y: plan.y[manager]! };
  return on(plan, manager, slot, slots, DARK);
}

/** Curves bend to the left of their direction; those within a flower go around its outside. */
function bendOf(from: Point, to: Point, middle: Point, radius: number, own: boolean): Point {
  const x = (from.x + to.x) / 2;
  const y = (from.y + to.y) / 2;
  if (!own) return { x: x - (to.y - from.y) * 0.18, y: y + (to.x - from.x) * 0.18 };
  const length = Math.hypot(x - middle.x, y - middle.y) || 1;
  return {
    x: middle.x + ((x - middle.x) / length) * radius * 1.9,
    y: middle.y + ((y - middle.y) / length) * radius * 1.9,
  };
}

export function arcOf(history: History, plan: Plan, adoption: Adoption, look: Pick<Look, 'effect' | 'seen'>, palette: Palette, programme: number): Arc {
  const { source, target } = adoption;
  const practice = history.description.practices[adoption.practice];
  const effect = practice ? feeds(practice.load) : -1;
  const to = tip(history, plan, target.manager, target.position);
  let from = source ? tip(history, plan, source.manager, source.position) : null;
  if (!source && adoption.mechanism === programme) {
    const firm = plan.buildings.find((building) => building.firm === history.description.firm[target.manager]);
    if (firm) from = { x: firm.x + firm.width / 2, y: firm.y };
  }
  const middle = { x: plan.x[target.manager]!, y: plan.y[target.manager]! };
  const own = source?.manager === target.manager;
  return {
    from,
    to,
    bend: !from ? to : source ? bendOf(from, to, middle, plan.radius, own) : { x: to.x, y: (from.y + to.y) / 2 },
    colour: effect < 0 || look.seen ? palette.harmless : look.effect === TWO ? palette.night : palette.effects[effect]!,
    hollow: effect >= 0 && !look.seen && !((adoption.sourceFlags >> effect) & 1),
    effect,
    between: from !== null && !own,
  };
}

/** What arrives in a week; only the marked practice, if one is marked. */
export function arcsOf(
  history: History, plan: Plan, week: number, look: Look, palette: Palette, programme: number,
): Arc[] {
  if (week < 1 || week > history.last) return [];
  return history
    .frame(week)
    .adoptions.filter((adoption) => adoption.target.position >= 0 && (look.practice < 0 || adoption.practice === look.practice))
    .map((adoption) => arcOf(history, plan, adoption, look, palette, programme));
}

/** At most `most` of them, from all over the plan; first those that carry harm from one manager to another. */
export function fewer(arcs: Arc[], most: number): Arc[] {
  if (arcs.length <= most) return arcs;
  const carries = (arc: Arc) => arc.between && arc.effect >= 0;
  const first = evenly(arcs.filter(carries), most);
  return [...first, ...evenly(arcs.filter((arc) => !carries(arc)), most - first.length)];
}

function evenly<T>(list: T[], most: number): T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, at) => list[Math.floor(((at + 0.5) * list.length) / most)]!);
}

/** The arcs by which a transmission tree first reached each manager: more would be a tangle. */
export function arcsOfTree(history: History, plan: Plan, root: Use, palette: Palette): Arc[] {
  const first = new Map<number, Adoption>();
  for (const { manager, week, adoption } of usesIn(root)) {
    const known = first.get(manager);
    if (adoption && manager !== root.manager && (!known || week < known.week)) first.set(manager, adoption);
  }
  return Array.from(first.values(), (adoption) => (
    { ...arcOf(history, plan, placed(history, adoption), { effect: TWO, seen: false }, palette, -1), colour: palette.path }
  )).filter((arc) => arc.between);
}

/** The adoption with positions as of its week, even if a relationship has moved since. */
function placed(history: History, adoption: Adoption): Adoption {
  const at = (place: Case): Case =>
    (place.position >= 0 ? place : { ...place, position: history.positionOf(caseKey(place), adoption.week - 1) });
  return { ...adoption, target: at(adoption.target), source: adoption.source && at(adoption.source) };
}

/** A point on the curve, t from 0 to 1. */
export function along(arc: Arc, t: number): Point {
  const { from, bend, to } = arc;
  if (!from) return to;
  const s = 1 - t;
  return {
    x: s * s * from.x + 2 * s * t * bend.x + t * t * to.x,
    y: s * s * from.y + 2 * s * t * bend.y + t * t * to.y,
  };
}
