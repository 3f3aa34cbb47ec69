// The picture of a world on a canvas.
//
// Plain canvas 2D: a petal is a line with round ends, and all petals of one colour are one path, so that a week of
// 300 managers is about a dozen strokes (2,000 managers: the same number of longer ones). That is drawn once a week; what
// moves between weeks has a canvas of its own. WebGL would be faster still, but nothing here needs it, and classroom
// machines and remote desktops often lack it. d3 gives the treemap and the zoom.

import { EFFECTS } from '../domain/effects';
import { firmName } from '../domain/firms';
import type { WorldDescription } from '../engine/protocol';
import type { Arc } from './arcs';
import { along } from './arcs';
import type { Plan, Room } from './floor_plan';
import { trace } from './glyph';
import type { Palette } from './palette';
import type { Point } from './petals';
import { INNER } from './petals';
import type { Scene } from './scene';
import type { Tie } from '../world/network';

/** How the plan lies on the canvas: zoom, then shift. */
export interface View {
  k: number;
  x: number;
  y: number;
}

type Context = CanvasRenderingContext2D;

/** Shapes smaller than this, in pixels from their middle, cannot be told apart. */
const SMALLEST_SHAPE = 2;
/** Up to this many still arcs are drawn at full strength. */
const FEW_ARCS = 30;
const FAINTEST = 0.5;

function clear(context: Context, ratio: number): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function into(context: Context, view: View): void {
  context.translate(view.x, view.y);
  context.scale(view.k, view.k);
}

function rounded(context: Context, room: Room, radius: number): void {
  context.beginPath();
  context.roundRect(room.x, room.y, room.width, room.height, radius);
}

function buildings(context: Context, plan: Plan, palette: Palette, reached: ReadonlySet<number>): void {
  context.fillStyle = palette.building;
  for (const building of plan.buildings) {
    rounded(context, building, 10);
    context.fill();
  }
  plan.rooms.forEach((room, number) => {
    context.fillStyle = reached.has(number) ? palette.reached : palette.room;
    rounded(context, room, 6);
    context.fill();
  });
}

/** Names of firms, always as large as the page's text. */
function names(context: Context, plan: Plan, description: WorldDescription, palette: Palette, view: View): void {
  context.fillStyle = palette.muted;
  context.font = `600 ${palette.text}px ${palette.font}`;
  context.textBaseline = 'middle';
  for (const building of plan.buildings) {
    const room = building.width * view.k - palette.text * 0.8;
    let name = firmName(description, building.firm);
    while (name.length > 1 && context.measureText(name).width > room) name = `${name.slice(0, -2).trimEnd()}…`;
    const down = (plan.rooms.find((one) => one.x >= building.x && one.y >= building.y)?.y ?? building.y) - building.y;
    context.fillText(name, building.x * view.k + view.x + palette.text * 0.5, (building.y + down / 2) * view.k + view.y);
  }
}

/** Adds a circle to the path that is being drawn. */
function circle(context: Context, { x, y }: Point, size: number): void {
  context.moveTo(x + size, y);
  context.arc(x, y, size, 0, 2 * Math.PI);
}

function ties(context: Context, plan: Plan, list: Tie[], colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (const { source, target } of list) {
    context.moveTo(plan.x[source]!, plan.y[source]!);
    context.lineTo(plan.x[target]!, plan.y[target]!);
  }
  context.stroke();
}

/** Everything that stands still during a week. */
export function paint(
  context: Context, ratio: number, description: WorldDescription, plan: Plan, now: Scene, palette: Palette, view: View,
  network: Tie[], reached: ReadonlySet<number>,
): void {
  clear(context, ratio);
  context.save();
  into(context, view);
  buildings(context, plan, palette, reached);
  if (network.length) ties(context, plan, network, palette.tie, 0.6 / view.k);
  context.lineCap = 'round';
  for (const bundle of now.bundles) {
    if (!bundle.lines.length) continue;
    context.strokeStyle = bundle.colour;
    context.lineWidth = bundle.width;
    context.beginPath();
    for (let at = 0; at < bundle.lines.length; at += 4) {
      context.moveTo(bundle.lines[at]!, bundle.lines[at + 1]!);
      context.lineTo(bundle.lines[at + 2]!, bundle.lines[at + 3]!);
    }
    context.stroke();
  }
  gaps(context, now, palette, view);
  middles(context, plan, palette);
  if (now.shape * view.k >= SMALLEST_SHAPE) shapes(context, now, palette);
  marks(context, plan, now, palette);
  context.restore();
  names(context, plan, description, palette, view);
}

/** A thin ring where an account was lost and no new one has been won yet. */
function gaps(context: Context, now: Scene, palette: Palette, view: View): void {
  if (!now.gaps.length) return;
  context.strokeStyle = palette.muted;
  context.lineWidth = Math.max(0.8 / view.k, now.shape * 0.3);
  context.beginPath();
  for (const gap of now.gaps) circle(context, gap, now.shape);
  context.stroke();
}

function middles(context: Context, plan: Plan, palette: Palette): void {
  const size = plan.radius * INNER * 0.62;
  context.fillStyle = palette.middle;
  context.beginPath();
  plan.x.forEach((x, manager) => circle(context, { x, y: plan.y[manager]! }, size));
  context.fill();
}

/** Close up, each dark petal also shows its effect by a shape. */
function shapes(context: Context, now: Scene, palette: Palette): void {
  context.fillStyle = palette.paper;
  context.beginPath();
  for (const { effect, x, y } of now.shapes) trace(context, EFFECTS[effect]!.shape, x, y, now.shape);
  context.fill();
}

function marks(context: Context, plan: Plan, now: Scene, palette: Palette): void {
  if (!now.marks.length) return;
  const size = Math.max(1.4, plan.radius * 0.15);
  context.beginPath();
  for (const mark of now.marks) circle(context, mark, size);
  context.fillStyle = palette.mark;
  context.strokeStyle = palette.room;
  context.lineWidth = size * 0.7;
  context.stroke();
  context.fill();
}

/** What changes on top: arcs on their way, and what is chosen. */
interface Overlay {
  arcs: { arc: Arc; t: number }[];
  /** Arcs that stand still: those of the week while nothing moves, or of a tree. */
  still: Arc[];
  chosen: { manager: number; slot: number; slots: number } | null;
  pointed: number;
  /** Ties of the chosen manager, to those they look at. */
  ties: Tie[];
}

export function paintOverlay(
  context: Context, ratio: number, plan: Plan, overlay: Overlay, palette: Palette, view: View,
): void {
  clear(context, ratio);
  context.save();
  into(context, view);
  context.lineCap = 'round';
  if (overlay.ties.length) ties(context, plan, overlay.ties, palette.accent, 1.1 / view.k);
  // Many overlap: those below must still be visible, and each by itself.
  const strength = Math.max(FAINTEST, Math.min(1, Math.sqrt(FEW_ARCS / overlay.still.length)));
  for (const arc of overlay.still) whole(context, plan, arc, strength, palette, view);
  for (const { arc, t } of overlay.arcs) moving(context, plan, arc, t, palette, view);
  if (overlay.pointed >= 0) ring(context, plan, overlay.pointed, palette.muted, 1.5 / view.k);
  if (overlay.chosen) {
    ring(context, plan, overlay.chosen.manager, palette.ink, 2.5 / view.k);
    if (overlay.chosen.slot >= 0) pointer(context, plan, overlay.chosen, palette, view);
  }
  context.restore();
}

function ring(context: Context, plan: Plan, manager: number, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.arc(plan.x[manager]!, plan.y[manager]!, plan.radius * 1.12, 0, 2 * Math.PI);
  context.stroke();
}

function pointer(
  context: Context, plan: Plan, chosen: { manager: number; slot: number; slots: number }, palette: Palette, view: View,
): void {
  const angle = (chosen.slot / chosen.slots) * 2 * Math.PI - Math.PI / 2;
  const spread = Math.min(0.45, Math.PI / chosen.slots);
  context.strokeStyle = palette.ink;
  context.lineWidth = 5 / view.k;
  context.beginPath();
  context.arc(plan.x[chosen.manager]!, plan.y[chosen.manager]!, plan.radius * 1.2, angle - spread, angle + spread);
  context.stroke();
}

function whole(context: Context, plan: Plan, arc: Arc, strength: number, palette: Palette, view: View): void {
  if (!arc.from) return;
  context.globalAlpha = (arc.effect >= 0 ? 0.85 : 0.4) * strength;
  context.strokeStyle = arc.colour;
  context.lineWidth = (arc.effect >= 0 ? 1.6 : 1) / view.k;
  context.beginPath();
  context.moveTo(arc.from.x, arc.from.y);
  context.quadraticCurveTo(arc.bend.x, arc.bend.y, arc.to.x, arc.to.y);
  context.stroke();
  head(context, plan, arc, arc.to, palette, view);
  context.globalAlpha = 1;
}

function moving(context: Context, plan: Plan, arc: Arc, t: number, palette: Palette, view: View): void {
  context.globalAlpha = arc.effect >= 0 ? 1 : 0.55;
  if (arc.from && t < 1) {
    const tail = Math.max(0, t - 0.35);
    context.strokeStyle = arc.colour;
    context.lineWidth = (arc.between ? 2 : 1.4) / view.k;
    context.beginPath();
    for (let step = 0; step <= 8; step += 1) {
      const point = along(arc, tail + ((t - tail) * step) / 8);
      if (step === 0) context.moveTo(point.x, point.y);
      else context.lineTo(point.x, point.y);
    }
    context.stroke();
    head(context, plan, arc, along(arc, t), palette, view);
  } else if (t >= 1) {
    const fade = Math.min(1, t - 1);
    context.globalAlpha *= 1 - fade;
    context.strokeStyle = arc.colour;
    context.lineWidth = 2 / view.k;
    context.beginPath();
    context.arc(arc.to.x, arc.to.y, plan.radius * (0.12 + 0.4 * fade), 0, 2 * Math.PI);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Filled if the source was dark, hollow if no harm showed. */
function head(context: Context, plan: Plan, arc: Arc, at: Point, palette: Palette, view: View): void {
  const size = Math.max((arc.between ? 3.2 : 2) / view.k, plan.radius * (arc.between ? 0.2 : 0.12));
  context.beginPath();
  context.arc(at.x, at.y, size, 0, 2 * Math.PI);
  context.fillStyle = arc.hollow ? palette.paper : arc.colour;
  context.fill();
  if (arc.hollow) {
    context.strokeStyle = arc.colour;
    context.lineWidth = size * 0.55;
    context.stroke();
  }
}
