// The colours of the pictures, as the style sheet has them for light and dark.

import { EFFECTS, colourName } from '../domain/effects';

const COLOURS = [
  'paper', 'ink', 'muted', 'building', 'room', 'accent', 'petal', 'middle', 'tie',
  /** A room that a traced practice has reached, and the arcs by which it came. */
  'reached', 'path',
  /** A relationship without harm, and a dark one, when kinds of harm are not told apart. */
  'light', 'night',
  /** Managers that the picture is not about. */
  'faint',
  /** Who uses the chosen practice: not as dark as a dark petal. */
  'mark',
  /** A practice that harms nobody. */
  'harmless',
  /** Dark here but not in the other world, and the reverse. */
  'worse', 'better',
  /** A dark petal whose effects are not the chosen one. */
  'other',
] as const;

export interface Palette extends Record<(typeof COLOURS)[number], string> {
  effects: string[];
  /** Height of the page's text in pixels. */
  text: number;
  font: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim() || '#888';
  return {
    ...(Object.fromEntries(COLOURS.map((name) => [name, colour(name)])) as Record<(typeof COLOURS)[number], string>),
    effects: EFFECTS.map((effect) => colour(colourName(effect))),
    text: Number.parseFloat(style.fontSize) || 16,
    font: getComputedStyle(document.body).fontFamily || 'sans-serif',
  };
}
