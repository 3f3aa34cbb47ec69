// Light or dark: as on the system, unless somebody chose.

import { computed, signal } from '@preact/signals';
import { theme } from './state';

const query = window.matchMedia('(prefers-color-scheme: dark)');
const system = signal(query.matches);
query.addEventListener('change', (event) => (system.value = event.matches));

export const shade = computed<'light' | 'dark'>(() => {
  if (theme.value !== 'auto') return theme.value;
  return system.value ? 'dark' : 'light';
});

/** At once, so that the page does not start in the wrong one. */
shade.subscribe((value) => (document.documentElement.dataset.theme = value));
