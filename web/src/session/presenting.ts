// Presenter mode: whether it is on, and since when.

import { effect, signal } from '@preact/signals';

export const presenting = signal(false);
/** When the timer began, in milliseconds since the epoch. */
export const since = signal(0);

effect(() => {
  if (typeof document === 'undefined') return;
  if (presenting.value) document.documentElement.dataset.presenting = 'true';
  else delete document.documentElement.dataset.presenting;
});

/** "7:05". */
export function elapsed(now: number): string {
  const seconds = Math.max(0, Math.floor((now - since.value) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
