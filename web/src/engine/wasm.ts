// The engine's plain C interface (web/engine/src/lib.rs) in a worker: text or bytes in, bytes out.

import { EngineError } from './error';
import type { Problem } from './protocol';

interface Exports {
  memory: WebAssembly.Memory;
  begin(): void;
  room(length: number): number;
  reply(): number;
  reply_length(): number;
  catalogue(): number;
  decode(): number;
  load(): number;
  look(world: number): number;
  step(world: number): number;
  digest(world: number): number;
  close(world: number): number;
  toml(): number;
  prepare(): number;
  outcome(scenario: number, seed: number, from: number): number;
  compare(): number;
}

/** A call that takes no arguments, only a request. */
type Asking = 'catalogue' | 'decode' | 'load' | 'toml' | 'prepare' | 'compare';
type Telling = 'look' | 'step' | 'digest' | 'close' | 'outcome';

export class Wasm {
  private readonly exports: Exports;

  private constructor(exports: Exports) {
    this.exports = exports;
  }

  static async from(bytes: ArrayBuffer): Promise<Wasm> {
    let memory: WebAssembly.Memory | undefined;
    const stopped = (text: number, length: number): never => {
      const said = memory ? new TextDecoder().decode(new Uint8Array(memory.buffer, text, length)) : 'no reason given';
      throw stop(said);
    };
    const { instance } = await WebAssembly.instantiate(bytes, { page: { stopped } });
    const exports = instance.exports as unknown as Exports;
    memory = exports.memory;
    exports.begin();
    return new Wasm(exports);
  }

  /** Calls with a request: text, bytes or numbers. Gives what the call returned. */
  ask(what: Asking, request: string | Uint8Array | Float64Array): number {
    const bytes = typeof request === 'string'
      ? new TextEncoder().encode(request)
      : new Uint8Array(request.buffer, request.byteOffset, request.byteLength);
    return this.call(() => {
      const room = this.exports.room(bytes.length);
      new Uint8Array(this.exports.memory.buffer, room, bytes.length).set(bytes);
      return this.exports[what]();
    });
  }

  tell(what: Telling, ...numbers: number[]): number {
    return this.call(() => (this.exports[what] as (...numbers: number[]) => number)(...numbers));
  }

  /** A copy of the last reply. */
  bytes(): ArrayBuffer {
    const from = this.exports.reply();
    return this.exports.memory.buffer.slice(from, from + this.exports.reply_length());
  }

  text(): string {
    return new TextDecoder().decode(this.bytes());
  }

  private call(action: () => number): number {
    let result: number;
    try {
      result = action();
    } catch (cause) {
      throw cause instanceof EngineError ? cause : stop(cause instanceof Error ? cause.message : String(cause));
    }
    if (result === 0) throw new EngineError(JSON.parse(this.text()) as Problem);
    return result;
  }
}

function stop(reason: string): EngineError {
  const memory = /memory|allocat|out of bounds|unreachable/i.test(reason);
  return new EngineError({
    message: `the engine stopped: ${reason}`,
    place: null,
    help: memory ? 'perhaps the world is too large for this browser: try fewer managers' : null,
    fatal: true,
  });
}
