// A week as the engine writes it (web/engine/src/frame.rs): counts, series, columns, bytes.

import type { Adoption, Case, Lapse, Onset, WeekFrame } from './protocol';

const NOWHERE = 0xffff_ffff;

/** Reads one column after the other, copying each out of the engine's memory. */
class Columns {
  private readonly buffer: ArrayBuffer;
  private at: number;

  constructor(buffer: ArrayBuffer, at: number) {
    this.buffer = buffer;
    this.at = at;
  }

  doubles(count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.take(count * 8));
  }

  floats(count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.take(count * 4));
  }

  words(count: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.take(count * 4));
  }

  bytes(count: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.take(count));
  }

  private take(bytes: number): ArrayBuffer {
    const begin = this.at;
    this.at += bytes;
    return this.buffer.slice(begin, this.at);
  }
}

/** Reads the words of the events, one after the other. */
class Words {
  private readonly words: Uint32Array;
  private readonly numbers: Float32Array;
  private at = 0;

  constructor(words: Uint32Array<ArrayBuffer>) {
    this.words = words;
    this.numbers = new Float32Array(words.buffer);
  }

  word(): number {
    return this.words[this.at++] ?? NOWHERE;
  }

  /** A word, or −1 for none. */
  signed(): number {
    const word = this.word();
    return word === NOWHERE ? -1 : word;
  }

  number(): number {
    return this.numbers[this.at++] ?? Number.NaN;
  }

  case(): Case {
    return {
      manager: this.word(),
      person: this.word(),
      relationship: this.word(),
      spell: this.word(),
      position: this.signed(),
    };
  }
}

const many = <T>(count: number, one: () => T): T[] => Array.from({ length: count }, one);

export function readFrame(buffer: ArrayBuffer): WeekFrame {
  const counts = new Uint32Array(buffer, 0, 12);
  const count = (at: number) => counts[at] ?? 0;
  const week = count(0);
  const relationships = count(2);
  const columns = new Columns(buffer, 48);
  const series = columns.doubles(count(1));
  const value = columns.floats(relationships);
  const visible = columns.floats(relationships);
  const remembered = columns.floats(relationships);
  const closeness = columns.floats(relationships);
  const practices = columns.words(relationships);
  const adoptionWords = new Words(columns.words(count(3) * 19));
  const lapseWords = new Words(columns.words(count(4) * 8));
  const onsetWords = new Words(columns.words(count(5) * 9));
  const adoptions = many(count(3), () => adoption(week, adoptionWords));
  const lapses = many(count(4), () => lapse(week, lapseWords));
  const onsets = many(count(5), () => onset(week, onsetWords));
  const arrived = columns.words(count(6) * 3);
  const newcomers = columns.words(count(7) * 2);
  const rewired = columns.words(count(8) * 3);
  const flags = columns.bytes(relationships);
  const phase = columns.bytes(relationships);
  return {
    week, series, value, visible, remembered, closeness, practices, adoptions, lapses, onsets, arrived, newcomers,
    rewired, flags, phase,
  };
}

/** The parts of a frame that are transferred instead of copied. */
export function transferable(frame: WeekFrame): Transferable[] {
  const columns = [
    frame.series, frame.value, frame.visible, frame.remembered, frame.closeness, frame.practices, frame.arrived,
    frame.newcomers, frame.rewired, frame.flags, frame.phase,
  ];
  return columns.map((column) => column.buffer as ArrayBuffer);
}

function adoption(week: number, words: Words): Adoption {
  const [practice, mechanism, locus, sourceFlags] = [words.word(), words.word(), words.word(), words.word()];
  const [targetSeen, sourceSeen] = [words.number(), words.number()];
  const [targetSuccess, sourceSuccess] = [words.number(), words.number()];
  const sourced = words.word() === 1;
  const target = words.case();
  const source = words.case();
  return {
    week, practice, mechanism, locus, sourceFlags, target, source: sourced ? source : null, targetSeen, sourceSeen,
    targetSuccess, sourceSuccess,
  };
}

function lapse(week: number, words: Words): Lapse {
  const [practice, cause, lesson] = [words.word(), words.word(), words.word() === 1];
  return { week, practice, cause, lesson, place: words.case() };
}

function onset(week: number, words: Words): Onset {
  const [effect, practice, mechanism, locus] = [words.word(), words.signed(), words.word(), words.word()];
  return { week, effect, practice, mechanism, locus, place: words.case() };
}
