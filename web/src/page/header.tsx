// The head of the page: its parts, presenting, language, sharing, light or dark.

import type { View } from '../session/state';
import { change, playing, theme, view } from '../session/state';
import { narrow } from '../session/screen';
import { chosenLanguage, language, languages, t } from '../words/words';
import { Icon } from './icons';
import { startPresenting } from './presenter';
import { ShareMenu } from './share_menu';

const VIEWS: View[] = ['explore', 'lessons', 'trainer'];

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;

export function Header() {
  return (
    <header class="page-head">
      <h1>
        <Sign />
        <span class="brand">darkside</span>
        <span class="wide-only brand-line">{t('page.line')}</span>
      </h1>
      <nav aria-label={t('page.parts')}>
        {VIEWS.map((name) => (
          <button
            key={name} type="button" class="tab" aria-current={view.value === name ? 'page' : undefined} data-tab={name}
            onClick={() => {
              playing.value = false;
              change({ view: name });
            }}
          >
            {t(`view.${name}`)}
          </button>
        ))}
      </nav>
      <div class="head-tools">
        <button type="button" class="round" onClick={startPresenting} aria-label={t('presenter.start')} title={t('presenter.start')} data-present><Icon name="present" /></button>
        <LanguageChoice />
        <ShareMenu />
        <button
          type="button" class="round" onClick={() => (theme.value = NEXT[theme.peek()])} data-theme-button
          aria-label={t(`theme.${theme.value}`)} title={t(`theme.${theme.value}`)}
        >
          <Icon name="theme" />
        </button>
      </div>
    </header>
  );
}

/** Only if there is more than one. */
function LanguageChoice() {
  if (languages.value.length < 2) return null;
  return (
    <label class="language">
      <span class="unseen">{t('language.choose')}</span>
      <select value={language.value} data-language onChange={(event) => (chosenLanguage.value = event.currentTarget.value)}>
        {languages.value.map(({ code, name }) => <option key={code} value={code}>{narrow.value ? code.toUpperCase() : name}</option>)}
      </select>
    </label>
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
