// Where everybody stands: firms as buildings, offices as rooms, managers as people in them.
//
// The plan follows from the organisation alone. It is the same in all worlds, so that the eye can compare them, and
// does not depend on ties: a force-directed layout would put the same manager somewhere else in each world.

import type { HierarchyRectangularNode } from 'd3-hierarchy';
import { hierarchy, treemap } from 'd3-hierarchy';
import type { WorldDescription } from '../engine/protocol';

export interface Room {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Building extends Room {
  /** Number of the firm. */
  firm: number;
}

export interface Plan {
  width: number;
  height: number;
  /** By manager. */
  x: Float32Array;
  y: Float32Array;
  /** Of every flower. */
  radius: number;
  rooms: Room[];
  /** By manager: the number of the room. */
  room: Uint16Array;
  buildings: Building[];
}

interface Node {
  firm?: number;
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
    firm,
    children: [...offices].sort(([one], [other]) => one - other).map(([, managers]) => ({ managers })),
  }));
  return { children };
}

/** Columns and rows that leave everybody in a room the most space. */
function grid(room: Room, people: number): { columns: number; rows: number; space: number } {
  let best = { columns: 1, rows: people, space: 0 };
  for (let columns = 1; columns <= people; columns += 1) {
    const rows = Math.ceil(people / columns);
    const space = Math.min(room.width / columns, room.height / rows);
    if (space > best.space) best = { columns, rows, space };
  }
  return best;
}

/** Treemaps of firms, and of the offices of each, on a square: the arrangement must not depend on the paper. */
function arrangement(description: WorldDescription): HierarchyRectangularNode<Node> {
  const root = hierarchy<Node>(organisation(description)).sum((node) => node.managers?.length ?? 0);
  return treemap<Node>().size([1, 1]).round(false)(root);
}

/** The plan of an organisation on paper of this size; `label` is the height of a firm's name. */
export function floorPlan(description: WorldDescription, width: number, height: number, label: number): Plan {
  const gap = Math.max(3, Math.min(width, height) * 0.012);
  const tiles = arrangement(description);
  const buildings: Building[] = [];
  const leaves: { room: Room; managers: number[] }[] = [];
  for (const firm of tiles.children ?? []) {
    const building = inset({ x: firm.x0 * width, y: firm.y0 * height, width: (firm.x1 - firm.x0) * width, height: (firm.y1 - firm.y0) * height }, gap / 2);
    buildings.push({ ...building, firm: firm.data.firm! });
    const side = gap * 0.8;
    const inner = { x: building.x + side, y: building.y + label, width: building.width - 2 * side, height: building.height - label - side };
    for (const office of firm.children ?? []) {
      const [across, down] = [firm.x1 - firm.x0, firm.y1 - firm.y0];
      const room = {
        x: inner.x + ((office.x0 - firm.x0) / across) * inner.width,
        y: inner.y + ((office.y0 - firm.y0) / down) * inner.height,
        width: ((office.x1 - office.x0) / across) * inner.width,
        height: ((office.y1 - office.y0) / down) * inner.height,
      };
      leaves.push({ room: inset(room, gap / 2), managers: office.data.managers ?? [] });
    }
  }
  // All flowers are as large as the most crowded room allows.
  const space = Math.min(...leaves.map(({ room, managers }) => grid(room, managers.length).space));
  const plan: Plan = {
    width,
    height,
    x: new Float32Array(description.firm.length),
    y: new Float32Array(description.firm.length),
    radius: space * 0.46,
    rooms: leaves.map(({ room }) => room),
    room: new Uint16Array(description.firm.length),
    buildings,
  };
  leaves.forEach(({ room, managers }, number) => {
    seat(plan, room, managers);
    for (const manager of managers) plan.room[manager] = number;
  });
  return plan;
}

/** A room within a room, at this distance from each wall. */
function inset({ x, y, width, height }: Room, by: number): Room {
  return { x: x + by, y: y + by, width: Math.max(1, width - 2 * by), height: Math.max(1, height - 2 * by) };
}

/** Seats people in rows that fill their room. */
function seat(plan: Plan, room: Room, managers: number[]): void {
  const { columns, rows } = grid(room, managers.length);
  const wide = room.width / columns;
  const high = room.height / rows;
  managers.forEach((manager, number) => {
    plan.x[manager] = room.x + ((number % columns) + 0.5) * wide;
    plan.y[manager] = room.y + (Math.floor(number / columns) + 0.5) * high;
  });
}
