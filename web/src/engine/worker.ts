// The worker: has the engine answer requests, one at a time, in the order in which they come.

import { EngineError } from './error';
import { readFrame, transferable } from './frame';
import type {
  Answer, Catalogue, EnsembleSettings, Loaded, Paired, Request, SeedOutcome, WeekFrame, WorldDescription, WorldSettings,
} from './protocol';
import { Wasm } from './wasm';

// TypeScript's types for pages and for workers clash; these are the few of a worker's that are used.
const self_ = self as unknown as {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(answer: Answer, transfer?: Transferable[]): void;
};

let wasm: Wasm | undefined;
const settingsOf = new Map<number, WorldSettings>();

self_.onmessage = async ({ data: request }) => {
  try {
    const [value, transfer] = await answer(request);
    self_.postMessage({ id: request.id, is: 'done', value }, transfer);
  } catch (cause) {
    const problem = cause instanceof EngineError
      ? cause.problem
      : { message: cause instanceof Error ? cause.message : String(cause), place: null, help: null, fatal: true };
    self_.postMessage({ id: request.id, is: 'problem', problem });
  }
};

async function answer(request: Request): Promise<[value: unknown, transfer?: Transferable[]]> {
  if (request.ask === 'start') {
    wasm = await Wasm.from(request.wasm);
    wasm.ask('catalogue', JSON.stringify(request.scenarios));
    return [JSON.parse(wasm.text()) as Catalogue];
  }
  if (!wasm) throw new Error('the engine has not been started');
  switch (request.ask) {
    case 'decode':
      return [decode(wasm, request.name, request.bytes)];
    case 'load':
      return load(wasm, request.settings);
    case 'step':
      return step(wasm, request.world, request.weeks);
    case 'digest':
      wasm.tell('digest', request.world);
      return [wasm.text()];
    case 'toml':
      wasm.ask('toml', JSON.stringify(settingsOf.get(request.world) ?? {}));
      return [wasm.text()];
    case 'close':
      settingsOf.delete(request.world);
      wasm.tell('close', request.world);
      return [null];
    case 'ensemble':
      return [ensemble(wasm, request.id, request.settings)];
    case 'compare':
      return [compare(wasm, request.first, request.second)];
  }
}

/** Requests the text of a file: the length of its name, the name, the bytes. */
function decode(engine: Wasm, name: string, bytes: Uint8Array): string {
  const called = new TextEncoder().encode(name);
  const asked = new Uint8Array(4 + called.length + bytes.length);
  new DataView(asked.buffer).setUint32(0, called.length, true);
  asked.set(called, 4);
  asked.set(bytes, 4 + called.length);
  engine.ask('decode', asked);
  return engine.text();
}

function load(engine: Wasm, settings: WorldSettings): [Loaded, Transferable[]] {
  const world = engine.ask('load', JSON.stringify(settings));
  settingsOf.set(world, settings);
  // JSON holds typed arrays as lists.
  const said = JSON.parse(engine.text());
  const ties = {
    source: Uint32Array.from(said.ties.source),
    target: Uint32Array.from(said.ties.target),
    weight: Float32Array.from(said.ties.weight),
    inside: Uint8Array.from(said.ties.inside),
  };
  const description: WorldDescription = {
    ...said,
    firm: Uint32Array.from(said.firm),
    office: Uint32Array.from(said.office),
    offsets: Uint32Array.from(said.offsets),
    ties,
  };
  engine.tell('look', world);
  const first = readFrame(engine.bytes());
  return [{ world, description, first }, transferable(first)];
}

function step(engine: Wasm, world: number, weeks: number): [WeekFrame[], Transferable[]] {
  const frames: WeekFrame[] = [];
  for (let week = 0; week < weeks; week++) {
    engine.tell('step', world);
    const bytes = engine.bytes();
    if (bytes.byteLength === 0) break;
    frames.push(readFrame(bytes));
  }
  return [frames, frames.flatMap(transferable)];
}

/** Reports each seed as soon as all worlds have run under it. */
function ensemble(engine: Wasm, id: number, { worlds, seeds, from = 156, metrics, series }: EnsembleSettings): null {
  const scenarios = worlds.map((settings) => engine.ask('prepare', JSON.stringify(settings)));
  for (const seed of seeds) {
    const outcomes = scenarios.map((scenario) => {
      engine.tell('outcome', scenario, seed, from);
      const numbers = new Float64Array(engine.bytes());
      const weeks = numbers.length / metrics - 2;
      const column = (metric: number) => numbers.slice(2 * metrics + metric * weeks, 2 * metrics + (metric + 1) * weeks);
      return { end: numbers.slice(0, metrics), mean: numbers.slice(metrics, 2 * metrics), series: series.map(column) };
    });
    const value: SeedOutcome = { seed, worlds: outcomes };
    self_.postMessage({ id, is: 'part', value });
  }
  return null;
}

/** Undefined numbers are null in JSON, which has no NaN. */
function compare(engine: Wasm, first: Float64Array, second: Float64Array): Paired {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  engine.ask('compare', both);
  const said = JSON.parse(engine.text()) as { [Key in keyof Paired]: number | null };
  const number = (value: number | null) => value ?? Number.NaN;
  return {
    mean: number(said.mean),
    lower95: number(said.lower95),
    upper95: number(said.upper95),
    above: said.above ?? 0,
    below: said.below ?? 0,
    equal: said.equal ?? 0,
  };
}
