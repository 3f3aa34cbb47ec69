// Firms, as people call them.

import type { WorldDescription } from '../engine/protocol';
import { t } from '../words/words';

/** A firm's name as people say it: a letter or a number alone is none. */
export function firmName(description: WorldDescription, firm: number): string {
  const name = description.firms[firm]?.name || String(firm + 1);
  return name.length < 3 ? t('firm.name', { name }) : name.replaceAll('_', ' ');
}
