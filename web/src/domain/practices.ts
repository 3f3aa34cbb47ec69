// What managers do, in plain words. The page has names for the baseline's practices; others appear as their scenario
// spells them.

import { hasText, t } from '../words/words';

export function practiceName(key: string): string {
  return hasText(`practice.${key}.name`) ? t(`practice.${key}.name`) : key.replaceAll('_', ' ');
}

export function practiceMeaning(key: string): string {
  return hasText(`practice.${key}.meaning`) ? t(`practice.${key}.meaning`) : '';
}

export function className(key: string): string {
  return hasText(`class.${key}`) ? t(`class.${key}`) : key.replaceAll('_', ' ');
}
