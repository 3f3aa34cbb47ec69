// The state as an address, and back. In a lesson, an address holds only what differs from what its step shows, so that
// “lesson=audit” alone opens it properly.

import type { State } from '../session/state';
import { initial } from '../session/state';
import type { Read } from '../share/fragment';
import { read, write } from '../share/fragment';
import { stateOf } from './read';
import { lessons } from './shelf';

function usual(lesson: string, step: number): State {
  const found = lessons.value.find((one) => one.name === lesson);
  return found ? stateOf(found, step) : initial;
}

export function addressOf(state: State): string {
  return write(state, usual(state.lesson, state.step));
}

export function readAddress(fragment: string): Read {
  const { lesson, step } = read(fragment).state;
  return read(fragment, usual(lesson, step));
}
