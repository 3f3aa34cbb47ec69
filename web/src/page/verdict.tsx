// What a change did: the mean of twenty pairs of worlds with its band, and each pair as a small picture. Until the
// pairs are done, the one pair on the page is shown, labelled as such.

import { EFFECTS, effectName } from '../domain/effects';
import type { Stated } from '../domain/units';
import { UNITS, ofHundred, shown, shownChange, startOf } from '../domain/units';
import type { Verdict } from '../domain/verdict';
import { judgeDifference } from '../domain/verdict';
import { TwentyCurves } from '../chart/twenty_curves';
import type { Compared, Judged } from '../session/ensemble';
import { SEEDS, background } from '../session/ensemble';
import { shownWeek, weeks, worlds } from '../session/runs';
import { state } from '../session/state';
import { t } from '../words/words';

const METRICS = Object.keys(UNITS) as Stated[];

/** What the pairs say of a metric; value has its start at 100. */
function judge(metric: Stated, paired: Compared, start: number): Verdict {
  const unit = UNITS[metric];
  const of = (value: number) => (unit === 'value' ? ofHundred(value, start) : value);
  const scaled = { ...paired, mean: of(paired.mean), lower95: of(paired.lower95), upper95: of(paired.upper95) };
  return judgeDifference(scaled, { what: t(`metric.${metric}.what`), unit });
}

/** The verdict, hidden while a lesson still asks or plays. */
export function Verdicts({ hidden }: { hidden: boolean }) {
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
          {names.map((name) => <WorldVerdict key={name} name={name} titled={names.length > 1} />)}
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

function WorldVerdict({ name, titled }: { name: 'b' | 'c'; titled: boolean }) {
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
        {METRICS.map((metric) => {
          const paired = verdicts?.[metric];
          return (
            <li key={metric} class="tile" data-verdict={metric}>
              <h4 title={t(`metric.${metric}.explains`)}>{t(`metric.${metric}.name`)}</h4>
              {paired
                ? <Mean metric={metric} paired={paired} start={start} />
                : <Pair metric={metric} first={first.metric(metric, now)} second={second.metric(metric, now)} start={start} now={now} />}
            </li>
          );
        })}
      </ul>
      {verdicts && <EffectVerdicts verdicts={verdicts} />}
    </>
  );
}

/** The mean of the pairs, its band and the verdict, all from the same numbers. */
function Mean({ metric, paired, start }: { metric: Stated; paired: Compared; start: number }) {
  const verdict = judge(metric, paired, start);
  const mean = UNITS[metric] === 'value' ? ofHundred(paired.mean, start) : paired.mean;
  return (
    <>
      <p class="pair" aria-hidden="true">
        <span class="pair-values">{shown(paired.first, metric, start)} → {shown(paired.second, metric, start)}</span>
        <span class="pair-change" data-mean={mean}>{shownChange(paired.mean, metric, start)} <span class="band">{verdict.interval}</span></span>
      </p>
      <p class="judged"><Judgement verdict={verdict} /></p>
    </>
  );
}

/** The verdict in its shortest form; whoever cannot see it is told the sentence. */
function Judgement({ verdict }: { verdict: Verdict }) {
  return (
    <>
      <span class={`chip ${verdict.clear.replace(' ', '-')}`} aria-hidden="true" title={verdict.sentence}>{verdict.chip}</span>
      <span class="judged-sentence unseen">{verdict.sentence}</span>
    </>
  );
}

function Pair({ metric, first, second, start, now }: { metric: Stated; first: number; second: number; start: number; now: number }) {
  return (
    <p class="pair">
      <span class="pair-values">{shown(first, metric, start)} → {shown(second, metric, start)}</span>
      <span class="pair-change alone">{t('verdict.pair', { change: shownChange(second - first, metric, start), week: now })}</span>
    </p>
  );
}

/** The verdict on the second world or, without one, on the third, to stand beside a curve. */
export function Chip({ metric }: { metric: Stated }) {
  const { status, differences } = background.value;
  const paired = (differences.b ?? differences.c)?.[metric];
  const first = worlds.value.a?.history;
  if (status !== 'done' || !paired || !first) return null;
  return <span><Judgement verdict={judge(metric, paired, startOf(first))} /></span>;
}

function EffectVerdicts({ verdicts }: { verdicts: Partial<Record<Judged, Compared>> }) {
  return (
    <details class="more">
      <summary>{t('verdict.more_details')}</summary>
      <ul class="effect-verdicts">
        {EFFECTS.map((one) => {
          const paired = verdicts[one.key as Judged];
          const what = t('verdict.effect', { effect: effectName(one) });
          return paired && <li key={one.key}>{judgeDifference(paired, { what, unit: 'points' }).sentence}</li>;
        })}
      </ul>
      <p>{t('verdict.rule', { seeds: SEEDS })}</p>
    </details>
  );
}
