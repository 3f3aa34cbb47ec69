// Firms, as people call them.

import type { WorldDescription } from '../engine/protocol';
import { t } from '../words/words';

/** A firm's name as people say it: one or two characters are not a name, so "A" becomes "Firm A". */
export function firmName(description: WorldDescription, firm: number): string {
  const name = description.firms[firm]?.name || String(firm + 1);
  return name.length < 3 ? t('firm.name', { name }) : name.replaceAll('_', ' ');
}
