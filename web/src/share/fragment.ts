// The state of the page as the fragment of its address: readable, and checked when it is read.

import { allowed, lever, moved } from '../domain/levers';
import type { LeverValue } from '../domain/levers';
import type { State, View } from '../session/state';
import { SPEEDS, initial } from '../session/state';

/** What an address could not be read for, beside what it could. */
export interface Read {
  state: State;
  problems: string[];
}

const VIEWS: View[] = ['explore', 'lessons', 'trainer'];

/** Longer texts of dropped scenarios do not fit into an address that people can pass on. */
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

export function write(state: State): string {
  const fields = new URLSearchParams();
  const put = (key: string, value: string | number, usual: string | number) => {
    if (value !== usual) fields.set(key, String(value));
  };
  put('view', state.view, initial.view);
  put('scenario', state.scenario, initial.scenario);
  put('against', state.other, '');
  for (const [id, value] of Object.entries(moved(state.levers))) {
    fields.set(`lever.${id}`, value === true ? 'on' : String(value));
  }
  put('from', state.from, initial.from);
  put('seed', state.seed, initial.seed);
  put('third', state.third ? 'same_volume' : '', '');
  put('week', state.week, initial.week);
  put('speed', state.speed, initial.speed);
  put('practice', state.practice, '');
  put('effect', state.effect, '');
  put('lesson', state.lesson, '');
  put('step', state.step, 0);
  if (state.text && state.text.length <= LONGEST) fields.set('text', toBase64Url(state.text));
  return fields.toString();
}

/** Reads what can be read; what cannot is left as usual and named. */
export function read(fragment: string): Read {
  const state: State = { ...initial, levers: {} };
  const problems: string[] = [];
  const bad = (key: string, value: string, right: string) =>
    problems.push(`The address says ${key}=${value.slice(0, 40)}, but ${right}; it was left out.`);
  const whole = (key: string, value: string, from: number, to: number, keep: (number: number) => void) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= from && number <= to) keep(number);
    else bad(key, value, `only whole numbers from ${from} to ${to} are allowed`);
  };
  for (const [key, value] of new URLSearchParams(fragment.replace(/^#/, ''))) {
    if (key === 'view') {
      const view = VIEWS.find((one) => one === value);
      if (view) state.view = view;
      else bad(key, value, `only ${VIEWS.join(', ')} are there`);
    } else if (key === 'scenario') state.scenario = value;
    else if (key === 'against') state.other = value;
    else if (key.startsWith('lever.')) readLever(key, value, state, bad);
    else if (key === 'from') whole(key, value, 1, 100_000, (number) => (state.from = number));
    else if (key === 'seed') whole(key, value, 0, 999_999_999, (number) => (state.seed = number));
    else if (key === 'third') state.third = value === 'same_volume';
    else if (key === 'week') whole(key, value, 0, 100_000, (number) => (state.week = number));
    else if (key === 'speed') {
      const speed = SPEEDS.find((one) => one === Number(value));
      if (speed) state.speed = speed;
      else bad(key, value, `only ${SPEEDS.join(', ')} weeks a second are there`);
    } else if (key === 'practice') state.practice = value;
    else if (key === 'effect') state.effect = value;
    else if (key === 'lesson') state.lesson = value;
    else if (key === 'step') whole(key, value, 0, 99, (number) => (state.step = number));
    else if (key === 'text') {
      try {
        state.text = fromBase64Url(value);
      } catch {
        problems.push('The scenario in the address is damaged; it was left out.');
      }
    } else bad(key, value, 'there is no such thing');
  }
  return { state, problems };
}

type Bad = (key: string, value: string, right: string) => void;

function readLever(key: string, text: string, state: State, bad: Bad): void {
  const one = lever(key.slice('lever.'.length));
  if (!one) {
    bad(key, text, 'there is no such lever');
    return;
  }
  let value: LeverValue = text;
  if (one.kind === 'switch') value = text === 'on';
  if (one.kind === 'slider') value = text.trim() === '' ? Number.NaN : Number(text);
  if (allowed(one, value)) state.levers[one.id] = value;
  else bad(key, text, one.kind === 'slider' ? `it goes from ${one.from} to ${one.to}` : 'it has no such setting');
}
