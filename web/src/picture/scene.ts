// What the picture of a world shows in a week, as lines that a canvas (on the page) or an SVG (in a file) can draw.

import { EFFECTS, effectsIn } from '../domain/effects';
import type { State } from '../session/state';
import type { History } from '../world/history';
import type { Plan } from './floor_plan';
import type { Palette } from './palette';
import type { Point } from './petals';
import { DARK, INNER, LIGHT, direction, petalWidth } from './petals';

export interface Look {
  /** Number of the only effect to colour; −1 to colour all, −2 for only light and dark. */
  effect: number;
  /** As managers see it: nothing is dark. */
  seen: boolean;
  /** Number of the practice whose users are marked; −1 for none. */
  practice: number;
  /** Managers that the picture is about: everybody else is faint. Null if it is about all. */
  only: ReadonlySet<number> | null;
  /** Dark flags of the world to compare with, by position; null to show the effects. */
  against: Uint8Array | null;
}

/** Petals of one look: lines with round ends, x0 y0 x1 y1 each. */
interface Bundle {
  colour: string;
  width: number;
  lines: number[];
}

export interface Scene {
  bundles: Bundle[];
  /** Places without a relationship: the middle of the missing petal. */
  gaps: Point[];
  /** Users of the marked practice. */
  marks: Point[];
  /** Shapes of dark petals, by effect number. */
  shapes: (Point & { effect: number })[];
  /** Size of a shape or of a gap's ring, from its middle outwards. */
  shape: number;
}

/** Only light and dark, no kinds of harm. */
export const TWO = -2;

/** How a state of the page has a world shown, beside the one that it is compared with. */
export function lookOf({ effect, sight, practice }: State, history: History, against: History | null, week: number, only: Look['only'] = null): Look {
  return {
    effect: effect === '' ? TWO : EFFECTS.findIndex((one) => one.key === effect),
    seen: sight === 'seen',
    practice: history.description.practices.findIndex((one) => one.name === practice),
    only,
    against: against?.frame(week).flags ?? null,
  };
}

const OTHER = 6;
const WORSE = 7;
const BETTER = 8;
const BRIGHT = 9;
const SUNNY = 10;
const NIGHT = 11;
const FAINT = 12;
/** Length of the petal of a relationship that looks worthless, in radii. */
const SHORTEST = 0.5;
/** Where the sign of a gap lies, in radii. */
const GAP = 0.56;
/** What is light here is short, even if it is dark in the other world: length tells those who see no colour. */
const SHORT = new Set([OTHER, BETTER, BRIGHT]);

/** How far a petal reaches: the further, the better its relationship looks. Both sights use the same lengths. */
export function reach(remembered: number, start: number): number {
  const looked = Number.isFinite(remembered) ? remembered / start : 1;
  return Math.max(SHORTEST, Math.min(DARK, SHORTEST + (DARK - SHORTEST) * ((looked - 0.6) / 1.8)));
}

/** Which looks a petal has, from the inside out. */
function looks(flags: number, against: number | null, { effect, seen }: Look): number[] {
  if (against !== null) {
    if (flags && !against) return [WORSE];
    if (!flags && against) return [BETTER];
    return [flags ? OTHER : BRIGHT];
  }
  if (seen) return [SUNNY];
  if (effect === TWO) return [flags ? NIGHT : SUNNY];
  if (!flags) return [BRIGHT];
  if (effect < 0) return effectsIn(flags);
  return [(flags >> effect) & 1 ? effect : OTHER];
}

export function scene(history: History, plan: Plan, week: number, look: Look, palette: Palette): Scene {
  const frame = history.frame(week);
  const { offsets } = history.description;
  const colours = [...palette.effects, palette.other, palette.worse, palette.better, palette.petal, palette.light, palette.night, palette.faint];
  const slots = Math.max(1, ...Array.from(offsets.subarray(1), (end, manager) => end - offsets[manager]!));
  const width = petalWidth(plan.radius, slots);
  const bundles = colours.map((colour, number): Bundle => ({
    colour,
    width: number === BRIGHT || number === OTHER ? width * 0.8 : width,
    lines: [],
  }));
  const start = history.frame(0).series[history.column('value')] ?? 1;
  const found: Scene = { bundles: [bundles[FAINT]!, bundles[SUNNY]!, bundles[BRIGHT]!, ...bundles.slice(0, BRIGHT), bundles[NIGHT]!], gaps: [], marks: [], shapes: [], shape: width * 0.4 };
  for (let manager = 0; manager < plan.x.length; manager += 1) {
    const first = offsets[manager]!;
    const own = offsets[manager + 1]! - first;
    for (let slot = 0; slot < own; slot += 1) {
      const position = first + slot;
      const towards = direction(slot, own);
      const at = (radii: number): Point => (
        { x: plan.x[manager]! + towards.x * radii * plan.radius, y: plan.y[manager]! + towards.y * radii * plan.radius }
      );
      if (history.vacant(position, week)) {
        found.gaps.push(at(GAP));
        continue;
      }
      const seen = looks(frame.flags[position]!, look.against ? (look.against[position] ?? 0) : null, look);
      const end = seen[0]! >= SUNNY ? reach(frame.remembered[position]!, start) : SHORT.has(seen[0]!) ? LIGHT : DARK;
      const length = (end - INNER) / seen.length;
      const faint = look.only !== null && !look.only.has(manager);
      seen.forEach((whose, segment) => {
        const number = faint ? FAINT : whose;
        const [from, to] = [at(INNER + segment * length), at(INNER + (segment + 1) * length)];
        bundles[number]!.lines.push(from.x, from.y, to.x, to.y);
        if (number < OTHER) found.shapes.push({ effect: number, ...at(INNER + (segment + 0.5) * length) });
      });
      if (!faint && look.practice >= 0 && (frame.practices[position]! >>> look.practice) & 1) found.marks.push(at(end + 0.02));
    }
  }
  return found;
}
