// A small world for tests: two managers with two relationships each, and what happens to them.

import type { Adoption, Case, Catalogue, Lapse, Onset, WeekFrame, WorldDescription } from '../engine/protocol';
import { History } from './history';

const practice = (name: string, load: number[]) => ({
  name, class: 'best_practice', load, benefit: [0, 0, 0, 0], private: 0, complexity: 0, governance: null,
});

const description = {
  name: 'made up', question: '', lookAt: '', seed: 1, weeks: 40,
  metrics: [{ name: 'dark_share', unit: 'share', meaning: '' }, { name: 'value', unit: 'value', meaning: '' }],
  practices: [practice('exceed_expectations', [0, 0, 0, 1, 0, 0]), practice('account_planning', [0, 0, 0, 0, 0, 0])],
  firms: [{ name: 'A', preset: null }],
  firm: Uint32Array.of(0, 0), office: Uint32Array.of(0, 0), offices: 1, managerNames: null,
  offsets: Uint32Array.of(0, 2, 4),
  ties: { source: Uint32Array.of(1), target: Uint32Array.of(0), weight: Float32Array.of(1), inside: Uint8Array.of(1) },
  scenario: {}, interventions: [],
} as unknown as WorldDescription;

const named = (...names: string[]) => names.map((name) => ({ name, meaning: '' }));

export const CATALOGUE = {
  mechanisms: named('spontaneous', 'intra_imitation', 'intra_learning', 'inter_imitation'),
  causes: named('drift', 'review', 'audit', 'ended'),
} as unknown as Catalogue;

export function relationship(position: number, spell = 0): Case {
  return { manager: position >> 1, person: 0, relationship: position, spell, position };
}

export function adoption(week: number, mechanism: number, target: number, source: number | null, sourceFlags = 0): Adoption {
  return {
    week, practice: 0, mechanism, locus: 0, sourceFlags, sourceSeen: 0.5, targetSeen: 0.5, sourceSuccess: 0.8, targetSuccess: 0.4,
    target: relationship(target), source: source === null ? null : relationship(source),
  };
}

interface Happening {
  adoptions?: Adoption[];
  onsets?: Onset[];
  lapses?: Lapse[];
  flags?: number[];
  /** By position; lasts until given again. */
  phase?: number[];
  arrived?: number[];
}

/** A history of this many weeks, and what happens in some of them; flags last until given again. */
export function history(weeks: number, happens: Record<number, Happening>): History {
  let flags = [0, 0, 0, 0];
  let phase = [0, 0, 0, 0];
  const frame = (week: number): WeekFrame => {
    const now = happens[week] ?? {};
    flags = now.flags ?? flags;
    phase = now.phase ?? phase;
    return {
      week, series: Float64Array.of(0, 0.4), flags: Uint8Array.from(flags), practices: new Uint32Array(4),
      visible: new Float32Array(4), remembered: new Float32Array(4), value: new Float32Array(4), closeness: new Float32Array(4), phase: Uint8Array.from(phase),
      adoptions: now.adoptions ?? [], lapses: now.lapses ?? [], onsets: now.onsets ?? [],
      arrived: Uint32Array.from(week === 0 ? [0, 0, 0, 1, 1, 0, 2, 2, 0, 3, 3, 0] : (now.arrived ?? [])),
      newcomers: new Uint32Array(), rewired: new Uint32Array(),
    };
  };
  const made = new History(description, frame(0));
  for (let week = 1; week <= weeks; week += 1) made.add(frame(week));
  return made;
}
