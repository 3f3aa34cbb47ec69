// What the engine is asked to simulate for a state of the page.

import { SEAT } from '../domain/game';
import type { Dated, Organisation, WorldSettings } from '../engine/protocol';
import { changes } from '../domain/levers';
import type { State, WorldName } from './state';

/** Managers of the baseline, until a world says how many there are. */
const USUAL_MANAGERS = 300;

export function settingsOf(
  state: State,
  world: WorldName,
  organisation: Organisation | null,
  managers = USUAL_MANAGERS,
): WorldSettings {
  const named = (name: string): WorldSettings['scenario'] =>
    name === state.scenario && state.text ? { name, toml: state.text } : { name };
  const settings: WorldSettings = { scenario: named(state.scenario), seed: state.seed };
  if (organisation) settings.organisation = organisation;
  // As many adoptions of each practice in each week as in the first world, but at random.
  if (world === 'c') return { ...settings, set: [{ path: 'contagion.yoke', value: 'practice' }] };
  if (world === 'a') return settings;
  if (state.other) settings.scenario = named(state.other);
  const { set, dated } = changes(state.levers, state.from, managers);
  if (set.length) settings.set = set;
  const copied = state.copies.map(({ week, practice }): Dated => ({ week, act: 'introduce', keys: { practices: [practice], managers: [SEAT] } }));
  if (dated.length || copied.length) settings.dated = [...dated, ...copied];
  return settings;
}
