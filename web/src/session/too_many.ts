// Worlds that the engine could hold, but that no screen can show: they are refused before they are made.

import { parse } from 'smol-toml';
import { embeddedScenarios } from '../engine/embedded';
import { t } from '../words/words';
import type { WorldSettings } from '../engine/protocol';

/** A petal is smaller than a pixel then, and what is kept of five years takes half a gigabyte. */
export const MOST_MANAGERS = 10_000;

/** Of the shipped scenarios, whose text the engine alone has, those that are larger. */
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

/** Why so many managers are not shown; empty if they are. */
export function tooMany(managers: number): string {
  if (managers <= MOST_MANAGERS) return '';
  return t('problem.too_many', { managers, most: MOST_MANAGERS });
}

/** What can be said before the engine has made anything. */
export function tooManyIn({ scenario }: Pick<WorldSettings, 'scenario'>): string {
  if ('toml' in scenario) return tooMany(managersIn(scenario.toml));
  const embedded = embeddedScenarios().find(({ name }) => name === scenario.name);
  return tooMany(embedded ? managersIn(embedded.toml) : (SHIPPED[scenario.name] ?? 0));
}
