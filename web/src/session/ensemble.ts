// Twenty paired seeds in the background: whether what one pair of worlds shows is more than luck.

import { signal } from '@preact/signals';
import type { Ensemble } from '../engine/client';
import type { Metric, Paired, SeedOutcome } from '../engine/protocol';
import { organisation, sentence, theEngine, worlds } from './runs';
import { settingsOf } from './settings';
import type { WorldName } from './state';
import { report, state } from './state';

export const SEEDS = 20;

/** Metrics that the page gives a verdict on. */
export const JUDGED = [
  'dark_share', 'visible_value', 'value', 'adoptions',
  'opportunism', 'conflict', 'lock_in', 'rising_expectations', 'cognitive_bias', 'embeddedness',
] as const;
export type Judged = (typeof JUDGED)[number];

export interface Background {
  status: 'none' | 'running' | 'done';
  done: number;
  /** By world and metric: that world minus the first, over the seeds that are done. */
  differences: Partial<Record<WorldName, Partial<Record<Judged, Paired>>>>;
}

const NOTHING: Background = { status: 'none', done: 0, differences: {} };
export const background = signal<Background>(NOTHING);

let running: Ensemble | null = null;
let runningKey = '';
const finished = new Map<string, Background>();

/** Starts, goes on, or takes what is known, for the present state. */
export async function judge(): Promise<void> {
  const engine = theEngine();
  const present = worlds.peek();
  const names = (['b', 'c'] as const).filter((name) => present[name]);
  if (!engine || !present.a || !names.length) {
    suspend();
    return;
  }
  const now = state.peek();
  const managers = present.a.history.managers;
  const settings = (['a', ...names] as const).map((name) => settingsOf(now, name, organisation.peek(), managers));
  const key = JSON.stringify([settings, now.from]);
  if (key === runningKey && background.peek().status !== 'none') return;
  suspend();
  runningKey = key;
  const known = finished.get(key);
  if (known) {
    background.value = known;
    return;
  }
  const seeds = Array.from({ length: SEEDS }, (_, at) => now.seed + at);
  const { metrics } = present.a.history.description;
  const outcomes: SeedOutcome[] = [];
  background.value = { ...NOTHING, status: 'running' };
  const mine = engine.ensemble({ worlds: settings, seeds, from: now.from }, (outcome, done) => {
    outcomes.push(outcome);
    if (key === runningKey) background.value = { ...background.peek(), done };
  });
  running = mine;
  try {
    await mine.done;
    const differences: Background['differences'] = {};
    for (const [at, name] of names.entries()) differences[name] = await compared(metrics, outcomes, at + 1);
    const result: Background = { status: 'done', done: SEEDS, differences };
    finished.set(key, result);
    if (key === runningKey) background.value = result;
  } catch (cause) {
    if (key === runningKey) {
      background.value = NOTHING;
      report(sentence(cause));
    }
  }
}

async function compared(metrics: Metric[], outcomes: SeedOutcome[], world: number) {
  const found: Partial<Record<Judged, Paired>> = {};
  for (const metric of JUDGED) {
    const column = metrics.findIndex((one) => one.name === metric);
    if (column < 0) continue;
    const of = (number: number) => outcomes.map((outcome) => outcome.worlds[number]?.mean[column] ?? Number.NaN);
    found[metric] = await theEngine()!.compare(of(0), of(world));
  }
  return found;
}

/** Forgets what is shown, and stops what is under way; what has been finished is kept for later. */
export function suspend(): void {
  runningKey = '';
  running?.cancel();
  running = null;
  background.value = NOTHING;
}
