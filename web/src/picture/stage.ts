// All pictures on the page: one loop for what moves, one zoom for all, so that the eye can compare the same place.

import { effect, signal } from '@preact/signals';
import { reached, weeks } from '../session/runs';
import type { WorldName } from '../session/state';
import { change, playing, state } from '../session/state';
import type { View } from './paint';
import type { Painter } from './painter';

export const WHOLE: View = { k: 1, x: 0, y: 0 };
export const zoom = signal<View>(WHOLE);

/** The last week, once playing has ended. */
export const ended = signal<number | null>(null);

const pictures = new Map<WorldName, Painter>();
let frame = 0;
let last = 0;
/** The week with its fraction, while the page plays. */
let exact = 0;

export function join(name: WorldName, painter: Painter): () => void {
  pictures.set(name, painter);
  wake();
  return () => {
    if (pictures.get(name) === painter) pictures.delete(name);
  };
}

/** Points at the same manager in all pictures. */
export function pointAt(manager: number): void {
  for (const painter of pictures.values()) painter.point(manager);
  wake();
}

/** Makes sure the next frame is drawn. */
export function wake(): void {
  if (!frame) frame = requestAnimationFrame(loop);
}

function loop(now: number): void {
  frame = 0;
  const passed = last ? Math.min(100, now - last) : 0;
  last = now;
  if (playing.peek()) play(passed / 1000);
  let moving = playing.peek();
  for (const painter of pictures.values()) moving = painter.tick(now, state.peek().week) || moving;
  if (moving) wake();
  else last = 0;
}

function play(seconds: number): void {
  const { week, speed } = state.peek();
  if (Math.floor(exact) !== week) exact = week;
  exact = Math.max(exact, Math.min(reached.peek(), exact + seconds * speed));
  const next = Math.floor(exact);
  if (next !== week) change({ week: next });
  if (next >= weeks.peek()) {
    playing.value = false;
    ended.value = state.peek().week;
  }
}

effect(() => {
  if (playing.value) wake();
});

/** At the last week, playing restarts where the levers begin, or at the beginning. */
export function togglePlay(): void {
  if (!playing.peek() && state.peek().week >= weeks.peek()) {
    change({ week: Math.min(state.peek().from, weeks.peek() - 1) });
  }
  ended.value = null;
  playing.value = !playing.peek();
}

export function goTo(week: number): void {
  playing.value = false;
  change({ week: Math.max(0, Math.min(weeks.peek(), Math.round(week))) });
}
