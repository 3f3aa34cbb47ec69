// What the picture of a world shows in a week, as lines, whatever draws them: canvas on the page, SVG in a file.

import { effectsIn } from '../domain/effects';
import type { History } from '../world/history';
import type { Plan } from './floor_plan';
import type { Palette } from './palette';
import { DARK, INNER, LIGHT, direction, petalWidth } from './petals';

export interface Look {
  /** Number of the effect that alone is coloured; −1 for all. */
  effect: number;
  /** Number of the practice whose users are marked; −1 for none. */
  practice: number;
  /** Dark flags of the world to compare with, by position; null to show the effects. */
  against: Uint8Array | null;
}

/** Petals of one look: so many lines with round ends, x0 y0 x1 y1 each. */
export interface Bundle {
  colour: string;
  width: number;
  lines: number[];
}

export interface Scene {
  bundles: Bundle[];
  /** Users of the practice that is marked: x y each. */
  marks: number[];
  /** Dark petals for their shapes: effect x y each. */
  shapes: number[];
  /** Of a shape, from its middle outwards. */
  shape: number;
}

const OTHER = 6;
const WORSE = 7;
const BETTER = 8;
const BRIGHT = 9;
/** What is in the light here is short, also where the other world is dark: length says it to those who see no colour. */
const SHORT = new Set([OTHER, BETTER, BRIGHT]);

/** Which looks a petal has, from the inside out. */
function looks(flags: number, against: number | null, effect: number): number[] {
  if (against !== null) {
    if (flags && !against) return [WORSE];
    if (!flags && against) return [BETTER];
    return [flags ? OTHER : BRIGHT];
  }
  if (!flags) return [BRIGHT];
  if (effect < 0) return effectsIn(flags);
  return [(flags >> effect) & 1 ? effect : OTHER];
}

export function scene(history: History, plan: Plan, week: number, look: Look, palette: Palette): Scene {
  const frame = history.frame(week);
  const { offsets } = history.description;
  const colours = [...palette.effects, palette.other, palette.worse, palette.better, palette.petal];
  const slots = Math.max(1, ...Array.from(offsets.subarray(1), (end, manager) => end - offsets[manager]!));
  const width = petalWidth(plan.radius, slots);
  const bundles = colours.map((colour, number): Bundle => ({
    colour,
    width: number === BRIGHT || number === OTHER ? width * 0.8 : width,
    lines: [],
  }));
  const found: Scene = { bundles: [bundles[BRIGHT]!, ...bundles.slice(0, BRIGHT)], marks: [], shapes: [], shape: width * 0.4 };
  for (let manager = 0; manager < plan.x.length; manager += 1) {
    const first = offsets[manager]!;
    const own = offsets[manager + 1]! - first;
    for (let slot = 0; slot < own; slot += 1) {
      const position = first + slot;
      const towards = direction(slot, own);
      const x = plan.x[manager]!;
      const y = plan.y[manager]!;
      const seen = looks(frame.flags[position]!, look.against ? (look.against[position] ?? 0) : null, look.effect);
      const end = SHORT.has(seen[0]!) ? LIGHT : DARK;
      const length = (end - INNER) / seen.length;
      seen.forEach((number, segment) => {
        const from = (INNER + segment * length) * plan.radius;
        const to = (INNER + (segment + 1) * length) * plan.radius;
        bundles[number]!.lines.push(x + towards.x * from, y + towards.y * from, x + towards.x * to, y + towards.y * to);
        if (number < OTHER) found.shapes.push(number, x + (towards.x * (from + to)) / 2, y + (towards.y * (from + to)) / 2);
      });
      if (look.practice >= 0 && (frame.practices[position]! >>> look.practice) & 1) {
        const tip = (end + 0.02) * plan.radius;
        found.marks.push(x + towards.x * tip, y + towards.y * tip);
      }
    }
  }
  return found;
}
