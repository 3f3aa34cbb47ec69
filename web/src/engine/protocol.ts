// What the page and the engine say to each other. The engine is the crate `darkside`, compiled to WebAssembly, in a Web
// Worker; `client.ts` hides the worker. All numbers of a week come as typed arrays, one entry for each relationship:
// manager by manager, slot by slot. The relationships of manager m are at positions offsets[m] to offsets[m + 1] − 1.
// A relationship's *position* is its place in those arrays; what stands there can change (a relationship ends and
// another begins, managers swap relationships), so a *case* has an identity of its own.

// ---- what to simulate ----------------------------------------------------------------------------------------

/** A change of one value: a dotted path as `darkside list parameters` shows it, and a value. */
export interface Setting {
  path: string;
  /** The path decides what a string means (`"threshold"`, a preset's name). */
  value: number | boolean | string;
}

/** What changes in some week: values, or an act (see Catalogue.acts) with its keys. */
export type Dated = {
  week: number;
  /** Names of firms; all, if left out. */
  firms?: string[];
} & ({ set: Setting[] } | { act: string; keys?: Record<string, number | boolean | string | string[] | number[]> });

/** A table or graph that somebody dropped on the page, as the engine has decoded it. */
export interface DroppedFile {
  name: string;
  text: string;
}

/** An organisation in place of a generated one: `ties` with or without `managers`, or `graphml`, or `edges`. */
export interface Organisation {
  managers?: DroppedFile;
  ties?: DroppedFile;
  graphml?: DroppedFile;
  edges?: DroppedFile;
  relationships?: DroppedFile;
}

/** A world: a scenario, what differs from it, and a seed. Plain data: it can be kept in a URL. */
export interface WorldSettings {
  /** A shipped (or embedded) scenario by its name, or the text of one. */
  scenario: { name: string } | { name: string; toml: string };
  /** From week 0, on top of the scenario. `preset` sets a preset for every firm; `lever.NAME` one of the seven levers. */
  set?: Setting[];
  /** From some week on. */
  dated?: Dated[];
  organisation?: Organisation;
  seed: number;
  /** In place of the scenario's own number of weeks. */
  weeks?: number;
}

// ---- what holds for every world -------------------------------------------------------------------------------

interface Named {
  name: string;
  meaning: string;
}

/** A scenario inside the page. */
interface ScenarioInfo {
  name: string;
  question: string;
  lookAt: string;
  /** Its text, with comments. */
  toml: string;
  /** False for the known cases (`known/…`), which are not about business relationships. */
  experiment: boolean;
}

/** What the page reads of it; the engine (web/engine/src/describe.rs) tells more. */
export interface Catalogue {
  /** The crate's version. */
  version: string;
  /** In the order of their numbers in events. */
  mechanisms: Named[];
  causes: Named[];
  /** In the order of `phase`. */
  phases: Named[];
  scenarios: ScenarioInfo[];
}

// ---- one world -----------------------------------------------------------------------------------------------

export interface Metric {
  name: string;
  unit: string;
  meaning: string;
}

export interface PracticeInfo {
  name: string;
  /** "best_practice", "benign", "malpractice", "safeguard". */
  class: string;
  /** What it feeds, by effect. */
  load: number[];
  /** What it yields, by phase. */
  benefit: number[];
  /** What only the manager gains. */
  private: number;
  complexity: number;
  /** "formal", "informal" or null. */
  governance: string | null;
}

/** Whom managers look at: practices travel from target to source. The index is the number of the tie. */
export interface Ties {
  source: Uint32Array;
  target: Uint32Array;
  weight: Float32Array;
  /** 1 where both work in the same firm. */
  inside: Uint8Array;
}

export interface WorldDescription {
  name: string;
  question: string;
  lookAt: string;
  seed: number;
  weeks: number;
  /** The columns of the series, in the order of `WeekFrame.series`. */
  metrics: Metric[];
  /** In the order of the bits of `practices`. */
  practices: PracticeInfo[];
  firms: { name: string; preset: string | null }[];
  /** By manager. Offices are numbered over all firms. */
  firm: Uint32Array;
  office: Uint32Array;
  offices: number;
  /** Names of the managers if the organisation was imported; else null, and managers are numbered. */
  managerNames: string[] | null;
  /** Length: managers + 1. */
  offsets: Uint32Array;
  /** As of week 0. */
  ties: Ties;
  /** Every value of the scenario before week 0, by group and name, and its interventions, as JSON. */
  scenario: Record<string, unknown>;
  /** Weeks with a change or an act, each described in words. */
  interventions: { week: number; words: string }[];
}

/** A relationship under the manager who had it, at one moment. */
export interface Case {
  manager: number;
  /** Which occupant of the manager's seat, from 0. */
  person: number;
  /** Identity of the relationship: the slot in which it began, and which relationship of that slot it is. */
  relationship: number;
  spell: number;
  /** Its position at the end of that week, or before the week if it ended in it; −1 if it had neither. */
  position: number;
}

export interface Adoption {
  week: number;
  /** Numbers: see WorldDescription.practices, Catalogue.mechanisms, Catalogue.loci. */
  practice: number;
  mechanism: number;
  locus: number;
  target: Case;
  /** The relationship that it came from, if it came from one. */
  source: Case | null;
  /** Dark flags of the source when it was copied. */
  sourceFlags: number;
  /** Remembered visible value of the two relationships before the week; NaN if there is none. */
  targetSeen: number;
  sourceSeen: number;
  /** How successful the two managers looked before the week, by which they were judged; NaN if there is none. */
  targetSuccess: number;
  sourceSuccess: number;
}

export interface Lapse {
  week: number;
  practice: number;
  cause: number;
  lesson: boolean;
  place: Case;
}

export interface Onset {
  week: number;
  effect: number;
  /** The practice in use that feeds it most; −1 if nothing in use does. */
  practice: number;
  /** How that practice had arrived. */
  mechanism: number;
  locus: number;
  place: Case;
}

/** The phase at a position without a relationship: the account was lost, and no new one has been won yet. */
export const VACANT = 255;

/** The state at the end of a week. Week 0 is the beginning. */
export interface WeekFrame {
  week: number;
  /** One value for each metric; NaN where undefined. */
  series: Float64Array;
  /** By position: dark flags, a bit for each effect. */
  flags: Uint8Array;
  /** By position: practices in use, a bit each. */
  practices: Uint32Array;
  /** This week's visible value, with its noise, and what the manager remembers of it (v̄ of the model). */
  visible: Float32Array;
  remembered: Float32Array;
  value: Float32Array;
  closeness: Float32Array;
  /** Numbers of Catalogue.phases, or VACANT. */
  phase: Uint8Array;
  adoptions: Adoption[];
  lapses: Lapse[];
  onsets: Onset[];
  /** Positions whose relationship is not the one of a week before (at week 0 all of them), three numbers each:
   *  position, relationship, spell. */
  arrived: Uint32Array;
  /** Managers whose seat was taken by another person this week, two numbers each: manager, person. */
  newcomers: Uint32Array;
  /** Ties that now lead elsewhere, three numbers each: tie, target, inside. */
  rewired: Uint32Array;
}

// ---- many seeds ----------------------------------------------------------------------------------------------

/** The outcome of one world under one seed: a value for each metric. */
export interface Outcome {
  /** In the last week. */
  end: Float64Array;
  /** Mean over the weeks after `from`. */
  mean: Float64Array;
  /** For the metrics asked for: every week from 0 on. */
  series: Float64Array[];
}

/** All worlds of an ensemble under one seed, in the order given. */
export interface SeedOutcome {
  seed: number;
  worlds: Outcome[];
}

export interface EnsembleSettings {
  /** Their own seeds are ignored. The others are compared with the first. */
  worlds: WorldSettings[];
  seeds: number[];
  /** `Outcome.mean` is over the weeks after this one. 156 if left out. */
  from?: number;
  /** How many metrics there are, and the numbers of those whose series are wanted. */
  metrics: number;
  series: number[];
}

/** A difference between two worlds over seeds, paired. */
export interface Paired {
  /** Mean of second − first, and Student's 95 % interval of it (NaN with fewer than two seeds). */
  mean: number;
  lower95: number;
  upper95: number;
  /** Seeds in which second > first, second < first, and neither. */
  above: number;
  below: number;
  equal: number;
}

// ---- messages ------------------------------------------------------------------------------------------------

/** A problem with what somebody gave the page: a sentence, where it is, and what would be right. */
export interface Problem {
  message: string;
  /** "managers.csv:3:7", if it is in a text. */
  place: string | null;
  help: string | null;
  /** The engine has stopped and will be restarted: loaded worlds are gone. */
  fatal: boolean;
}

/** From the page to the worker. Every request has a number, which its answers carry too. */
export type Request =
  | { id: number; ask: 'start'; wasm: ArrayBuffer; scenarios: { name: string; toml: string; files?: DroppedFile[] }[] }
  | { id: number; ask: 'decode'; name: string; bytes: Uint8Array }
  | { id: number; ask: 'load'; settings: WorldSettings }
  | { id: number; ask: 'step'; world: number; weeks: number }
  | { id: number; ask: 'digest'; world: number }
  | { id: number; ask: 'toml'; world: number }
  | { id: number; ask: 'close'; world: number }
  | { id: number; ask: 'ensemble'; settings: EnsembleSettings }
  | { id: number; ask: 'compare'; first: Float64Array; second: Float64Array };

/** From the worker to the page. `part` may come any number of times before the final answer to a request. */
export type Answer =
  | { id: number; is: 'done'; value: unknown }
  | { id: number; is: 'part'; value: unknown }
  | { id: number; is: 'problem'; problem: Problem };

export interface Loaded {
  world: number;
  description: WorldDescription;
  /** Week 0. */
  first: WeekFrame;
}
