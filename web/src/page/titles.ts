// What the worlds on the page are called.

import { listed } from '../domain/effects';
import { practiceName } from '../domain/practices';
import type { LeverValue } from '../domain/levers';
import { lever, leverNoun, moved, optionName } from '../domain/levers';
import { shown, worlds } from '../session/runs';
import type { WorldName } from '../session/state';
import { capital, hasText, t } from '../words/words';

/** Shipped scenarios have headings; others go by their names. */
export function scenarioTitle(name: string): string {
  if (hasText(`scenario.${name}`)) return t(`scenario.${name}`);
  if (name.startsWith('outbreak_')) return t('scenario.outbreak', { practice: practiceName(name.slice('outbreak_'.length)) });
  return capital(name.replaceAll('_', ' '));
}

/** The heading of a world's picture. */
export function titleOf(world: WorldName): string {
  const { scenario, other, levers, copies, organisation } = shown.value;
  if (world === 'c') return t('levers.third.title');
  const files = Object.values(organisation ?? {}).flatMap((file) => file?.name ?? []);
  const base = files.length && scenario === 'baseline' ? t('scenario.yours', { files: listed(files) }) : scenarioTitle(scenario);
  if (world === 'a') return base;
  const names = Object.entries(moved(levers)).map(([id, value]) => moving(id, value));
  if (copies.length) names.push(t('game.world'));
  if (!names.length) return other ? scenarioTitle(other) : base;
  if (names.length > 2) return t('scenario.levers', { count: names.length });
  return other ? `${scenarioTitle(other)}, ${listed(names)}` : capital(listed(names));
}

/** A lever that was moved, with its direction where it has two. */
export function moving(id: string, value: LeverValue): string {
  const one = lever(id);
  if (!one) return id;
  if (one.kind === 'choice') return optionName(one, String(value));
  const noun = leverNoun(one);
  if (one.kind === 'switch' || one.neutral === one.from) return t('moving.with', { noun });
  const direction = Number(value) > one.neutral ? 'more' : 'less';
  return t(id === 'portfolio' ? `moving.${direction}.countable` : `moving.${direction}`, { noun });
}

export function letterOf(world: WorldName): string {
  if (!worlds.value.b && world === 'a') return '';
  return t(`world.${world}`);
}
