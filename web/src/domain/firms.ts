// Firms, as people call them.

import type { WorldDescription } from '../engine/protocol';

/** A firm's name as people say it: a letter or a number alone is none. */
export function firmName(description: WorldDescription, firm: number): string {
  const name = description.firms[firm]?.name || String(firm + 1);
  return name.length < 3 ? `Firm ${name}` : name.replaceAll('_', ' ');
}
