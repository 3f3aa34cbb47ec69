// Light or dark: as on the system, unless somebody chose.

import { computed } from '@preact/signals';
import { darkSystem } from './screen';
import { theme } from './state';

export const shade = computed<'light' | 'dark'>(() => {
  if (theme.value !== 'auto') return theme.value;
  return darkSystem.value ? 'dark' : 'light';
});

/** At once, so that the page does not start in the wrong one. */
shade.subscribe((value) => (document.documentElement.dataset.theme = value));
