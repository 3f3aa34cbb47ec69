// The state of the page as the fragment of its address: readable, and checked when it is read.

import { EFFECTS } from '../domain/effects';
import { LEVERS, allowed, lever } from '../domain/levers';
import type { LeverValue } from '../domain/levers';
import { t } from '../words/words';
import type { Sight, State, View } from '../session/state';
import { SPEEDS, initial } from '../session/state';

/** What could be read of an address, and the problems with the rest. */
export interface Read {
  state: State;
  problems: string[];
}

/** Dropped scenarios longer than this do not fit into an address that people can pass on. */
export const LONGEST = 8000;

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}

/** Everything that differs from the usual state. */
export function write(state: State, usual: State = initial): string {
  const fields = new URLSearchParams();
  const put = (key: string, value: string | number, usual: string | number) => {
    if (value !== usual) fields.set(key, String(value));
  };
  put('view', state.view, usual.view);
  put('scenario', state.scenario, usual.scenario);
  put('against', state.other, usual.other);
  for (const { id, neutral } of LEVERS) {
    const value = state.levers[id] ?? neutral;
    if (value !== (usual.levers[id] ?? neutral)) fields.set(`lever.${id}`, value === true ? 'on' : String(value));
  }
  put('copies', copiesOf(state), copiesOf(usual));
  put('from', state.from, usual.from);
  put('seed', state.seed, usual.seed);
  put('third', third(state), third(usual));
  put('week', state.week, usual.week);
  put('speed', state.speed, usual.speed);
  put('practice', state.practice, usual.practice);
  put('effect', state.effect, usual.effect);
  put('sight', state.sight, usual.sight);
  put('lesson', state.lesson, '');
  put('step', state.step, 0);
  if (state.text && state.text.length <= LONGEST) fields.set('text', toBase64Url(state.text));
  return fields.toString();
}

const copiesOf = (state: State) => state.copies.map(({ week, practice }) => `${week}:${practice}`).join(',');

const third = (state: State) => (state.third ? 'same_volume' : '');

/** Takes a value into the state, or says what would have been right. */
type Reader = (state: State, value: string, key: string) => string | void;

const whole = (from: number, to: number, part: 'from' | 'seed' | 'week' | 'step'): Reader => (state, value) => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= from && number <= to)) return t('address.whole', { from, to });
  state[part] = number;
};

const oneOf = <T>(allowed: readonly T[], take: (state: State, value: T) => void): Reader => (state, value) => {
  const found = allowed.find((one) => String(one) === value);
  if (found === undefined) return t('address.only', { list: allowed.filter((one) => one !== '').join(', ') });
  take(state, found);
};

const READERS: Record<string, Reader> = {
  view: oneOf<View>(['explore', 'lessons', 'trainer'], (state, view) => { state.view = view; }),
  scenario: (state, value) => { state.scenario = value; },
  against: (state, value) => { state.other = value; },
  copies: (state, value) => {
    const copies = value.split(',').map((one) => /^(\d{1,5}):(\w+)$/.exec(one));
    if (copies.includes(null)) return t('address.setting');
    state.copies = copies.map((one) => ({ week: Number(one![1]), practice: one![2]! }));
  },
  from: whole(1, 100_000, 'from'),
  seed: whole(0, 999_999_999, 'seed'),
  third: oneOf(['', 'same_volume'], (state, value) => { state.third = value !== ''; }),
  week: whole(0, 100_000, 'week'),
  speed: oneOf(SPEEDS, (state, speed) => { state.speed = speed; }),
  practice: (state, value) => { state.practice = value; },
  effect: oneOf(['', 'all', ...EFFECTS.map((one) => one.key)], (state, effect) => { state.effect = effect; }),
  sight: oneOf<Sight>(['seen', 'actual'], (state, sight) => { state.sight = sight; }),
  lesson: (state, value) => { state.lesson = value; },
  step: whole(0, 99, 'step'),
};

/** Reads what it can; the rest is left as usual and reported. */
export function read(fragment: string, usual: State = initial): Read {
  const state: State = { ...usual, levers: { ...usual.levers } };
  const problems: string[] = [];
  for (const [key, value] of new URLSearchParams(fragment.replace(/^#/, ''))) {
    if (key === 'text') {
      try {
        state.text = fromBase64Url(value);
      } catch {
        problems.push(t('address.damaged'));
      }
      continue;
    }
    const reader = key.startsWith('lever.') ? readLever : Object.hasOwn(READERS, key) ? READERS[key]! : () => t('address.nothing');
    const right = reader(state, value, key);
    if (right) problems.push(t('address.bad', { key, value: value.slice(0, 40), right }));
  }
  return { state, problems };
}

function readLever(state: State, text: string, key: string): string | void {
  const one = lever(key.slice('lever.'.length));
  if (!one) return t('address.lever');
  let value: LeverValue = text;
  if (one.kind === 'switch') value = text === 'on' ? true : text === 'false' || text === 'off' ? false : text;
  if (one.kind === 'slider') value = text.trim() === '' ? Number.NaN : Number(text);
  if (!allowed(one, value)) return one.kind === 'slider' ? t('address.slider', { from: one.from, to: one.to }) : t('address.setting');
  state.levers[one.id] = value;
}
