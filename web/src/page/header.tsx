// The head of the page: where one is, and light or dark.

import type { View } from '../session/state';
import { change, playing, theme, view } from '../session/state';
import { Icon } from './icons';
import { ShareMenu } from './share_menu';

const VIEWS: { name: View; words: string }[] = [
  { name: 'explore', words: 'Explore' },
  { name: 'lessons', words: 'Lessons' },
  { name: 'trainer', words: 'For trainers' },
];

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;

export function Header() {
  return (
    <header class="page-head">
      <h1>
        <Sign />
        <span class="brand">darkside</span>
        <span class="wide-only brand-line">how the dark side of close relationships spreads</span>
      </h1>
      <nav aria-label="Parts of the page">
        {VIEWS.map((one) => (
          <button
            key={one.name} type="button" class="tab" aria-current={view.value === one.name ? 'page' : undefined} data-tab={one.name}
            onClick={() => {
              playing.value = false;
              change({ view: one.name });
            }}
          >
            {one.words}
          </button>
        ))}
      </nav>
      <div class="head-tools">
        <ShareMenu />
        <button
          type="button" class="round" onClick={() => (theme.value = NEXT[theme.peek()])} data-theme-button
          aria-label={`Colours: ${theme.value === 'auto' ? 'as the system has them' : theme.value}`}
          title={`Colours: ${theme.value === 'auto' ? 'as the system has them' : theme.value}`}
        >
          <Icon name="theme" />
        </button>
      </div>
    </header>
  );
}

function Sign() {
  return (
    <svg class="sign" viewBox="-20 -20 40 40" aria-hidden="true">
      {Array.from({ length: 8 }, (_, slot) => {
        const angle = (slot / 8) * 2 * Math.PI;
        const long = slot % 3 === 0;
        return (
          <line
            key={slot} stroke-width="5.4" stroke-linecap="round" stroke={long ? 'var(--dark)' : 'var(--petal)'}
            x1={Math.sin(angle) * 7} y1={-Math.cos(angle) * 7}
            x2={Math.sin(angle) * (long ? 16.5 : 12)} y2={-Math.cos(angle) * (long ? 16.5 : 12)}
          />
        );
      })}
      <circle r="3.4" fill="var(--middle)" />
    </svg>
  );
}
