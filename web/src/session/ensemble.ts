// Twenty paired seeds in the background: is what one pair of worlds shows more than luck?

import { signal } from '@preact/signals';
import type { Ensemble } from '../engine/client';
import type { Metric, Paired, SeedOutcome } from '../engine/protocol';
import { explained, organisation, theEngine, worlds } from './runs';
import { settingsOf } from './settings';
import type { WorldName } from './state';
import { report, state } from './state';

export const SEEDS = 20;

/** Metrics that the page gives a verdict on. */
const JUDGED = [
  'dark_share', 'visible_value', 'value', 'adoptions',
  'opportunism', 'conflict', 'lock_in', 'rising_expectations', 'cognitive_bias', 'embeddedness',
] as const;
export type Judged = (typeof JUDGED)[number];

/** The means of two worlds over all seeds, and how they differ. */
export interface Compared extends Paired {
  first: number;
  second: number;
}

/** The series kept for each seed, for the twenty small curves. */
const CURVES = ['dark_share', 'visible_value', 'value'] as const;
type CurveName = (typeof CURVES)[number];

/** The curves of all worlds of the page under one seed, in the order of `names`. */
export interface Race {
  seed: number;
  worlds: Record<CurveName, Float64Array>[];
}

interface Background {
  status: 'none' | 'running' | 'done';
  done: number;
  /** The worlds of each race. */
  names: WorldName[];
  races: Race[];
  /** By world and metric: that world minus the first, over all seeds; empty until they are done. */
  differences: Partial<Record<WorldName, Partial<Record<Judged, Compared>>>>;
}

const NOTHING: Background = { status: 'none', done: 0, names: [], races: [], differences: {} };
export const background = signal<Background>(NOTHING);

/** Whether the first world races under twenty seeds even without a second one to compare it with. */
export const racesAlone = signal(false);

let running: Ensemble | null = null;
let runningKey = '';
const finished = new Map<string, Background>();

/** Judges the present state: starts the runs, lets them continue, or takes a known result. */
export async function judge(): Promise<void> {
  const engine = theEngine();
  const present = worlds.peek();
  const names = (['b', 'c'] as const).filter((name) => present[name]);
  if (!engine || !present.a || !(names.length || racesAlone.peek())) {
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
  const columns = CURVES.map((name) => metrics.findIndex((one) => one.name === name));
  const outcomes: SeedOutcome[] = [];
  const all: WorldName[] = ['a', ...names];
  background.value = { ...NOTHING, status: 'running', names: all };
  const asked = { worlds: settings, seeds, from: now.from, metrics: metrics.length, series: columns };
  const mine = engine.ensemble(asked, (outcome, done) => {
    outcomes.push(outcome);
    const races = [...background.peek().races, raceOf(outcome)];
    if (mine === running) background.value = { ...background.peek(), done, races };
  });
  running = mine;
  try {
    await mine.done;
    const differences: Background['differences'] = {};
    for (const [at, name] of names.entries()) differences[name] = await compared(metrics, outcomes, at + 1);
    const result: Background = { status: 'done', done: SEEDS, names: all, races: outcomes.map(raceOf), differences };
    finished.set(key, result);
    if (mine === running) background.value = result;
  } catch (cause) {
    // Runs that were stopped on purpose are not reported.
    if (mine !== running) return;
    background.value = NOTHING;
    report(explained(cause));
  }
}

function raceOf({ seed, worlds: found }: SeedOutcome): Race {
  const curves = (series: Float64Array[]) => Object.fromEntries(CURVES.map((name, at) => [name, series[at]!])) as Race['worlds'][number];
  return { seed, worlds: found.map((one) => curves(one.series)) };
}

async function compared(metrics: Metric[], outcomes: SeedOutcome[], world: number) {
  const found: Partial<Record<Judged, Compared>> = {};
  for (const metric of JUDGED) {
    const column = metrics.findIndex((one) => one.name === metric);
    if (column < 0) continue;
    const of = (number: number) => outcomes.map((outcome) => outcome.worlds[number]?.mean[column] ?? Number.NaN);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    found[metric] = { ...(await theEngine()!.compare(of(0), of(world))), first: mean(of(0)), second: mean(of(world)) };
  }
  return found;
}

/** Drops what is shown and stops what is running; finished results are kept for later. */
export function suspend(): void {
  runningKey = '';
  running?.cancel();
  running = null;
  background.value = NOTHING;
}
