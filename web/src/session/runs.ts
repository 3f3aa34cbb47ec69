// Keeps the worlds on the page in step with its state: simulates what is new, keeps what still holds.

import { batch, computed, signal } from '@preact/signals';
import type { World } from '../engine/client';
import { Engine } from '../engine/client';
import { EngineError } from '../engine/error';
import type { Catalogue, Organisation } from '../engine/protocol';
import { capital } from '../words/words';
import { History } from '../world/history';
import { settingsOf } from './settings';
import type { State, WorldName } from './state';
import { change, compares, difference, initial, report, state, week } from './state';
import { tooMany, tooManyIn } from './too_many';

/** Weeks to ask of the engine at a time: few, so that the picture comes soon. */
const CHUNK = 8;

interface Running {
  history: History;
  key: string;
  world: World;
}

export const catalogue = signal<Catalogue | null>(null);
/** Why there is no engine; empty while there is one or it is starting. */
export const noEngine = signal('');
export const worlds = signal<Partial<Record<WorldName, Running>>>({});
/** Weeks that all worlds have reached. */
export const reached = signal(0);
export const organisation = signal<Organisation | null>(null);

/** Whether new worlds are being made while the old ones are still shown. */
export const making = signal(false);

/** The worlds on the page, in order. */
export const present = computed(() => (['a', 'b', 'c'] as const).flatMap((name) => {
  const running = worlds.value[name];
  return running ? [{ name, ...running }] : [];
}));

/** The world that another is compared with, if what differs is to be shown. */
export const comparedWith = (name: WorldName): History | null => ((difference.peek() && name !== 'a' && worlds.peek().a?.history) || null);

/** The week that the pictures show: worlds that are being made may not have reached the one asked for. */
export const shownWeek = computed(() => Math.min(week.value, reached.value));

export const weeks = computed(() => worlds.value.a?.history.description.weeks ?? 260);
export const complete = computed(() => {
  void reached.value;
  return Object.values(worlds.value).every((one) => one.history.complete) && worlds.value.a !== undefined;
});

let engine: Engine | null = null;
let wanted = 0;

export function theEngine(): Engine | null {
  return engine;
}

/** What went wrong, where, and what would help. */
export function explained(cause: unknown): string {
  if (cause instanceof EngineError) {
    const { message, place, help } = cause.problem;
    const where = place ? ` (${place})` : '';
    return `${message}${where}.${help ? ` ${capital(help)}.` : ''}`.replace(/([.?!])\.(?=\s|$)/g, '$1');
  }
  return cause instanceof Error ? cause.message : String(cause);
}

export async function startEngine(): Promise<void> {
  try {
    engine = await Engine.start();
    catalogue.value = engine.catalogue;
  } catch (cause) {
    noEngine.value = explained(cause);
  }
}

function names(): WorldName[] {
  const list: WorldName[] = ['a'];
  if (compares.peek()) list.push('b');
  if (state.peek().third) list.push('c');
  return list;
}

type Setup = Pick<State, 'scenario' | 'other' | 'levers' | 'copies' | 'from' | 'seed' | 'third' | 'text'>;

/** The part of a state that determines its worlds. */
function setupOf({ scenario, other, levers, copies, from, seed, third, text }: Setup): Setup {
  return { scenario, other, levers, copies, from, seed, third, text };
}

/** When this changes, the worlds are simulated again. */
export const setup = (of: Setup): string => JSON.stringify(setupOf(of));

/** What the worlds on the page were made of. Their names come from here, not from the state, which may be ahead. */
export const shown = signal<Setup & { organisation: Organisation | null }>({ ...setupOf(initial), organisation: null });

/** Whether the worlds on the page are those of the state. */
export const upToDate = (): boolean => setup(state.peek()) === setup(shown.peek()) && organisation.peek() === shown.peek().organisation;

/** Goes back to what is shown, so that no picture stands under the name of one that was refused; false if that was refused. */
function goBack(): boolean {
  if (upToDate()) return false;
  organisation.value = shown.peek().organisation;
  change(setupOf(shown.peek()));
  return true;
}

/**
 * Simulates those worlds of the present state that are not there yet. The old ones stay until the new ones have reached
 * the week shown, so the pictures always show the week that is named, and playing goes on.
 */
export async function simulate(): Promise<void> {
  if (!engine) return;
  const turn = ++wanted;
  const current = () => turn === wanted;
  const before = worlds.peek();
  making.value = before.a !== undefined;
  try {
    await replace(before, current);
  } finally {
    if (current()) making.value = false;
  }
}

async function replace(before: Partial<Record<WorldName, Running>>, current: () => boolean): Promise<void> {
  const next: Partial<Record<WorldName, Running>> = {};
  for (const name of names()) {
    const managers = next.a?.history.managers;
    const settings = settingsOf(state.peek(), name, organisation.peek(), managers);
    const key = JSON.stringify(settings);
    const kept = before[name];
    try {
      next[name] = kept?.key === key ? kept : await begin(settings, key);
    } catch (cause) {
      if (!current()) return closeOthers(next, before);
      report(explained(cause));
      if (goBack() || name === 'a') return closeOthers(next, before);
    }
    if (!current()) return closeOthers(next, before);
  }
  const running = Object.values(next);
  try {
    if (before.a) await advance(running, current, () => state.peek().week + 1);
    if (!current()) return closeOthers(next, before);
    closeOthers(before, next);
    batch(() => {
      shown.value = { ...setupOf(state.peek()), organisation: organisation.peek() };
      worlds.value = next;
      reached.value = Math.min(...running.map((one) => one.history.last));
      making.value = false;
    });
    await advance(running, current, () => Number.POSITIVE_INFINITY);
    if (current()) worlds.value = { ...worlds.peek() };
  } catch (cause) {
    if (current()) report(explained(cause));
  }
}

/** Frees the worlds that are not among `others`. */
function closeOthers(worlds: Partial<Record<WorldName, Running>>, others: Partial<Record<WorldName, Running>>): void {
  const kept = Object.values(others);
  for (const one of Object.values(worlds)) if (!kept.includes(one)) one.world.close();
}

async function begin(settings: Parameters<Engine['load']>[0], key: string): Promise<Running> {
  const named = tooManyIn(settings);
  if (named) throw new Error(named);
  const world = await engine!.load(settings);
  const refused = tooMany(world.description.firm.length);
  if (refused) {
    world.close();
    throw new Error(refused);
  }
  return { history: new History(world.description, world.first), key, world };
}

/** Advances all worlds side by side until each has reached a week, or has all its weeks and its digest. */
async function advance(running: Running[], current: () => boolean, until: () => number): Promise<void> {
  const onPage = () => running.every((one) => Object.values(worlds.peek()).includes(one));
  for (;;) {
    const behind = running.filter((one) => !one.history.complete && one.history.last < until());
    if (!behind.length) break;
    const least = Math.min(...behind.map((one) => one.history.last));
    for (const one of behind.filter((other) => other.history.last === least)) {
      for (const frame of await one.world.step(CHUNK)) one.history.add(frame);
      if (!current()) return;
    }
    if (onPage()) reached.value = Math.min(...running.map((one) => one.history.last));
  }
  for (const one of running) if (one.history.complete) one.history.digest ??= await one.world.digest();
}
