// What a change did: the mean of twenty pairs of worlds with its band, and each pair as a small picture. Until the
// pairs are done, the one pair on the page is shown, labelled as such.

import { EFFECTS, effectName } from '../domain/effects';
import { decimal, percent, signed } from '../domain/numbers';
import { ofHundred, startOf } from '../domain/units';
import type { Scale, Verdict } from '../domain/verdict';
import { judgeDifference } from '../domain/verdict';
import { TwentyCurves } from '../chart/twenty_curves';
import type { Compared, Judged } from '../session/ensemble';
import { SEEDS, background } from '../session/ensemble';
import { shownWeek, weeks, worlds } from '../session/runs';
import type { WorldName } from '../session/state';
import { state } from '../session/state';
import { t } from '../words/words';

interface Row {
  metric: Judged;
  unit: Scale['unit'];
}

const ROWS: Row[] = [
  { metric: 'dark_share', unit: 'points' },
  { metric: 'visible_value', unit: 'value' },
  { metric: 'value', unit: 'value' },
  { metric: 'adoptions', unit: 'a week' },
];

const scaleOf = ({ metric, unit }: Row): Scale => ({ what: t(`metric.${metric}.what`), unit });

/** A value as shown: shares in percent, value with the start at 100, counts as they are. */
function shown(value: number, unit: Scale['unit'], start: number): string {
  if (unit === 'points') return percent(value);
  return decimal(unit === 'value' ? ofHundred(value, start) : value, 0);
}

/** Differences of value, also with the start at 100. */
function scaled(paired: Compared, unit: Scale['unit'], start: number): Compared {
  if (unit !== 'value') return paired;
  const of = (value: number) => ofHundred(value, start);
  return { ...paired, mean: of(paired.mean), lower95: of(paired.lower95), upper95: of(paired.upper95) };
}

/** The verdict, hidden while a lesson still asks or plays. */
export function Verdicts({ hidden = false }: { hidden?: boolean }) {
  const names = (['b', 'c'] as const).filter((name) => worlds.value[name]);
  const { status } = background.value;
  if (!names.length && status === 'none') return null;
  return (
    <section class="verdicts" aria-labelledby="verdicts-title" data-ensemble={status}>
      <header>
        <h2 id="verdicts-title">{t(names.includes('b') ? 'verdict.title' : names.length ? 'verdict.title.copying' : 'verdict.title.alone')}</h2>
        <Progress />
      </header>
      {hidden ? (
        <p class="muted">{t('verdict.hidden')}</p>
      ) : (
        <>
          <TwentyCurves />
          {names.map((name) => <World key={name} name={name} titled={names.length > 1} />)}
        </>
      )}
    </section>
  );
}

function Progress() {
  const { status, done } = background.value;
  if (status !== 'running') return null;
  return (
    <p class="progress" role="status">
      <progress max={SEEDS} value={done} aria-label={t('verdict.progress.label')} /> {t(worlds.value.b || worlds.value.c ? 'verdict.progress' : 'verdict.progress.alone', { done, seeds: SEEDS })}
    </p>
  );
}

function World({ name, titled }: { name: 'b' | 'c'; titled: boolean }) {
  const first = worlds.value.a?.history;
  const second = worlds.value[name]?.history;
  if (!first || !second) return null;
  const now = shownWeek.value;
  const start = startOf(first);
  const verdicts = background.value.status === 'done' ? background.value.differences[name] : undefined;
  return (
    <>
      {titled && <h3 class="verdict-world">{t(`verdict.world.${name}`)}</h3>}
      {verdicts && <p class="muted means">{t('verdict.done', { first: state.value.from + 1, last: weeks.value })}</p>}
      <ul class="tiles">
        {ROWS.map((row) => {
          const paired = verdicts?.[row.metric];
          return (
            <li key={row.metric} class="tile" data-verdict={row.metric}>
              <h4 title={t(`metric.${row.metric}.explains`)}>{t(`metric.${row.metric}.name`)}</h4>
              {paired
                ? <Mean row={row} paired={paired} start={start} />
                : <Pair row={row} first={first.metric(row.metric, now)} second={second.metric(row.metric, now)} start={start} now={now} />}
            </li>
          );
        })}
      </ul>
      <EffectsTable world={name} />
    </>
  );
}

/** The mean of the pairs, its band and the verdict, all from the same numbers. */
function Mean({ row, paired, start }: { row: Row; paired: Compared; start: number }) {
  const own = scaled(paired, row.unit, start);
  const verdict = judgeDifference(own, scaleOf(row));
  return (
    <>
      <p class="pair" aria-hidden="true">
        <span class="pair-values">{shown(paired.first, row.unit, start)} → {shown(paired.second, row.unit, start)}</span>
        <span class="pair-change" data-mean={own.mean}>{signed(row.unit === 'points' ? own.mean * 100 : own.mean, 1)} <span class="band">{verdict.interval}</span></span>
      </p>
      <Judgement verdict={verdict} />
    </>
  );
}

function Judgement({ verdict }: { verdict: Verdict }) {
  return (
    <p class="judged">
      <span class={`chip ${verdict.clear.replace(' ', '-')}`} aria-hidden="true" title={verdict.sentence}>{verdict.chip}</span>
      <span class="judged-sentence unseen">{verdict.sentence}</span>
    </p>
  );
}

function Pair({ row, first, second, start, now }: { row: Row; first: number; second: number; start: number; now: number }) {
  const change = row.unit === 'points' ? (second - first) * 100 : row.unit === 'value' ? ofHundred(second - first, start) : second - first;
  return (
    <p class="pair">
      <span class="pair-values">{shown(first, row.unit, start)} → {shown(second, row.unit, start)}</span>
      <span class="pair-change alone">{t('verdict.pair', { change: signed(change, 1), week: now })}</span>
    </p>
  );
}

/** The verdict in its shortest form, on the second world or, without one, on the third. */
export function Chip({ metric }: { metric: Judged }) {
  const { status, differences } = background.value;
  const paired = (differences.b ?? differences.c)?.[metric];
  const row = ROWS.find((one) => one.metric === metric);
  const first = worlds.value.a?.history;
  if (status !== 'done' || !paired || !row || !first) return null;
  const { clear, chip, sentence } = judgeDifference(scaled(paired, row.unit, startOf(first)), scaleOf(row));
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
      <summary>{t('verdict.more_details')}</summary>
      <ul class="effect-verdicts">
        {EFFECTS.map((one) => {
          const paired = differences[one.key as Judged];
          const what = t('verdict.effect', { effect: effectName(one) });
          return paired && <li key={one.key}>{judgeDifference(paired, { what, unit: 'points' }).sentence}</li>;
        })}
      </ul>
      <p>{t('verdict.rule', { seeds: SEEDS })}</p>
    </details>
  );
}
