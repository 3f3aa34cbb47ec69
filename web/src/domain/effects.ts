// The six dark-side effects, in the order of the engine's bits: what they are called, and how they look.
// The colours are Okabe and Ito's, as in the command's charts; the shapes say the same where colours cannot be told
// apart, as on a bad projector.

import { language, t } from '../words/words';

export type Shape = 'circle' | 'bolt' | 'square' | 'up' | 'diamond' | 'cross';

interface Effect {
  key: string;
  shape: Shape;
}

export const EFFECTS: readonly Effect[] = [
  { key: 'opportunism', shape: 'circle' },
  { key: 'conflict', shape: 'bolt' },
  { key: 'lock_in', shape: 'square' },
  { key: 'rising_expectations', shape: 'up' },
  { key: 'cognitive_bias', shape: 'diamond' },
  { key: 'embeddedness', shape: 'cross' },
];

export const effectName = ({ key }: Effect): string => t(`effect.${key}.name`);

/** What its colour is called in the style sheet. */
export const colourName = ({ key }: Effect): string => key.replaceAll('_', '-');

/** One sentence for people who hear of it for the first time. */
export const effectMeaning = ({ key }: Effect): string => t(`effect.${key}.meaning`);

/** The names of the effects with these numbers, as a list in words. */
export const effectNames = (numbers: number[]): string => listed(numbers.map((number) => effectName(EFFECTS[number]!)));

/** The numbers of the effects that are set in a byte of flags. */
export function effectsIn(flags: number): number[] {
  return EFFECTS.map((_, number) => number).filter((number) => (flags >> number) & 1);
}

/** "conflict", "conflict and lock-in", "conflict, lock-in and cognitive bias". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  // British English, like the page's own texts: no comma before "and".
  return new Intl.ListFormat(language.value === 'en' ? 'en-GB' : language.value, { type: 'conjunction' }).format(words);
}
