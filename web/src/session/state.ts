// What the page shows at the moment. Everything in a state can be passed on in an address.

import { computed, signal } from '@preact/signals';
import type { Levers } from '../domain/levers';
import { moved } from '../domain/levers';
import type { Copy } from '../domain/game';

export type View = 'explore' | 'lessons' | 'trainer';

export type Sight = 'actual' | 'seen';

/** Weeks a second. */
export const SPEEDS = [1, 2, 4, 8, 16];

export interface State {
  view: View;
  /** The first world: a shipped scenario, or the name of a dropped one. */
  scenario: string;
  /** The second world's scenario; empty if it is the same as the first one's. */
  other: string;
  /** What is different in the second world. */
  levers: Levers;
  /** What manager 26 copies in the second world. */
  copies: Copy[];
  /** The week from which levers work. */
  from: number;
  seed: number;
  /** Whether a third world is shown, in which as much is taken up, but at random. */
  third: boolean;
  week: number;
  speed: number;
  /** The practice whose users are marked; empty if none is. */
  practice: string;
  /** Which kinds of harm have colours: none if empty, `all`, or only the one named. */
  effect: string;
  /** Whether relationships are shown as they are, or as managers see them. */
  sight: Sight;
  lesson: string;
  step: number;
  /** The text of a dropped scenario; empty if there is none. */
  text: string;
}

export const initial: State = {
  view: 'explore',
  scenario: 'wave',
  other: '',
  levers: {},
  copies: [],
  from: 52,
  seed: 1,
  third: false,
  week: 52,
  speed: 8,
  practice: '',
  effect: '',
  sight: 'actual',
  lesson: '',
  step: 0,
  text: '',
};

export const state = signal<State>(initial);

export function change(part: Partial<State>): void {
  state.value = { ...state.peek(), ...part };
}

/** Single values of the state, so that what shows them is redrawn only when they change. */
export const view = computed(() => state.value.view);
export const week = computed(() => state.value.week);
export const practice = computed(() => state.value.practice);
export const effect = computed(() => state.value.effect);
export const sight = computed(() => state.value.sight);
export const speed = computed(() => state.value.speed);
export const levers = computed(() => state.value.levers);
export const third = computed(() => state.value.third);

/** Whether there is a second world at all. */
export const compares = computed(() => state.value.other !== '' || state.value.copies.length > 0 || Object.keys(moved(state.value.levers)).length > 0);

/** The relationship or manager that was chosen, to have its story told. */
export interface Selection {
  world: WorldName;
  manager: number;
  /** Position of a relationship; −1 for the manager as a whole. */
  position: number;
}

/** The world as it is, the one with the levers, and the one in which as much is taken up, but at random. */
export type WorldName = 'a' | 'b' | 'c';

export const selection = signal<Selection | null>(null);
export const playing = signal(false);
/** Whether the second picture shows what differs from the first instead of the effects. */
export const difference = signal(false);
type Theme = 'auto' | 'light' | 'dark';
export const theme = signal<Theme>('auto');

/** Sentences about what went wrong; the page goes on. */
export const problems = signal<string[]>([]);

export function report(sentence: string): void {
  if (!problems.peek().includes(sentence)) problems.value = [...problems.peek(), sentence];
}
