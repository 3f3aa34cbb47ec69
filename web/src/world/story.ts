// What happened to a relationship, told in sentences from the recorded events.

import type { Adoption, Catalogue, Lapse, Onset } from '../engine/protocol';
import { EFFECTS, effectsIn, listed } from '../domain/effects';
import { way } from '../domain/mechanisms';
import { decimal } from '../domain/numbers';
import { practiceName } from '../domain/practices';
import type { CaseKey, History } from './history';
import { caseKey } from './history';

export type Tone = 'plain' | 'taken' | 'dark' | 'given up';

export interface Sentence {
  week: number;
  text: string;
  tone: Tone;
  /** The practice that it is about, for its transmission tree. */
  practice: number | null;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** How much better one looked than the other, in words; nothing where it cannot be said. */
export function looks(source: number, target: number): string {
  if (!Number.isFinite(source) || !Number.isFinite(target)) return '';
  const numbers = ` (${decimal(source)} against ${decimal(target)} a week, as seen)`;
  if (target > 0.05 && source / target >= 1.75) {
    const times = source / target;
    return `looked ${times < 2.5 ? 'about twice' : `about ${Math.round(times)} times`} as successful${numbers}`;
  }
  if (source - target > 0.05) return `looked more successful${numbers}`;
  if (target - source > 0.05) return `looked less successful${numbers}`;
  return `looked about as successful${numbers}`;
}

function taking(history: History, catalogue: Catalogue, adoption: Adoption): string {
  const practice = practiceName(history.description.practices[adoption.practice]?.name ?? '');
  const mechanism = catalogue.mechanisms[adoption.mechanism]?.name ?? '';
  const what = `took up “${practice}”`;
  if (mechanism === 'spontaneous') return `${what}: the manager’s own idea.`;
  if (mechanism === 'introduction') return `“${practice}” was put in place.`;
  if (mechanism === 'programme') return `${what} from the firm’s best-practice programme.`;
  if (!adoption.source) return `${what} ${way(mechanism).arrived}.`;
  const own = adoption.source.manager === adoption.target.manager;
  const imitates = mechanism.endsWith('imitation');
  const whom = own ? sibling(history, adoption) : history.managerName(adoption.source.manager);
  const look = own
    ? looks(adoption.sourceSeen, adoption.targetSeen)
    : looks(adoption.sourceSuccess, adoption.targetSuccess);
  const fed = (history.description.practices[adoption.practice]?.load ?? [])
    .map((load, effect) => ({ load, effect }))
    .filter(({ load }) => load >= 0.5);
  const shown = fed.filter(({ effect }) => (adoption.sourceFlags >> effect) & 1).map(({ effect }) => EFFECTS[effect]!.name);
  const harm = shown.length
    ? ` Its harm was to be seen there already: ${listed(shown)}.`
    : fed.length
      ? ' No harm of it was to be seen there yet.'
      : '';
  return `${what}, ${imitates ? 'imitated' : 'learned'} from ${whom}${look ? `, ${own ? 'which' : 'who'} ${look}` : ''}.${harm}`;
}

function darkening(history: History, catalogue: Catalogue, onset: Onset): string {
  const effect = EFFECTS[onset.effect]?.name ?? '';
  const begin = `${effect} passed the mark.`;
  if (onset.practice < 0) return `${begin} Nothing in use feeds it: closeness alone does.`;
  const practice = practiceName(history.description.practices[onset.practice]?.name ?? '');
  return `${begin} “${practice}” feeds it most; that ${origin(history, catalogue, onset)}.`;
}

/** Where the practice behind a new dark effect had come from: the last time that it was taken up here. */
function origin(history: History, catalogue: Catalogue, onset: Onset): string {
  const taken = (history.adoptions.get(caseKey(onset.place)) ?? [])
    .filter((one) => one.practice === onset.practice && one.week <= onset.week)
    .at(-1);
  if (!taken) return 'was there from the beginning';
  const mechanism = catalogue.mechanisms[taken.mechanism]?.name ?? '';
  if (!taken.source) return `had come ${way(mechanism).arrived} in week ${taken.week}`;
  const own = taken.source.manager === taken.target.manager;
  return `had come from ${own ? sibling(history, taken) : history.managerName(taken.source.manager)} in week ${taken.week}`;
}

/** Another relationship of the same manager, by its number. */
function sibling(history: History, { source, target }: Adoption): string {
  const slot = (source?.position ?? -1) - (history.description.offsets[target.manager] ?? 0);
  return slot < 0 ? 'another account of the same manager' : `the same manager’s relationship ${slot + 1}`;
}

/** Practices that were there from the beginning; nothing for a relationship that began later. */
function atFirst(history: History, key: CaseKey): string {
  const position = history.positionOf(key, 0);
  const inUse = position < 0 ? 0 : (history.frame(0).practices[position] ?? 0);
  const names = history.description.practices.filter((_, at) => (inUse >>> at) & 1).map((one) => `“${practiceName(one.name)}”`);
  return names.length ? `, with ${listed(names)}` : '';
}

function leaving(history: History, catalogue: Catalogue, lapse: Lapse): string {
  const practice = practiceName(history.description.practices[lapse.practice]?.name ?? '');
  const lesson = lapse.lesson ? ', and learned a lesson' : '';
  switch (catalogue.causes[lapse.cause]?.name) {
    case 'drift':
      return `forgot “${practice}”${lesson}.`;
    case 'review':
      return `dropped “${practice}” at the manager’s own review${lesson}.`;
    case 'audit':
      return `was told by an audit to drop “${practice}”${lesson}.`;
    default:
      return `“${practice}” ended with the relationship.`;
  }
}

/** Weeks in which an effect's flag went off again while the relationship stood. */
function recoveries(history: History, key: CaseKey, until: number): Sentence[] {
  const found: Sentence[] = [];
  const end = Math.min(until, history.last);
  for (let week = history.beganIn(key) + 1; week <= end; week += 1) {
    const now = history.positionOf(key, week);
    const before = history.positionOf(key, week - 1);
    if (now < 0 || before < 0) continue;
    const gone = (history.frame(week - 1).flags[before] ?? 0) & ~(history.frame(week).flags[now] ?? 0);
    const names = effectsIn(gone).map((effect) => EFFECTS[effect]!.name);
    if (names.length) {
      found.push({ week, text: `${capital(listed(names))} fell below the mark again.`, tone: 'plain', practice: null });
    }
  }
  return found;
}

/** The story of a relationship up to a week, in the order of events. */
export function storyOf(history: History, catalogue: Catalogue, key: CaseKey, until: number): Sentence[] {
  const upTo = <E extends { week: number }>(events: E[] | undefined) => (events ?? []).filter((e) => e.week <= until);
  const began = history.beganIn(key);
  const first: Sentence = {
    week: began,
    text: began === 0 ? `Was there from the beginning${atFirst(history, key)}.` : 'Began, as the successor of one that had ended.',
    tone: 'plain',
    practice: null,
  };
  const ended = history.endedIn(key);
  const sentences: Sentence[] = [
    ...upTo(history.adoptions.get(key)).map((event) => ({
      week: event.week,
      text: capital(taking(history, catalogue, event)),
      tone: 'taken' as const,
      practice: event.practice,
    })),
    ...upTo(history.onsets.get(key)).map((event) => ({
      week: event.week,
      text: capital(darkening(history, catalogue, event)),
      tone: 'dark' as const,
      practice: event.practice < 0 ? null : event.practice,
    })),
    ...upTo(history.lapses.get(key))
      .filter((event) => catalogue.causes[event.cause]?.name !== 'ended')
      .map((event) => ({
        week: event.week,
        text: capital(leaving(history, catalogue, event)),
        tone: 'given up' as const,
        practice: event.practice,
      })),
    ...recoveries(history, key, until),
    ...(ended !== null && ended <= until
      ? [{ week: ended, text: 'Ended; the account was lost and another took its place.', tone: 'plain' as const, practice: null }]
      : []),
  ];
  return [first, ...sentences.sort((one, other) => one.week - other.week)];
}
