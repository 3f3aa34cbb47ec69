// The challenge: bring the dark share below a target within a budget. It is judged by the mean of twenty runs.

import { decimal, percent } from '../domain/numbers';
import { leverName, lever, moved, says } from '../domain/levers';
import { challenge, price, spent } from '../lesson/challenge';
import { SEEDS, background } from '../session/ensemble';
import { worlds } from '../session/runs';
import { change, compares, initial, levers, playing, state } from '../session/state';
import { t } from '../words/words';
import { LeverField } from './levers';
import { inline } from './prose';

export function openChallenge(): void {
  playing.value = false;
  const { scenario, from } = challenge;
  state.value = { ...initial, view: 'lessons', lesson: 'challenge', scenario, from, week: 364 };
}

export function ChallengePanel({ leave }: { leave: () => void }) {
  const cost = spent(levers.value);
  const over = cost > challenge.budget + 1e-9;
  return (
    <section class="lesson challenge" data-lesson="challenge" data-step="0" aria-labelledby="step-title">
      <header class="lesson-head"><button type="button" class="text-button" onClick={leave} data-shelf>{t('lesson.all')}</button></header>
      <h2 id="step-title" tabIndex={-1}>{t('challenge.title', { target: percent(challenge.target) })}</h2>
      <p>{inline(t('challenge.text', { budget: challenge.budget, target: percent(challenge.target), from: challenge.from }))}</p>
      <p class={over ? 'budget over' : 'budget'} data-budget role="status">
        <meter min={0} max={challenge.budget} value={Math.min(cost, challenge.budget)} />
        <strong>{t('challenge.spent', { spent: decimal(cost, 0), budget: challenge.budget })}</strong>
      </p>
      <Score over={over} />
      {Object.keys(challenge.cost).map((id) => (
        <div key={id} class="priced">
          <LeverField lever={lever(id)!} />
          <span class="price" data-price={id}>{decimal(price(id, levers.value[id] ?? lever(id)!.neutral), 0)} / {challenge.cost[id]}</span>
        </div>
      ))}
    </section>
  );
}

/** The mean of twenty runs in the last week, beside the best known result. */
function Score({ over }: { over: boolean }) {
  const { status, done, races, names } = background.value;
  if (!compares.value) return <p class="muted">{t('challenge.begin')}</p>;
  if (over) return <p class="score" data-score="over">{t('challenge.over')}</p>;
  if (status !== 'done' || !worlds.value.b) return <p class="muted" role="status">{t('verdict.progress', { done, seeds: SEEDS })}</p>;
  const own = names.indexOf('b');
  const dark = races.reduce((sum, race) => sum + race.worlds[own]!.dark_share.at(-1)!, 0) / races.length;
  // As it is shown: 10.0 % is not below 10 %.
  const reached = Math.round(dark * 1000) < challenge.target * 1000;
  return (
    <div class="score" data-score={dark} role="status">
      <p class="large"><strong>{`${decimal(dark * 100, 1)}\u00a0%`}</strong><span>{t(reached ? 'challenge.reached' : 'challenge.missed', { target: percent(challenge.target) })}</span></p>
      <p>{t('challenge.best', { best: percent(challenge.best.dark_share) })}</p>
      {reached && <details><summary>{t('challenge.show')}</summary><p>{bestWords()}</p><button type="button" onClick={() => change({ levers: challenge.best.levers })}>{t('challenge.set')}</button></details>}
    </div>
  );
}

function bestWords(): string {
  return Object.entries(moved(challenge.best.levers)).map(([id, value]) => {
    const one = lever(id)!;
    return `${leverName(one)}: ${one.kind === 'slider' ? says(one, Number(value)) : '✓'}`;
  }).join('; ');
}
