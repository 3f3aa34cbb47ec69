// What a lever did: in this pair of worlds, and in twenty pairs.

import { decimal, percent, signed } from '../domain/numbers';
import { EFFECTS } from '../domain/effects';
import type { Scale, Verdict } from '../domain/verdict';
import { judgeDifference } from '../domain/verdict';
import type { Judged } from '../session/ensemble';
import { SEEDS, background } from '../session/ensemble';
import { reached, worlds } from '../session/runs';
import type { WorldName } from '../session/state';
import { compares, state, third, week } from '../session/state';

interface Row extends Scale {
  metric: Judged;
  name: string;
  explains: string;
}

const ROWS: Row[] = [
  { metric: 'dark_share', name: 'Dark relationships', what: 'the share of dark relationships', unit: 'points', explains: 'share with any effect above its mark' },
  { metric: 'visible_value', name: 'Visible value', what: 'visible value', unit: 'value', explains: 'what managers see of it, a week' },
  { metric: 'value', name: 'Actual value', what: 'actual value', unit: 'value', explains: 'what a relationship yields, a week' },
  { metric: 'adoptions', name: 'Practices taken up', what: 'the number of practices taken up', unit: 'a week', explains: 'each week, in all relationships' },
];

const number = (value: number, unit: Scale['unit']) =>
  unit === 'points' ? percent(value) : decimal(value, unit === 'value' ? 2 : 0);

/** The verdict is not given away while a lesson still asks. */
export function Verdicts({ hidden = false }: { hidden?: boolean }) {
  if (!compares.value && !third.value) return null;
  const names = (['b', 'c'] as const).filter((name) => worlds.value[name]);
  return (
    <section class="verdicts" aria-labelledby="verdicts-title" data-ensemble={background.value.status}>
      <header>
        <h2 id="verdicts-title">{compares.value ? 'What the difference does' : 'What copying itself does'}</h2>
        <Progress />
      </header>
      {hidden ? (
        <p class="muted">Guess first. The numbers come with the next step.</p>
      ) : (
        names.map((name) => <World key={name} name={name} titled={names.length > 1} />)
      )}
    </section>
  );
}

function Progress() {
  const { status, done } = background.value;
  const first = state.value.seed;
  if (status === 'running') {
    return (
      <p class="progress" role="status">
        <progress max={SEEDS} value={done} aria-label="Pairs simulated" /> {done} of {SEEDS} pairs
      </p>
    );
  }
  if (status === 'done') {
    return (
      <p class="progress">
        {SEEDS} pairs, seeds {first} to {first + SEEDS - 1}, means over the weeks after {state.value.from}
      </p>
    );
  }
  return null;
}

function World({ name, titled }: { name: 'b' | 'c'; titled: boolean }) {
  void reached.value;
  const first = worlds.value.a?.history;
  const second = worlds.value[name]?.history;
  if (!first || !second) return null;
  const now = Math.min(week.value, reached.value);
  const verdicts = background.value.status === 'done' ? background.value.differences[name] : undefined;
  return (
    <>
      {titled && <h3 class="verdict-world">{name === 'b' ? 'Second world against the first' : 'No copying, as many practices, against the first'}</h3>}
      <ul class="tiles">
        {ROWS.map((row) => {
          const values = [first.metric(row.metric, now), second.metric(row.metric, now)] as const;
          const paired = verdicts?.[row.metric];
          return <Tile key={row.metric} row={row} values={values} now={now} verdict={paired ? judgeDifference(paired, row) : null} />;
        })}
      </ul>
      <EffectsTable world={name} />
    </>
  );
}

function Tile({ row, values, now, verdict }: { row: Row; values: readonly [number, number]; now: number; verdict: Verdict | null }) {
  const change = values[1] - values[0];
  const shown = row.unit === 'points' ? `${signed(change * 100, 0)} points` : signed(change, row.unit === 'value' ? 2 : 0);
  return (
    <li class="tile" data-verdict={row.metric}>
      <h4>{row.name}</h4>
      <p class="pair">
        <span class="pair-values">{number(values[0], row.unit)} → {number(values[1], row.unit)}</span>
        <span class="pair-change">{shown} in week {now}</span>
      </p>
      {verdict ? (
        <p class="judged">
          <Shown verdict={verdict} />
          <span class="judged-sentence">{verdict.sentence}</span>
        </p>
      ) : (
        <p class="muted">{row.explains}</p>
      )}
    </li>
  );
}

function Shown({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`chip ${verdict.clear.replace(' ', '-')}`} title={verdict.sentence}>
      {verdict.clear.startsWith('small') ? `small, ${verdict.short}` : verdict.short}
    </span>
  );
}

/** The verdict alone, as short as it can be said: of the second world, or of the third without one. */
export function Chip({ metric }: { metric: Judged }) {
  const { status, differences } = background.value;
  const paired = (differences.b ?? differences.c)?.[metric];
  const row = ROWS.find((one) => one.metric === metric);
  if (status !== 'done' || !paired || !row) return null;
  const { clear, chip, sentence } = judgeDifference(paired, row);
  return (
    <span class={`chip ${clear.replace(' ', '-')}`} title={sentence}>
      <span aria-hidden="true">{chip}</span>
      <span class="unseen">{sentence}</span>
    </span>
  );
}

function EffectsTable({ world }: { world: WorldName }) {
  const differences = background.value.status === 'done' ? background.value.differences[world] : undefined;
  if (!differences) return null;
  return (
    <details class="more">
      <summary>Each effect, and how this is judged</summary>
      <ul class="effect-verdicts">
        {EFFECTS.map((one) => {
          const paired = differences[one.key as Judged];
          return paired && <li key={one.key}>{judgeDifference(paired, { what: `the share with ${one.name}`, unit: 'points' }).sentence}</li>;
        })}
      </ul>
      <p>
        Both worlds of a pair begin from one seed and share all their chances. An effect is called clear if the 95 % interval
        (Student’s t) of the {SEEDS} differences leaves out 0. Because pairs share their chances, even tiny differences become
        clear: what is less than one relationship in a hundred, or a hundredth of value, is called small.
      </p>
    </details>
  );
}
