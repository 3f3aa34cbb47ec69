// What stands around the pictures: the six effects with their shares, the switch of sights, and what else can be shown.

import { EFFECTS, colourName, effectMeaning, effectName } from '../domain/effects';
import { count, percent } from '../domain/numbers';
import { className, practiceMeaning, practiceName } from '../domain/practices';
import { startOf, worth } from '../domain/units';
import { pathData } from '../picture/glyph';
import { deciding, pictured } from '../session/game';
import { present, shownWeek, worlds } from '../session/runs';
import { openPatientZero, openTree, treeOf } from '../session/tree';
import type { Sight } from '../session/state';
import { change, difference, effect, practice, sight } from '../session/state';
import { t } from '../words/words';

export function EffectMark({ number }: { number: number }) {
  const one = EFFECTS[number]!;
  return (
    <svg class="effect-mark" width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="0" y="0" width="20" height="20" rx="6" fill={`var(--${colourName(one)})`} />
      <path d={pathData(one.shape, 10, 10, 6)} fill="var(--paper)" />
    </svg>
  );
}

export function Legend() {
  if (effect.value === '') return null;
  const chosen = EFFECTS.find((one) => one.key === effect.value);
  return (
    <div class="legend">
      <ul class="effects" aria-label={t('legend.effects')}>
        {EFFECTS.map((one, number) => (
          <li key={one.key}>
            <button
              type="button" class="effect" aria-pressed={effect.value === one.key} title={effectMeaning(one)} data-effect={one.key}
              onClick={() => change({ effect: effect.peek() === one.key ? 'all' : one.key })}
            >
              <EffectMark number={number} />
              <span class="effect-name">{effectName(one)}</span>
              <span class="effect-share">{shares(present.value.map(({ history }) => history.metric(one.key, shownWeek.value)))}</span>
            </button>
          </li>
        ))}
      </ul>
      {chosen && <p class="gloss" data-gloss>{effectMeaning(chosen)}</p>}
    </div>
  );
}

/**
 * One click between what managers see and what is there, each with its number: the thesis of the field. Players of
 * manager 26 have only the first.
 */
export function SightSwitch() {
  const list = present.value.filter(({ name }) => pictured.value.includes(name));
  if (!list.length) return null;
  const start = startOf(list[0]!.history);
  const numbers = (metric: string) => joined(list.map(({ history }) => worth(history.metric(metric, shownWeek.value), start)));
  const said = (one: Sight) => (
    <>
      <span class="sight-name">{t(`sight.${one}`)}</span>
      <strong class="sight-number">{numbers(one === 'seen' ? 'visible_value' : 'value')}</strong>
    </>
  );
  return (
    <div class="sights" role="group" aria-label={t('sight.label')}>
      {deciding.value ? <p class="sight seen" data-sight="seen">{said('seen')}</p> : (['seen', 'actual'] as const).map((one) => (
        <button key={one} type="button" class={`sight ${one}`} aria-pressed={sight.value === one} data-sight={one} onClick={() => change({ sight: one })}>
          {said(one)}
        </button>
      ))}
      <span class="sight-unit">{t('sight.unit')}</span>
    </div>
  );
}

/** What else the pictures can show: who uses a practice, and what is different. */
export function ViewTools() {
  const many = present.value.length > 1;
  return (
    <div class="view-tools">
      {/* An open path is of one practice and one harm, and the picture of it needs the room. */}
      {!openTree.value && (
        <>
          <button type="button" aria-pressed={effect.value !== ''} class="toggle" data-kinds onClick={() => change({ effect: effect.peek() === '' ? 'all' : '', sight: 'actual' })}>
            {t('legend.kinds')}
          </button>
          <PracticeChoice />
        </>
      )}
      <Users />
      <button type="button" class="toggle" aria-pressed={treeOf.value !== null} data-zero onClick={() => (treeOf.peek() ? (treeOf.value = null) : openPatientZero())}>{t('tree.zero')}</button>
      {many && (
        <label class="check">
          <input
            type="checkbox" checked={difference.value} data-difference
            onChange={(event) => (difference.value = event.currentTarget.checked)}
          />
          <span>{t('legend.difference')}</span>
        </label>
      )}
      {many && difference.value && (
        <span class="difference-key">
          <span class="key worse">{t('legend.worse')}</span>
          <span class="key better">{t('legend.better')}</span>
        </span>
      )}
    </div>
  );
}

/** "12 → 8"; with a third world no arrow, since it does not come after the second. */
const joined = (numbers: string[]): string => numbers.join(numbers.length > 2 ? ' · ' : ' → ');

/** "12 %", "12 → 8 %". */
const shares = (values: number[]): string => `${joined(values.map((value) => percent(value).replace('\u00a0%', '')))}\u00a0%`;

/** How many relationships use the marked practice, world by world. */
function Users() {
  if (!practice.value) return null;
  const counts = present.value.map(({ history }) => count(history.users(practice.value, shownWeek.value)));
  return <span class="users" data-users>{t('legend.users', { counts: joined(counts) })}</span>;
}

function PracticeChoice() {
  const practices = worlds.value.a?.history.description.practices ?? [];
  const classes = [...new Set(practices.map((one) => one.class))];
  return (
    <label class="practice-choice">
      <span>{t('legend.mark')}</span>
      <select
        value={practice.value} title={practiceMeaning(practice.value)} data-practice
        onChange={(event) => change({ practice: event.currentTarget.value })}
      >
        <option value="">{t('legend.mark.nothing')}</option>
        {classes.map((kind) => (
          <optgroup key={kind} label={className(kind)}>
            {practices
              .filter((one) => one.class === kind)
              .map((one) => <option key={one.name} value={one.name}>{practiceName(one.name)}</option>)}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
