// Whether there is room beside the pictures: on a phone there is not.

import { signal } from '@preact/signals';

const query = window.matchMedia('(max-width: 900px)');
export const narrow = signal(query.matches);
query.addEventListener('change', (event) => (narrow.value = event.matches));
