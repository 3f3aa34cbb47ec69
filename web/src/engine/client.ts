// The engine as the page uses it. Starts the worker, numbers requests, returns promises.
//
//   const engine = await Engine.start();
//   const world = await engine.load({ scenario: { name: 'baseline' }, seed: 1 });
//   const frames = await world.step(10);          // weeks 1 to 10; fewer at the end, none after it
//   const ensemble = engine.ensemble({ worlds: [a, b], seeds }, (outcome, done) => …);
//   ensemble.cancel();

import type {
  Answer, Catalogue, EnsembleSettings, Loaded, Paired, Problem, Request, SeedOutcome, WeekFrame, WorldDescription,
  WorldSettings,
} from './protocol';
import { engineBytes, embeddedScenarios } from './embedded';
import { EngineError } from './error';
import EngineWorker from './worker?worker&inline';

const STOPPED: Problem = { message: 'stopped', place: null, help: null, fatal: false };

type Pending = { resolve(value: unknown): void; reject(cause: EngineError): void; part?(value: unknown): void };
type Ask<R = Request> = R extends Request ? Omit<R, 'id'> : never;

/** One worker with an engine in it. */
class Line {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private next = 1;
  /** The engine has stopped and answers nothing more. */
  dead = false;

  constructor() {
    this.worker = new EngineWorker();
    this.worker.onmessage = (event: MessageEvent<Answer>) => this.hear(event.data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.fail({ message: `the engine stopped: ${event.message}`, place: null, help: null, fatal: true });
    };
  }

  ask<T>(request: Ask, part?: (value: unknown) => void, transfer: Transferable[] = []): Promise<T> {
    const id = this.next++;
    if (this.dead) return Promise.reject(new EngineError(STOPPED));
    return new Promise<T>((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (value: unknown) => void, reject, part });
      this.worker.postMessage({ ...request, id }, transfer);
    });
  }

  private hear(answer: Answer): void {
    const pending = this.pending.get(answer.id);
    if (!pending) return;
    if (answer.is === 'part') {
      pending.part?.(answer.value);
      return;
    }
    this.pending.delete(answer.id);
    if (answer.is === 'done') pending.resolve(answer.value);
    else {
      pending.reject(new EngineError(answer.problem));
      if (answer.problem.fatal) this.end();
    }
  }

  /** Rejects every pending request with the reason. */
  private fail(problem: Problem): void {
    this.dead = true;
    for (const { reject } of this.pending.values()) reject(new EngineError(problem));
    this.pending.clear();
  }

  end(): void {
    this.worker.terminate();
    this.fail(STOPPED);
  }
}

/** A world that is being simulated. Weeks come in order; the caller keeps those it wants. */
export class World {
  readonly description: WorldDescription;
  /** Week 0. */
  readonly first: WeekFrame;
  private readonly line: Line;
  private readonly number: number;

  constructor(line: Line, loaded: Loaded) {
    this.line = line;
    this.number = loaded.world;
    this.description = loaded.description;
    this.first = loaded.first;
  }

  /** The next weeks, or as many as are left. */
  step(weeks: number): Promise<WeekFrame[]> {
    return this.line.ask({ ask: 'step', world: this.number, weeks });
  }

  /** The digest of the whole run, equal to the command's for this seed; rejects before the last week. */
  digest(): Promise<string> {
    return this.line.ask({ ask: 'digest', world: this.number });
  }

  /** A scenario for `darkside run`; with an organisation, it names the dropped files. */
  toml(): Promise<string> {
    return this.line.ask({ ask: 'toml', world: this.number });
  }

  /** Frees its memory. */
  close(): void {
    this.line.ask({ ask: 'close', world: this.number }).catch(() => undefined);
  }
}

export interface Ensemble {
  /** All outcomes, by seed in the order asked for; rejects with "stopped" if cancelled. */
  readonly done: Promise<SeedOutcome[]>;
  cancel(): void;
}

export class Engine {
  readonly catalogue: Catalogue;
  private line: Line;

  private constructor(line: Line, catalogue: Catalogue) {
    this.line = line;
    this.catalogue = catalogue;
  }

  /** Rejects with a sentence if the browser has no WebAssembly or workers. */
  static async start(): Promise<Engine> {
    const [line, catalogue] = await open();
    return new Engine(line, catalogue);
  }

  /** The text of a dropped file, decoded as the command does it; rejects if the command would refuse the file. */
  async textOf(name: string, bytes: Uint8Array): Promise<string> {
    const line = await this.alive();
    return line.ask({ ask: 'decode', name, bytes }, undefined, [bytes.buffer as ArrayBuffer]);
  }

  /** Reads and checks a scenario and makes its world at week 0. */
  async load(settings: WorldSettings): Promise<World> {
    const line = await this.alive();
    return new World(line, await line.ask<Loaded>({ ask: 'load', settings }));
  }

  /** Simulates worlds under many seeds in a worker of its own. */
  ensemble(settings: EnsembleSettings, onSeed?: (outcome: SeedOutcome, done: number) => void): Ensemble {
    let line: Line | undefined;
    let cancelled = false;
    const outcomes: SeedOutcome[] = [];
    const run = async (): Promise<SeedOutcome[]> => {
      [line] = await open();
      if (cancelled) {
        line.end();
        throw new EngineError(STOPPED);
      }
      try {
        await line.ask({ ask: 'ensemble', settings }, (value) => {
          outcomes.push(value as SeedOutcome);
          onSeed?.(value as SeedOutcome, outcomes.length);
        });
        return outcomes;
      } finally {
        line.end();
      }
    };
    return {
      done: run(),
      cancel() {
        cancelled = true;
        line?.end();
      },
    };
  }

  /** Second − first, paired by seed. */
  compare(first: ArrayLike<number>, second: ArrayLike<number>): Promise<Paired> {
    return this.line.ask({ ask: 'compare', first: Float64Array.from(first), second: Float64Array.from(second) });
  }

  /** After a stop, a new engine; the worlds of the old one are gone. */
  private async alive(): Promise<Line> {
    if (this.line.dead) [this.line] = await open();
    return this.line;
  }
}

async function open(): Promise<[Line, Catalogue]> {
  if (typeof WebAssembly === 'undefined' || typeof Worker === 'undefined') {
    throw new EngineError({
      message: 'this browser cannot run the engine: it has no WebAssembly or no Web Workers',
      place: null,
      help: 'open the page in a current Firefox, Chrome, Edge or Safari',
      fatal: true,
    });
  }
  const wasm = await engineBytes();
  const line = new Line();
  const catalogue = await line.ask<Catalogue>({ ask: 'start', wasm, scenarios: embeddedScenarios() }, undefined, [wasm]);
  return [line, catalogue];
}
