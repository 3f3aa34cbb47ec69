// A world as far as it has been simulated: every week, and who did what when.

import { firmName } from '../domain/firms';
import { t } from '../words/words';
import type { Adoption, Case, Lapse, Onset, PracticeInfo, WeekFrame, WorldDescription } from '../engine/protocol';
import { VACANT } from '../engine/protocol';

/** Identity of a relationship, as a map key. */
export type CaseKey = string;

export function caseKey(place: Pick<Case, 'relationship' | 'spell'>): CaseKey {
  return `${place.relationship}:${place.spell}`;
}

interface Stay {
  week: number;
  key: CaseKey;
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Weeks that a world which begins without any harm takes to settle: later it has no more. */
const START_UP = 156;

export class History {
  readonly frames: WeekFrame[] = [];
  readonly adoptions = new Map<CaseKey, Adoption[]>();
  readonly lapses = new Map<CaseKey, Lapse[]>();
  readonly onsets = new Map<CaseKey, Onset[]>();
  /** Adoptions by the relationship that they were copied from. */
  readonly copies = new Map<CaseKey, Adoption[]>();
  /** Which relationships stood at each position, and from which week on. */
  private readonly stays: Stay[][] = [];
  private readonly places = new Map<CaseKey, { week: number; position: number }[]>();
  private readonly occupants = new Map<number, { week: number; person: number }[]>();
  private readonly columns: Map<string, number>;
  /** The first week at whose end a lost relationship's place stood empty. */
  private readonly lost = new Map<CaseKey, number>();
  /** The engine's digest, once all weeks are there. */
  digest: string | null = null;

  constructor(
    readonly description: WorldDescription,
    first: WeekFrame,
  ) {
    this.columns = new Map(description.metrics.map((metric, at) => [metric.name, at]));
    this.add(first);
  }

  get managers(): number {
    return this.description.firm.length;
  }

  get relationships(): number {
    return this.description.offsets[this.managers] ?? 0;
  }

  /** The last week simulated so far. */
  get last(): number {
    return this.frames.length - 1;
  }

  get complete(): boolean {
    return this.last >= this.description.weeks;
  }

  add(frame: WeekFrame): void {
    this.frames.push(frame);
    for (let at = 0; at < frame.arrived.length; at += 3) {
      const position = frame.arrived[at]!;
      const key = `${frame.arrived[at + 1]}:${frame.arrived[at + 2]}`;
      (this.stays[position] ??= []).push({ week: frame.week, key });
      pushTo(this.places, key, { week: frame.week, position });
    }
    for (let at = 0; at < frame.newcomers.length; at += 2) {
      pushTo(this.occupants, frame.newcomers[at]!, { week: frame.week, person: frame.newcomers[at + 1]! });
    }
    frame.phase.forEach((phase, position) => {
      if (phase !== VACANT) return;
      const key = this.stays[position]?.at(-1)?.key ?? '';
      if (!this.lost.has(key)) this.lost.set(key, frame.week);
    });
    for (const adoption of frame.adoptions) {
      pushTo(this.adoptions, caseKey(adoption.target), adoption);
      if (adoption.source) pushTo(this.copies, caseKey(adoption.source), adoption);
    }
    for (const lapse of frame.lapses) pushTo(this.lapses, caseKey(lapse.place), lapse);
    for (const onset of frame.onsets) pushTo(this.onsets, caseKey(onset.place), onset);
  }

  frame(week: number): WeekFrame {
    return this.frames[Math.max(0, Math.min(this.last, Math.floor(week)))]!;
  }

  /** Column of a metric in the series, −1 if this world has none of that name. */
  column(metric: string): number {
    return this.columns.get(metric) ?? -1;
  }

  metric(metric: string, week: number): number {
    return this.frame(week).series[this.column(metric)] ?? Number.NaN;
  }

  /** Number of relationships that use a practice; 0 if this world does not have the practice. */
  users(practice: string, week: number): number {
    const number = this.description.practices.findIndex((one) => one.name === practice);
    return number < 0 ? 0 : this.frame(week).practices.reduce((sum, inUse) => sum + ((inUse >>> number) & 1), 0);
  }

  /** The practices in use in the relationship at a position. */
  inUse(position: number, week: number): PracticeInfo[] {
    const bits = this.frame(week).practices[position] ?? 0;
    return this.description.practices.filter((_, number) => (bits >>> number) & 1);
  }

  managerOf(position: number): number {
    const { offsets } = this.description;
    let low = 0;
    let high = this.managers;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (offsets[middle]! <= position) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Whether a position is empty: the account was lost, and no new one has been won yet. */
  vacant(position: number, week: number): boolean {
    return this.frame(week).phase[position] === VACANT;
  }

  /** Whether a relationship that ended left its place empty. */
  leftGap(key: CaseKey): boolean {
    return this.lost.has(key);
  }

  /** Whether lost accounts have left gaps so far. */
  get hasGaps(): boolean {
    return this.lost.size > 0;
  }

  /** Length of the start-up phase in weeks; nothing is dark when it begins. 0 if the world starts settled. */
  get startUp(): number {
    const run = this.description.scenario.run as { settle?: number } | undefined;
    if (run?.settle) return 0;
    const first = this.description.interventions[0]?.week ?? Number.POSITIVE_INFINITY;
    return Math.min(START_UP, this.description.weeks, first);
  }

  positionsOf(manager: number): number[] {
    const { offsets } = this.description;
    const first = offsets[manager] ?? 0;
    return Array.from({ length: (offsets[manager + 1] ?? first) - first }, (_, slot) => first + slot);
  }

  /** Which relationship stands at a position at the end of a week. */
  caseAt(position: number, week: number): CaseKey {
    const stays = this.stays[position] ?? [];
    let found = stays[0]?.key ?? '';
    for (const stay of stays) {
      if (stay.week > week) break;
      found = stay.key;
    }
    return found;
  }

  /** Where a relationship stands at the end of a week; −1 if it is not there yet, or no longer. */
  positionOf(key: CaseKey, week: number): number {
    let found = -1;
    for (const place of this.places.get(key) ?? []) {
      if (place.week > week) break;
      found = place.position;
    }
    return found >= 0 && this.caseAt(found, week) === key ? found : -1;
  }

  /** The week in which a relationship began; 0 if it was there from the beginning. */
  beganIn(key: CaseKey): number {
    return this.places.get(key)?.[0]?.week ?? 0;
  }

  /** The week in which a relationship left its last place for good; null if it still stands. */
  endedIn(key: CaseKey): number | null {
    const lost = this.lost.get(key);
    if (lost !== undefined) return lost;
    const last = this.places.get(key)?.at(-1);
    if (!last) return null;
    const next = this.stays[last.position]?.find((stay) => stay.week > last.week);
    return next?.week ?? null;
  }

  /** Weeks up to this one in which another person took a manager's seat. */
  changesOf(manager: number, week: number): number[] {
    return (this.occupants.get(manager) ?? [])
      .filter((change) => change.week > 0 && change.week <= week)
      .map((change) => change.week);
  }

  managerName(manager: number): string {
    return this.description.managerNames?.[manager] ?? t('manager.name', { number: manager + 1 });
  }

  firmName(manager: number): string {
    return firmName(this.description, this.description.firm[manager] ?? 0);
  }
}
