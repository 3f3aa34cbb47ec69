// The ways in which a practice arrives, in plain words, by the engine's names.

import { hasText, t } from '../words/words';

interface Way {
  /** As a label. */
  name: string;
  /** In a sentence: "it had arrived …". */
  arrived: string;
}

export function way(key: string): Way {
  const words = key.replaceAll('_', ' ');
  if (!hasText(`way.${key}.name`)) return { name: words, arrived: t('way.other', { way: words }) };
  return { name: t(`way.${key}.name`), arrived: t(`way.${key}.arrived`) };
}
