// What happened to a relationship, told in sentences from the recorded events.

import type { Adoption, Catalogue, Lapse, Onset } from '../engine/protocol';
import { EFFECTS, effectName, effectNames, effectsIn, listed } from '../domain/effects';
import { way } from '../domain/mechanisms';
import { practiceName } from '../domain/practices';
import { startOf, worth } from '../domain/units';
import { capital, t } from '../words/words';
import type { CaseKey, History } from './history';
import { caseKey } from './history';

type Tone = 'plain' | 'taken' | 'dark' | 'given up';

export interface Sentence {
  week: number;
  text: string;
  tone: Tone;
  /** The practice that it is about, for its transmission tree. */
  practice: number | null;
}

/** "conflict and lock-in": what the relationship at a position suffers from. */
export function harmAt(history: History, position: number, week: number): string {
  if (history.vacant(position, week)) return t('petal.vacant');
  const effects = effectsIn(history.frame(week).flags[position] ?? 0);
  return effects.length ? effectNames(effects) : t('petal.light');
}

/** "looks like 112": all that managers see of it, on the scale where `start` is 100. */
export function looksAt(history: History, position: number, week: number, start: number): string {
  if (history.vacant(position, week)) return t('petal.vacant');
  return t('petal.looks', { looks: worth(history.frame(week).remembered[position] ?? 0, start) });
}

/** How much better one looked than the other, in words; empty if that is unknown. */
export function looks(source: number, target: number, start: number): string {
  if (!Number.isFinite(source) || !Number.isFinite(target)) return '';
  const values = { source: worth(source, start), target: worth(target, start) };
  if (target > 0.05 && source / target >= 1.75) {
    const times = source / target;
    return times < 2.5 ? t('story.looked.twice', values) : t('story.looked.times', { ...values, times: Math.round(times) });
  }
  if (source - target > 0.05) return t('story.looked.more', values);
  if (target - source > 0.05) return t('story.looked.less', values);
  return t('story.looked.same', values);
}

const nameOf = (history: History, practice: number): string => practiceName(history.description.practices[practice]?.name ?? '');

function taking(history: History, catalogue: Catalogue, adoption: Adoption): string {
  const practice = nameOf(history, adoption.practice);
  const mechanism = catalogue.mechanisms[adoption.mechanism]?.name ?? '';
  if (['spontaneous', 'introduction', 'programme'].includes(mechanism)) return t(`story.took.${mechanism}`, { practice });
  if (!adoption.source) return t('story.took.other', { practice, way: way(mechanism).arrived });
  const own = adoption.source.manager === adoption.target.manager;
  const imitates = mechanism.endsWith('imitation');
  const whom = own ? sibling(history, adoption) : history.managerName(adoption.source.manager);
  const start = startOf(history);
  const look = own
    ? looks(adoption.sourceSeen, adoption.targetSeen, start)
    : looks(adoption.sourceSuccess, adoption.targetSuccess, start);
  const fed = (history.description.practices[adoption.practice]?.load ?? [])
    .map((load, effect) => ({ load, effect }))
    .filter(({ load }) => load >= 0.5);
  const shown = fed.filter(({ effect }) => (adoption.sourceFlags >> effect) & 1).map(({ effect }) => effect);
  const harm = shown.length ? ` ${t('story.harm.seen', { effects: effectNames(shown) })}` : fed.length ? ` ${t('story.harm.unseen')}` : '';
  const told = t(imitates ? 'story.took.imitated' : 'story.took.learned', { practice, whom });
  return `${told}${look ? ` ${look}` : ''}${harm}`;
}

function darkening(history: History, catalogue: Catalogue, onset: Onset): string {
  const effect = EFFECTS[onset.effect];
  const begin = t('story.dark', { effect: effect ? effectName(effect) : '' });
  if (onset.practice < 0) return `${begin} ${t('story.dark.closeness')}`;
  const practice = nameOf(history, onset.practice);
  return `${begin} ${t('story.dark.practice', { practice, origin: origin(history, catalogue, onset) })}`;
}

/** Where the practice behind a new dark effect had come from: its last adoption here. */
function origin(history: History, catalogue: Catalogue, onset: Onset): string {
  const taken = (history.adoptions.get(caseKey(onset.place)) ?? [])
    .filter((one) => one.practice === onset.practice && one.week <= onset.week)
    .at(-1);
  if (!taken) return t('story.origin.beginning');
  const mechanism = catalogue.mechanisms[taken.mechanism]?.name ?? '';
  if (!taken.source) return t('story.origin.way', { way: way(mechanism).arrived, week: taken.week });
  const own = taken.source.manager === taken.target.manager;
  return t('story.origin.source', { whom: own ? sibling(history, taken) : history.managerName(taken.source.manager), week: taken.week });
}

/** Another relationship of the same manager, by its number. */
function sibling(history: History, { source, target }: Adoption): string {
  const slot = (source?.position ?? -1) - (history.description.offsets[target.manager] ?? 0);
  return slot < 0 ? t('story.sibling.gone') : t('story.sibling', { number: slot + 1 });
}

/** The first sentence of a relationship that was there from the beginning: with which practices. */
function atFirst(history: History, key: CaseKey): string {
  const names = history.inUse(history.positionOf(key, 0), 0).map(({ name }) => t('quotes.quoted', { words: practiceName(name) }));
  return names.length ? t('story.first.with', { practices: listed(names) }) : t('story.first');
}

function leaving(history: History, catalogue: Catalogue, lapse: Lapse): string {
  const practice = nameOf(history, lapse.practice);
  const cause = catalogue.causes[lapse.cause]?.name ?? '';
  const told = t(['drift', 'review', 'audit'].includes(cause) ? `story.left.${cause}` : 'story.left.ended', { practice });
  return lapse.lesson ? `${told} ${t('story.left.lesson')}` : told;
}

/** Weeks in which an effect's flag was cleared while the relationship lasted. */
function recoveries(history: History, key: CaseKey, until: number): Sentence[] {
  const found: Sentence[] = [];
  const end = Math.min(until, history.last);
  for (let week = history.beganIn(key) + 1; week <= end; week += 1) {
    const now = history.positionOf(key, week);
    const before = history.positionOf(key, week - 1);
    if (now < 0 || before < 0) continue;
    const gone = (history.frame(week - 1).flags[before] ?? 0) & ~(history.frame(week).flags[now] ?? 0);
    const effects = effectsIn(gone);
    if (effects.length) {
      found.push({ week, text: capital(t('story.recovered', { effects: effectNames(effects) })), tone: 'plain', practice: null });
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
    text: began === 0 ? atFirst(history, key) : t('story.successor'),
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
      ? [{ week: ended, text: t(history.leftGap(key) ? 'story.lost.vacant' : 'story.lost'), tone: 'plain' as const, practice: null }]
      : []),
  ];
  return [first, ...sentences.sort((one, other) => one.week - other.week)];
}
