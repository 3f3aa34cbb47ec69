// Who looks at whom in a week: the ties of week 0, and what has been rewired since.

import type { History } from './history';

/** `source` looks at `target`. */
export interface Tie {
  source: number;
  target: number;
}

/** All ties as of a week. */
export function tiesAt(history: History, week: number): Tie[] {
  const { source, target } = history.description.ties;
  const now = Uint32Array.from(target);
  for (let at = 1; at <= Math.min(week, history.last); at += 1) {
    const { rewired } = history.frame(at);
    for (let tie = 0; tie < rewired.length; tie += 3) now[rewired[tie]!] = rewired[tie + 1]!;
  }
  return Array.from(source, (manager, tie) => ({ source: manager, target: now[tie]! }));
}
