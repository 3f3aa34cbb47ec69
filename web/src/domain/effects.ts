// The six dark-side effects, in the order of the engine's bits: what they are called, and how they look.
// The colours are Okabe and Ito's, as in the command's charts; the shape says the same to those who cannot tell them
// apart, and to bad projectors.

export type Shape = 'circle' | 'bolt' | 'square' | 'up' | 'diamond' | 'cross';

export interface Effect {
  key: string;
  name: string;
  /** One sentence for people who hear of it for the first time. */
  meaning: string;
  shape: Shape;
}

export const EFFECTS: readonly Effect[] = [
  {
    key: 'opportunism',
    name: 'opportunism',
    meaning: 'One side takes advantage, because trust has replaced looking.',
    shape: 'circle',
  },
  {
    key: 'conflict',
    name: 'conflict',
    meaning: 'The partners know so much of each other that they find more to quarrel about.',
    shape: 'bolt',
  },
  {
    key: 'lock_in',
    name: 'lock-in',
    meaning: 'One account takes so much attention that the others go short.',
    shape: 'square',
  },
  {
    key: 'rising_expectations',
    name: 'rising expectations',
    meaning: 'What was a gift once is expected ever after.',
    shape: 'up',
  },
  {
    key: 'cognitive_bias',
    name: 'cognitive bias',
    meaning: 'The partners share a rosy view of the relationship and no longer see what it costs.',
    shape: 'diamond',
  },
  {
    key: 'embeddedness',
    name: 'embeddedness',
    meaning: 'The supplier depends on the account so much that it is no longer free to act.',
    shape: 'cross',
  },
];

/** Numbers of the effects in a byte of flags. */
export function effectsIn(flags: number): number[] {
  return EFFECTS.map((_, number) => number).filter((number) => (flags >> number) & 1);
}

/** "conflict", "conflict and lock-in", "conflict, lock-in and cognitive bias". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
