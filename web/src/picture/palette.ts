// The colours of the pictures, as the style sheet has them for light and dark.

import { EFFECTS } from '../domain/effects';

export interface Palette {
  paper: string;
  building: string;
  room: string;
  /** A room that a traced practice has reached. */
  reached: string;
  line: string;
  ink: string;
  muted: string;
  petal: string;
  /** A relationship without harm, and a dark one, when kinds of harm are not told apart. */
  light: string;
  night: string;
  /** Managers that the picture is not about. */
  faint: string;
  middle: string;
  /** Who uses the chosen practice: not as dark as a dark petal. */
  mark: string;
  tie: string;
  /** A practice that harms nobody. */
  harmless: string;
  /** Dark here but not in the other world, and the reverse. */
  worse: string;
  better: string;
  /** A dark petal whose effects are not the chosen one. */
  other: string;
  accent: string;
  effects: string[];
  /** Height of the page's text in pixels. */
  text: number;
  font: string;
}

export function readPalette(element: Element = document.documentElement): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim() || '#888';
  return {
    paper: colour('paper'),
    building: colour('building'),
    room: colour('room'),
    reached: colour('reached'),
    line: colour('line'),
    ink: colour('ink'),
    muted: colour('muted'),
    petal: colour('petal'),
    light: colour('light'),
    night: colour('night'),
    faint: colour('faint'),
    middle: colour('middle'),
    mark: colour('mark'),
    tie: colour('tie'),
    harmless: colour('harmless'),
    worse: colour('worse'),
    better: colour('better'),
    other: colour('other'),
    accent: colour('accent'),
    effects: EFFECTS.map((effect) => colour(effect.key.replaceAll('_', '-'))),
    text: Number.parseFloat(style.fontSize) || 16,
    font: getComputedStyle(document.body).fontFamily || 'sans-serif',
  };
}
