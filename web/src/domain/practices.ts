// What managers do, in plain words. The page knows the names of the baseline's practices; others are read as they are
// written in their scenario.

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
