// What the screen is like, and stays up to date about it.

import type { ReadonlySignal } from '@preact/signals';
import { signal } from '@preact/signals';

function matches(query: string): ReadonlySignal<boolean> {
  const list = window.matchMedia(query);
  const now = signal(list.matches);
  list.addEventListener('change', (event) => (now.value = event.matches));
  return now;
}

/** Whether there is room beside the pictures: on a phone there is not. */
export const narrow = matches('(max-width: 900px)');
export const darkSystem = matches('(prefers-color-scheme: dark)');
export const reducedMotion = matches('(prefers-reduced-motion: reduce)');
