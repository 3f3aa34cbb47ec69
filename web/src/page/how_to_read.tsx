// How to read the picture: its signs, and the six kinds of harm.

import { EFFECTS, effectMeaning, effectName } from '../domain/effects';
import { reached, worlds } from '../session/runs';
import { t } from '../words/words';
import { EffectMark } from './legend';
import { inline } from './prose';

export function HowToRead() {
  void reached.value;
  return (
    <details class="how">
      <summary>{t('how.title')}</summary>
      <ul>
        <li>
          <FlowerPicture />
          <span>{inline(t('how.flower'))}</span>
        </li>
        <li>
          <PetalPicture />
          <span>{inline(t('how.petal'))}</span>
        </li>
        {worlds.value.a?.history.hasGaps && (
          <li>
            <GapPicture />
            <span>{inline(t('how.vacant'))}</span>
          </li>
        )}
        <li>
          <ArcPicture />
          <span>{inline(t('how.arc'))}</span>
        </li>
        <li>
          <span class="how-sign" aria-hidden="true">☞</span>
          <span>{inline(t('how.point'))}</span>
        </li>
      </ul>
      <h3>{t('how.kinds')}</h3>
      <dl class="glossary">
        {EFFECTS.map((one, number) => (
          <div key={one.key}><dt><EffectMark number={number} /> {effectName(one)}</dt><dd>{effectMeaning(one)}</dd></div>
        ))}
      </dl>
    </details>
  );
}

function FlowerPicture() {
  return (
    <svg class="how-sign" viewBox="-20 -20 40 40" aria-hidden="true">
      <rect x="-20" y="-20" width="40" height="40" rx="6" fill="var(--room)" />
      {Array.from({ length: 8 }, (_, slot) => {
        const angle = (slot / 8) * 2 * Math.PI;
        const dark = slot === 1 || slot === 2 || slot === 5;
        const [inner, outer] = [7, dark ? 17 : 14];
        return (
          <line
            key={slot} stroke-width="5" stroke-linecap="round"
            stroke={dark ? 'var(--night)' : 'var(--light)'}
            x1={Math.sin(angle) * inner} y1={-Math.cos(angle) * inner} x2={Math.sin(angle) * outer} y2={-Math.cos(angle) * outer}
          />
        );
      })}
      <circle r="3.6" fill="var(--middle)" />
    </svg>
  );
}

function PetalPicture() {
  return (
    <svg class="how-sign" viewBox="0 0 40 40" aria-hidden="true" stroke-width="7" stroke-linecap="round">
      <rect width="40" height="40" rx="6" fill="var(--room)" stroke="none" />
      <line x1="8" x2="8" y1="32" y2="20" stroke="var(--light)" />
      <line x1="20" x2="20" y1="32" y2="10" stroke="var(--light)" />
      <line x1="32" x2="32" y1="32" y2="8" stroke="var(--night)" />
    </svg>
  );
}

function GapPicture() {
  return (
    <svg class="how-sign" viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" rx="6" fill="var(--room)" />
      <circle cx="20" cy="20" r="6" fill="none" stroke="var(--muted)" stroke-width="2" />
    </svg>
  );
}

function ArcPicture() {
  return (
    <svg class="how-sign" viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke-width="2.5" stroke-linecap="round">
      <rect width="40" height="40" rx="6" fill="var(--room)" />
      <path d="M4 16Q20 -2 34 12" stroke="var(--night)" />
      <circle cx="34" cy="12" r="4" fill="var(--night)" />
      <path d="M4 36Q20 18 34 32" stroke="var(--night)" />
      <circle cx="34" cy="32" r="3.6" fill="var(--paper)" stroke="var(--night)" />
    </svg>
  );
}
