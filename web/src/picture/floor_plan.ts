// Where everybody stands: firms as buildings, offices as rooms, managers as people in them.
//
// A plan that follows from the organisation alone: the same in all worlds, so that the eye can compare them, and
// independent of ties, whose layout by forces would put the same manager somewhere else in each world.

import { hierarchy, treemap } from 'd3-hierarchy';
import type { WorldDescription } from '../engine/protocol';

export interface Room {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Building extends Room {
  name: string;
}

export interface Plan {
  width: number;
  height: number;
  /** By manager. */
  x: Float32Array;
  y: Float32Array;
  /** Of everybody's flower. */
  radius: number;
  rooms: Room[];
  buildings: Building[];
}

interface Node {
  name?: string;
  managers?: number[];
  children?: Node[];
}

function organisation(description: WorldDescription): Node {
  const firms = new Map<number, Map<number, number[]>>();
  description.firm.forEach((firm, manager) => {
    const offices = firms.get(firm) ?? new Map<number, number[]>();
    const office = description.office[manager]!;
    offices.set(office, [...(offices.get(office) ?? []), manager]);
    firms.set(firm, offices);
  });
  const children = [...firms].map(([firm, offices]) => ({
    name: description.firms[firm]?.name || `Firm ${firm + 1}`,
    children: [...offices].sort(([one], [other]) => one - other).map(([, managers]) => ({ managers })),
  }));
  return { children };
}

/** How many people a room takes where each needs so much space. */
function columns(room: Room, space: number): number {
  return Math.max(1, Math.floor(room.width / space - 0.5));
}

function rows(room: Room, space: number): number {
  return Math.max(1, Math.floor((room.height - space) / (space * 0.87)) + 1);
}

function fits(rooms: { room: Room; people: number }[], space: number): boolean {
  return rooms.every(({ room, people }) => {
    if (room.width < space * 1.5 && people > rows(room, space)) return false;
    return room.height >= space && room.width >= space && columns(room, space) * rows(room, space) >= people;
  });
}

/** The most space that everybody can have. */
function spacing(rooms: { room: Room; people: number }[], most: number): number {
  let low = 0;
  let high = most;
  for (let round = 0; round < 24; round += 1) {
    const middle = (low + high) / 2;
    if (fits(rooms, middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** A plan for an organisation on so much paper; `label` is the height of a firm's name. */
export function floorPlan(description: WorldDescription, width: number, height: number, label: number): Plan {
  const gap = Math.max(3, Math.min(width, height) * 0.012);
  const root = hierarchy<Node>(organisation(description))
    .sum((node) => node.managers?.length ?? 0);
  const tiles = treemap<Node>()
    .size([width, height])
    .paddingInner(gap)
    .paddingOuter((node) => (node.depth === 1 ? gap * 0.8 : 1))
    .paddingTop((node) => (node.depth === 1 ? label : 1))
    .round(false)(root);
  const place = (node: { x0: number; y0: number; x1: number; y1: number }): Room => ({
    x: node.x0,
    y: node.y0,
    width: Math.max(1, node.x1 - node.x0),
    height: Math.max(1, node.y1 - node.y0),
  });
  const leaves = tiles.leaves().map((leaf) => ({ room: place(leaf), managers: leaf.data.managers ?? [] }));
  const space = spacing(leaves.map(({ room, managers }) => ({ room, people: managers.length })), Math.min(width, height));
  const plan: Plan = {
    width,
    height,
    x: new Float32Array(description.firm.length),
    y: new Float32Array(description.firm.length),
    radius: space * 0.47,
    rooms: leaves.map(({ room }) => room),
    buildings: (tiles.children ?? []).map((firm) => ({ ...place(firm), name: firm.data.name ?? '' })),
  };
  for (const { room, managers } of leaves) seat(plan, room, managers, space);
  return plan;
}

/** Seats people in staggered rows, in the middle of their room. */
function seat(plan: Plan, room: Room, managers: number[], space: number): void {
  const most = columns(room, space);
  const lines = Math.ceil(managers.length / most);
  const across = Math.ceil(managers.length / lines);
  const wide = Math.min(space * 1.25, room.width / (across + 0.5));
  const high = Math.min(space * 1.15, lines > 1 ? (room.height - space) / (lines - 1) : space);
  const left = room.x + (room.width - wide * (across + (lines > 1 ? 0.5 : 0))) / 2 + wide / 2;
  const top = room.y + (room.height - high * (lines - 1)) / 2;
  managers.forEach((manager, number) => {
    const line = Math.floor(number / across);
    plan.x[manager] = left + (number % across) * wide + (line % 2 ? wide / 2 : 0);
    plan.y[manager] = top + line * high;
  });
}
