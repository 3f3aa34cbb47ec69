// The levers: what is different in the second world.

import { useMemo } from 'preact/hooks';
import type { Lever, LeverValue, Levers as Moves } from '../domain/levers';
import { GROUPS, moved } from '../domain/levers';
import { catalogue, weeks } from '../session/runs';
import { narrow } from '../session/screen';
import { tooManyIn } from '../session/too_many';
import { change, compares, levers, state, third } from '../session/state';

/** Without a programme there is nothing to cleanse. */
function pull(id: string, value: LeverValue): void {
  const along: Moves = id === 'cleansing' && value !== 0 ? { programme: true } : {};
  change({ levers: { ...levers.peek(), ...along, [id]: value } });
}

export function Levers() {
  const many = Object.keys(moved(levers.value)).length;
  return (
    <section class="levers" aria-labelledby="levers-title">
      <header class="panel-head">
        <h2 id="levers-title">Change something</h2>
        {compares.value && (
          <button type="button" class="text-button" onClick={() => change({ levers: {}, other: '' })}>Reset</button>
        )}
      </header>
      <p class="muted">
        {many === 0
          ? 'Move a lever: a second world appears. Both begin from one seed, so what differs is what the lever did.'
          : 'The second world has them; the first goes on without.'}
      </p>
      {narrow.value && compares.value && (
        <button type="button" class="primary" data-see onClick={() => document.getElementById('main')?.scrollIntoView()}>See what it does</button>
      )}
      {GROUPS.map((group, number) => (
        <details key={group.name} class="lever-group" open={number === 0}>
          <summary>
            <span class="group-name">{group.name}</span>
            <Moved levers={group.levers} />
          </summary>
          <p class="muted">{group.note.replace('{week}', String(state.value.from))}</p>
          {group.levers.map((one) => <LeverField key={one.id} lever={one} />)}
        </details>
      ))}
      <Beginning />
      <label class="check third">
        <input type="checkbox" checked={third.value} data-third onChange={(event) => change({ third: event.currentTarget.checked })} />
        <span>
          <strong>Third world: as many practices, no copying</strong>
          <span class="why">
            Nobody copies, but ideas of one’s own come so often that about as many practices are taken up as in the baseline. What is left of
            a difference to it is what copying itself does. (Scenario same_volume)
          </span>
        </span>
      </label>
    </section>
  );
}

/** What the first world is, and when and with which chances the second begins to differ. */
function Beginning() {
  const { scenario, from, seed } = state.value;
  return (
    <details class="lever-group">
      <summary>
        <span class="group-name">Where to begin</span>
        <span class="muted">{scenario.replaceAll('_', ' ')}, week {from}, seed {seed}</span>
      </summary>
      <div class="fields">
        <ScenarioChoice />
        <label>
          <span>Levers begin in week</span>
          <input
            type="number" min={1} max={weeks.value - 1} value={state.value.from} data-from
            onChange={(event) => {
              const value = Math.round(Number(event.currentTarget.value));
              if (value >= 1 && value < weeks.peek()) change({ from: value });
            }}
          />
        </label>
        <label>
          <span>Seed</span>
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
  return many ? <span class="badge">{many} moved</span> : null;
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
      <span>Begin with the scenario</span>
      <select
        value={scenario} data-scenario
        onChange={(event) => change({ scenario: event.currentTarget.value, text: '' })}
      >
        {text && <option value={scenario}>{scenario} (yours)</option>}
        {!shipped.length && <option value={scenario}>{scenario}</option>}
        {shipped.map((one) => <option key={one.name} value={one.name}>{one.name.replaceAll('_', ' ')}</option>)}
      </select>
      {question && <span class="why">{question}</span>}
    </label>
  );
}

function LeverField({ lever }: { lever: Lever }) {
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
          <strong>{lever.name}</strong>
        </label>
      )}
      {lever.kind === 'slider' && (
        <label>
          <span class="lever-head">
            <strong>{lever.name}</strong>
            <span class="says">{lever.says(Number(value))}</span>
          </span>
          <input
            type="range" min={lever.from} max={lever.to} step={lever.step} value={Number(value)} data-lever={lever.id}
            aria-describedby={described} aria-valuetext={lever.says(Number(value))}
            onInput={(event) => pull(lever.id, Number(event.currentTarget.value))}
          />
        </label>
      )}
      {lever.kind === 'choice' && (
        <label>
          <strong>{lever.name}</strong>
          <select
            value={String(value)} data-lever={lever.id} aria-describedby={described}
            onChange={(event) => pull(lever.id, event.currentTarget.value)}
          >
            {lever.options.map((option) => <option key={option.value} value={option.value}>{option.name}</option>)}
          </select>
        </label>
      )}
      <p class="why" id={described}>
        {lever.why} <cite>{lever.source}.</cite>
      </p>
    </div>
  );
}
