// The state of the page as the fragment of its address: readable, and checked when it is read.

import { EFFECTS } from '../domain/effects';
import { LEVERS, allowed, lever } from '../domain/levers';
import type { LeverValue } from '../domain/levers';
import { t } from '../words/words';
import type { State, View } from '../session/state';
import { SPEEDS, initial } from '../session/state';

/** What could be read of an address, and the problems with the rest. */
export interface Read {
  state: State;
  problems: string[];
}

const VIEWS: View[] = ['explore', 'lessons', 'trainer'];

/** Dropped scenarios longer than this do not fit into an address that people can pass on. */
export const LONGEST = 8000;

export function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export function fromBase64Url(text: string): string {
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

/** Reads what it can; the rest is left as usual and reported. */
export function read(fragment: string, usual: State = initial): Read {
  const state: State = { ...usual, levers: { ...usual.levers } };
  const problems: string[] = [];
  const bad = (key: string, value: string, right: string) =>
    problems.push(t('address.bad', { key, value: value.slice(0, 40), right }));
  const whole = (key: string, value: string, from: number, to: number, keep: (number: number) => void) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= from && number <= to) keep(number);
    else bad(key, value, t('address.whole', { from, to }));
  };
  for (const [key, value] of new URLSearchParams(fragment.replace(/^#/, ''))) {
    if (key === 'view') {
      const view = VIEWS.find((one) => one === value);
      if (view) state.view = view;
      else bad(key, value, t('address.only', { list: VIEWS.join(', ') }));
    } else if (key === 'scenario') state.scenario = value;
    else if (key === 'against') state.other = value;
    else if (key.startsWith('lever.')) readLever(key, value, state, bad);
    else if (key === 'copies') {
      const copies = value.split(',').map((one) => /^(\d{1,5}):(\w+)$/.exec(one));
      if (copies.every((one) => one !== null)) state.copies = copies.map((one) => ({ week: Number(one![1]), practice: one![2]! }));
      else bad(key, value, t('address.setting'));
    }
    else if (key === 'from') whole(key, value, 1, 100_000, (number) => (state.from = number));
    else if (key === 'seed') whole(key, value, 0, 999_999_999, (number) => (state.seed = number));
    else if (key === 'third') {
      if (value === 'same_volume' || value === '') state.third = value !== '';
      else bad(key, value, t('address.only', { list: 'same_volume' }));
    }
    else if (key === 'week') whole(key, value, 0, 100_000, (number) => (state.week = number));
    else if (key === 'speed') {
      const speed = SPEEDS.find((one) => one === Number(value));
      if (speed) state.speed = speed;
      else bad(key, value, t('address.only', { list: SPEEDS.join(', ') }));
    } else if (key === 'practice') state.practice = value;
    else if (key === 'effect') {
      if (value === '' || value === 'all' || EFFECTS.some((one) => one.key === value)) state.effect = value;
      else bad(key, value, t('address.only', { list: ['all', ...EFFECTS.map((one) => one.key)].join(', ') }));
    }
    else if (key === 'sight') {
      if (value === 'seen' || value === 'actual') state.sight = value;
      else bad(key, value, t('address.only', { list: 'seen, actual' }));
    }
    else if (key === 'lesson') state.lesson = value;
    else if (key === 'step') whole(key, value, 0, 99, (number) => (state.step = number));
    else if (key === 'text') {
      try {
        state.text = fromBase64Url(value);
      } catch {
        problems.push(t('address.damaged'));
      }
    } else bad(key, value, t('address.nothing'));
  }
  return { state, problems };
}

type Bad = (key: string, value: string, right: string) => void;

function readLever(key: string, text: string, state: State, bad: Bad): void {
  const one = lever(key.slice('lever.'.length));
  if (!one) {
    bad(key, text, t('address.lever'));
    return;
  }
  let value: LeverValue = text;
  if (one.kind === 'switch') value = text === 'on' ? true : text === 'false' || text === 'off' ? false : text;
  if (one.kind === 'slider') value = text.trim() === '' ? Number.NaN : Number(text);
  if (allowed(one, value)) state.levers[one.id] = value;
  else bad(key, text, one.kind === 'slider' ? t('address.slider', { from: one.from, to: one.to }) : t('address.setting'));
}
