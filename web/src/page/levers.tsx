// The levers: what is different in the second world.

import { useMemo } from 'preact/hooks';
import type { Lever, LeverValue, Levers as Moves } from '../domain/levers';
import { GROUPS, leverName, moved, optionName, says } from '../domain/levers';
import { practiceName } from '../domain/practices';
import { catalogue, weeks } from '../session/runs';
import { narrow } from '../session/screen';
import { t } from '../words/words';
import { tooManyIn } from '../session/too_many';
import { scenarioTitle } from './titles';
import { change, compares, levers, state, third } from '../session/state';

/** Without a programme there is nothing to cleanse. */
function pull(id: string, value: LeverValue): void {
  const along: Moves = id === 'cleansing' && value !== 0 ? { programme: true } : {};
  change({ levers: { ...levers.peek(), ...along, [id]: value } });
}

export function Levers() {
  return (
    <section class="levers" aria-labelledby="levers-title">
      <header class="panel-head">
        <h2 id="levers-title">{t('levers.title')}</h2>
        {compares.value && (
          <button type="button" class="text-button" onClick={() => change({ levers: {}, other: '', copies: [] })}>{t('levers.reset')}</button>
        )}
      </header>
      <p class="muted">
        {t(!compares.value ? 'levers.none' : 'levers.some')}
      </p>
      <Other />
      {narrow.value && compares.value && (
        <button type="button" class="primary" data-see onClick={() => document.getElementById('main')?.scrollIntoView()}>{t('levers.see')}</button>
      )}
      {GROUPS.map((group, number) => (
        <details key={group.name} class="lever-group" open={number === 0}>
          <summary>
            <span class="group-name">{t(`levers.${group.name}.name`)}</span>
            <Moved levers={group.levers} />
          </summary>
          <p class="muted">{t(`levers.${group.name}.note`, { week: state.value.from })}</p>
          {group.levers.map((one) => <LeverField key={one.id} lever={one} />)}
        </details>
      ))}
      <Beginning />
      <label class="check third">
        <input type="checkbox" checked={third.value} data-third onChange={(event) => change({ third: event.currentTarget.checked })} />
        <span>
          <strong>{t('levers.third.name')}</strong>
          <span class="why">{t('levers.third.why')}</span>
        </span>
      </label>
    </section>
  );
}

/** What else makes the second world different: a lesson or an address can give it a scenario of its own. */
function Other() {
  const { other, copies } = state.value;
  if (copies.length) {
    return (
      <p class="other" data-other>
        <span>{t('levers.copies', { list: copies.map((one) => t('game.copy', { week: one.week, practice: practiceName(one.practice) })).join(', ') })}</span>
        <button type="button" class="text-button" onClick={() => change({ copies: [] })}>{t('levers.other.remove')}</button>
      </p>
    );
  }
  if (!other) return null;
  return (
    <p class="other" data-other>
      <span>{t('levers.other', { scenario: scenarioTitle(other) })}</span>
      <button type="button" class="text-button" onClick={() => change({ other: '' })}>{t('levers.other.remove')}</button>
    </p>
  );
}

/** The first world's scenario, the week in which the second begins to differ, and the seed of both. */
function Beginning() {
  const { scenario, from, seed } = state.value;
  return (
    <details class="lever-group">
      <summary>
        <span class="group-name">{t('levers.begin')}</span>
        <span class="muted">{t('levers.begin.now', { scenario: scenario.replaceAll('_', ' '), week: from, seed })}</span>
      </summary>
      <div class="fields">
        <ScenarioChoice />
        <label>
          <span>{t('levers.begin.week')}</span>
          <input
            type="number" min={1} max={weeks.value - 1} value={state.value.from} data-from
            onChange={(event) => {
              const value = Math.round(Number(event.currentTarget.value));
              if (value >= 1 && value < weeks.peek()) change({ from: value });
            }}
          />
        </label>
        <label>
          <span>{t('levers.begin.seed')}</span>
          <input
            type="number" min={0} max={999999999} value={state.value.seed} data-seed
            onChange={(event) => {
              const value = Math.round(Number(event.currentTarget.value));
              if (value >= 0 && value < 1e9) change({ seed: value });
            }}
          />
        </label>
      </div>
    </details>
  );
}

function Moved({ levers: own }: { levers: Lever[] }) {
  const active = moved(levers.value);
  const many = own.filter((one) => one.id in active).length;
  return many ? <span class="badge">{t('levers.moved', { count: many })}</span> : null;
}

function ScenarioChoice() {
  const { scenario, text } = state.value;
  const shipped = useMemo(
    () => (catalogue.value?.scenarios ?? []).filter((one) => one.experiment && !tooManyIn({ scenario: { name: one.name } })),
    [catalogue.value],
  );
  const question = shipped.find((one) => one.name === scenario)?.question;
  return (
    <label class="wide">
      <span>{t('levers.begin.scenario')}</span>
      <select
        value={scenario} data-scenario
        onChange={(event) => change({ scenario: event.currentTarget.value, text: '' })}
      >
        {text && <option value={scenario}>{t('levers.begin.yours', { scenario })}</option>}
        {!shipped.length && <option value={scenario}>{scenario}</option>}
        {shipped.map((one) => <option key={one.name} value={one.name}>{one.name.replaceAll('_', ' ')}</option>)}
      </select>
      {question && <span class="why">{question}</span>}
    </label>
  );
}

export function LeverField({ lever }: { lever: Lever }) {
  const value = levers.value[lever.id] ?? lever.neutral;
  const active = value !== lever.neutral;
  const described = `why-${lever.id}`;
  return (
    <div class={active ? 'lever moved' : 'lever'}>
      {lever.kind === 'switch' && (
        <label class="check">
          <input
            type="checkbox" role="switch" checked={value === true} data-lever={lever.id} aria-describedby={described}
            onChange={(event) => pull(lever.id, event.currentTarget.checked)}
          />
          <strong>{leverName(lever)}</strong>
        </label>
      )}
      {lever.kind === 'slider' && (
        <label>
          <span class="lever-head">
            <strong>{leverName(lever)}</strong>
            <span class="says">{says(lever, Number(value))}</span>
          </span>
          <input
            type="range" min={lever.from} max={lever.to} step={lever.step} value={Number(value)} data-lever={lever.id}
            aria-describedby={described} aria-valuetext={says(lever, Number(value))}
            onInput={(event) => pull(lever.id, Number(event.currentTarget.value))}
          />
        </label>
      )}
      {lever.kind === 'choice' && (
        <label>
          <strong>{leverName(lever)}</strong>
          <select
            value={String(value)} data-lever={lever.id} aria-describedby={described}
            onChange={(event) => pull(lever.id, event.currentTarget.value)}
          >
            {lever.options.map((option) => <option key={option} value={option}>{optionName(lever, option)}</option>)}
          </select>
        </label>
      )}
      <p class="why" id={described}>
        {t(`lever.${lever.id}.why`)} <cite>{t(`lever.${lever.id}.source`)}.</cite>
      </p>
    </div>
  );
}
