// One world's picture: keeps its two canvases in step with the page's state.

import type { Adoption, Catalogue } from '../engine/protocol';
import type { State } from '../session/state';
import type { History } from '../world/history';
import type { Tie } from '../world/network';
import { tiesAt } from '../world/network';
import type { Use } from '../world/tree';
import type { Arc } from './arcs';
import { arcOf, arcsOf, arcsOfTree, fewer } from './arcs';
import type { Plan } from './floor_plan';
import { floorPlan } from './floor_plan';
import type { View } from './paint';
import { paint, paintOverlay } from './paint';
import type { Palette } from './palette';
import { readPalette } from './palette';
import type { Hit } from './petals';
import { hit } from './petals';
import type { Look } from './scene';
import { TWO, lookOf, scene } from './scene';

/** With more ties than this, drawing all at once would only grey the paper. */
const MOST_TIES = 4500;
/** How long a practice is on its way, at least, in milliseconds. */
const SHORTEST = 650;
/** How long the ring that marks its arrival is shown. */
const RING = 500;
/** More arcs than this at a time are unreadable. */
const MOST_ARCS = 120;

interface Chosen {
  manager: number;
  /** −1 for the manager as a whole. */
  position: number;
}

export class Painter {
  plan: Plan;
  palette: Palette;
  view: View = { k: 1, x: 0, y: 0 };
  private readonly base: CanvasRenderingContext2D;
  private readonly top: CanvasRenderingContext2D;
  private ratio = 1;
  private moving: { arc: Arc; start: number; lasts: number }[] = [];
  private still: Arc[] = [];
  private tree: Use | null = null;
  private treeArcs: Arc[] = [];
  private chosen: Chosen | null = null;
  private pointed = -1;
  private stale = true;
  private only: ReadonlySet<number> | null = null;

  constructor(
    private readonly history: History,
    private readonly catalogue: Catalogue,
    base: HTMLCanvasElement,
    top: HTMLCanvasElement,
    width: number,
    height: number,
  ) {
    this.base = base.getContext('2d')!;
    this.top = top.getContext('2d')!;
    this.palette = readPalette();
    this.plan = this.resize(width, height);
  }

  resize(width: number, height: number): Plan {
    this.ratio = Math.min(window.devicePixelRatio || 1, 2);
    for (const { canvas } of [this.base, this.top]) {
      canvas.width = Math.round(width * this.ratio);
      canvas.height = Math.round(height * this.ratio);
    }
    this.plan = floorPlan(this.history.description, width, height, this.palette.text * 1.5);
    this.moving = [];
    this.still = [];
    if (this.tree) this.treeArcs = arcsOfTree(this.history, this.plan, this.tree, this.palette);
    return this.plan;
  }

  restyle(): void {
    this.palette = readPalette();
  }

  look(state: State, against: History | null, week: number): Look {
    return lookOf(state, this.history, against, week, this.only);
  }

  /**
   * Draws the week. What arrives in it is on its way for `animate` milliseconds; at 0 it is drawn still, and below 0
   * left out.
   */
  show(week: number, look: Look, animate: number, network: boolean): void {
    const { history, plan, palette } = this;
    const ties = network && history.description.ties.source.length <= MOST_TIES ? tiesAt(history, week) : [];
    const now = scene(history, plan, week, look, palette);
    paint(this.base, this.ratio, history.description, plan, now, palette, this.view, look.only ? [] : ties, reachedRooms(plan, this.only));
    const programme = this.catalogue.mechanisms.findIndex((mechanism) => mechanism.name === 'programme');
    const arcs = (look.against || animate < 0 ? [] : arcsOf(history, plan, week, look, palette, programme))
      .filter((arc) => look.effect < 0 || look.practice >= 0 || arc.effect === look.effect);
    if (animate > 0) {
      const start = performance.now();
      const lasts = Math.max(SHORTEST, animate);
      const spread = animate * 0.6;
      // Whatever is sent also arrives: if that would be too much at a time, less is sent each week.
      const sent = fewer(arcs, Math.ceil((MOST_ARCS * animate) / (lasts + spread + RING)));
      // Not all at once: a week's practices arrive over the week.
      sent.forEach((arc, number) => {
        this.moving.push({ arc, start: start + (number / sent.length) * spread, lasts });
      });
      this.still = [];
    } else {
      this.moving = [];
      this.still = look.practice >= 0 ? arcs : arcs.filter((arc) => arc.between && arc.effect >= 0);
    }
    this.stale = true;
  }

  /** Sends one practice on its way for `lasts` milliseconds; at 0 its arc is drawn still. */
  send(adoption: Adoption, lasts: number): void {
    const arc = arcOf(this.history, this.plan, adoption, { effect: TWO, seen: false }, this.palette, -1);
    if (lasts > 0) this.moving.push({ arc, start: performance.now(), lasts });
    else this.still = [arc];
    this.stale = true;
  }

  /** Sets whom the picture is about: everybody else is faint, and their rooms are marked. */
  about(only: ReadonlySet<number> | null): void {
    this.only = only;
  }

  choose(chosen: Chosen | null, tree: Use | null): void {
    this.chosen = chosen;
    this.tree = tree;
    this.treeArcs = tree ? arcsOfTree(this.history, this.plan, tree, this.palette) : [];
    this.stale = true;
  }

  point(manager: number): void {
    if (manager !== this.pointed) this.stale = true;
    this.pointed = manager;
  }

  at(x: number, y: number): Hit | null {
    const { k, x: left, y: top } = this.view;
    return hit(this.plan, this.history.description.offsets, { x: (x - left) / k, y: (y - top) / k });
  }

  /** Draws what moves; returns whether anything still does. */
  tick(now: number, week: number): boolean {
    if (!this.moving.length && !this.stale) return false;
    this.stale = false;
    this.moving = this.moving.filter(({ start, lasts }) => now < start + lasts + RING);
    const arcs = this.moving
      .filter(({ start }) => now >= start)
      .map(({ arc, start, lasts }) => {
        const t = (now - start) / lasts;
        return { arc, t: t < 1 ? ease(t) : 1 + (now - start - lasts) / RING };
      });
    const overlay = {
      arcs,
      still: this.treeArcs.length ? this.treeArcs : this.still,
      chosen: this.chosenPetal(),
      pointed: this.pointed,
      ties: this.tiesOfChosen(week),
    };
    paintOverlay(this.top, this.ratio, this.plan, overlay, this.palette, this.view);
    return this.moving.length > 0;
  }

  private chosenPetal() {
    if (!this.chosen) return null;
    const { manager, position } = this.chosen;
    const { offsets } = this.history.description;
    const first = offsets[manager] ?? 0;
    return { manager, slot: position < 0 ? -1 : position - first, slots: (offsets[manager + 1] ?? first) - first };
  }

  private tiesOfChosen(week: number): Tie[] {
    if (!this.chosen || this.treeArcs.length) return [];
    const { manager } = this.chosen;
    return tiesAt(this.history, week).filter((tie) => tie.source === manager);
  }
}

/** Numbers of the rooms with anybody whom the picture is about. */
function reachedRooms(plan: Plan, only: ReadonlySet<number> | null): Set<number> {
  return new Set(Array.from(only ?? [], (manager) => plan.room[manager]!));
}

function ease(t: number): number {
  return t < 0.5 ? 2 * t * t : 1 - (-2 * t + 2) ** 2 / 2;
}
