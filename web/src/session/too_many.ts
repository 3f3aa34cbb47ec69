// Worlds that the engine could hold but no screen can show: they are refused before they are made.

import { parse } from 'smol-toml';
import { embeddedScenarios } from '../engine/embedded';
import { t } from '../words/words';
import type { WorldSettings } from '../engine/protocol';

/** Beyond this, a petal is smaller than a pixel, and five years take half a gigabyte. */
const MOST_MANAGERS = 10_000;

/** Shipped scenarios that are larger; only the engine has their text. */
const SHIPPED: Record<string, number> = { large: 1_000_000 };

/** Managers that a scenario names itself; 0 if it does not, or cannot be read. */
export function managersIn(toml: string): number {
  try {
    const { population } = parse(toml) as { population?: { managers?: unknown } };
    return typeof population?.managers === 'number' ? population.managers : 0;
  } catch {
    return 0;
  }
}

/** Why so many managers cannot be shown; empty if they can. */
export function tooMany(managers: number): string {
  if (managers <= MOST_MANAGERS) return '';
  return t('problem.too_many', { managers, most: MOST_MANAGERS });
}

/** The same, as far as a scenario tells before the engine has made its world. */
export function tooManyIn({ scenario }: Pick<WorldSettings, 'scenario'>): string {
  if ('toml' in scenario) return tooMany(managersIn(scenario.toml));
  const embedded = embeddedScenarios().find(({ name }) => name === scenario.name);
  return tooMany(embedded ? managersIn(embedded.toml) : (SHIPPED[scenario.name] ?? 0));
}
