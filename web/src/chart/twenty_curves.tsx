// Twenty worlds race, each under a seed of its own: first as small pictures, then all in one with their mean. What
// happens in all of them is not luck.

import { percent } from '../domain/numbers';
import type { Race } from '../session/ensemble';
import { SEEDS, background } from '../session/ensemble';
import { weeks } from '../session/runs';
import { week } from '../session/state';
import { t } from '../words/words';
import { useMemo } from 'preact/hooks';
import { spread } from './free_place';
import { LineKey } from './key';
import { useSize } from './size';

/** Small pictures in a row. */
const ACROSS = 10;

export function TwentyCurves() {
  return background.value.status === 'none' ? null : <Racing />;
}

/** A curve in a box, over all its weeks. A point every four weeks is as fine as the eye can see. */
function pathOf(values: ArrayLike<number>, most: number, width: number, height: number): string {
  let path = '';
  const last = values.length - 1;
  for (let at = 0; at <= last; at = at < last ? Math.min(last, at + 4) : at + 1) {
    const y = height - 2 - (values[at]! / most) * (height - 5);
    path += `${path ? 'L' : 'M'}${place(at, last, width).toFixed(1)} ${y.toFixed(1)}`;
  }
  return path;
}

const place = (week: number, last: number, width: number) => (week / Math.max(1, last)) * (width - 3) + 1;

/** Hides the weeks after the one shown: like all curves, these give nothing away. */
function Until({ id, width, height }: { id: string; width: number; height: number }) {
  return <clipPath id={id}><rect x="-2" y="-2" width={place(Math.min(week.value, weeks.value), weeks.value, width) + 3} height={height + 4} /></clipPath>;
}

function Racing() {
  const [holder, { width, rem }] = useSize();
  const { races, names, status } = background.value;
  const last = names.length - 1;
  // Where the curves are not shown, there is no width at all.
  const [wide, high] = [Math.max(3, width / ACROSS), rem * 1.9];
  const [all, tall] = [Math.max(0, width - rem * 3.4), rem * 5.2];
  // Weeks pass quickly; curves change only with a new race.
  const drawn = useMemo(() => {
    const most = Math.max(0.05, ...races.flatMap((race) => race.worlds.map(({ dark_share }) => Math.max(...dark_share))));
    const paths = (width: number, height: number) => races.map((race) => race.worlds.map(({ dark_share }) => pathOf(dark_share, most, width, height)));
    const means = (races[0]?.worlds ?? []).map((_, world) => meanOf(races.map((race) => race.worlds[world]!.dark_share)));
    return { most, small: paths(wide - 3, high - 3), large: paths(all, tall), means, mean: means.map((one) => pathOf(one, most, all, tall)) };
  }, [races, width, rem]);
  const line = (world: number) => (world === last && last > 0 ? 'twenty-line second' : 'twenty-line');
  return (
    <figure class="twenty" data-races={races.length}>
      <figcaption>
        <h3>{t('twenty.title', { seeds: SEEDS })}</h3>
        <p class="keys">
          {last > 0 && <LineKey colour="muted" dash="" width={2} words={t('world.a')} />}
          {last > 0 && <LineKey colour="dark" dash="" width={4} words={t(`world.${names[last]!}`)} />}
          {status === 'done' && <span class="dated">{t('twenty.dated', { week: Math.min(week.value, weeks.value) })}</span>}
        </p>
      </figcaption>
      <div ref={holder}>
        <svg width={width} height={high * Math.ceil(SEEDS / ACROSS)} role="img" aria-label={spoken(races, week.value, last)}>
          <Until id="until-small" width={wide - 3} height={high} />
          {Array.from({ length: SEEDS }, (_, at) => (
            <g key={at} transform={`translate(${(at % ACROSS) * wide} ${Math.floor(at / ACROSS) * high})`}>
              <rect class="twenty-cell" width={wide - 3} height={high - 3} rx="3" />
              {drawn.small[at]?.map((path, world) => <path key={world} class={line(world)} d={path} clip-path="url(#until-small)" />)}
            </g>
          ))}
        </svg>
        {status === 'done' && (
          <svg class="together" width={width} height={tall} aria-hidden="true">
            <Until id="until-large" width={all} height={tall} />
            <rect class="twenty-cell" width={width} height={tall} rx="4" />
            <g clip-path="url(#until-large)">
              {drawn.large.map((worlds, seed) => worlds.map((path, world) => <path key={`${world} ${seed}`} class={`${line(world)} faint`} d={path} />))}
              {drawn.mean.map((path, world) => <path key={world} class={`${line(world)} mean`} d={path} />)}
            </g>
            <Means means={drawn.means} most={drawn.most} width={all} height={tall} rem={rem} />
          </svg>
        )}
      </div>
    </figure>
  );
}

/** The means in the week shown, beside the ends of their curves. */
function Means({ means, most, width, height, rem }: { means: number[][]; most: number; width: number; height: number; rem: number }) {
  const at = (mean: number[]) => mean[Math.min(week.value, mean.length - 1)] ?? Number.NaN;
  const x = place(Math.min(week.value, weeks.value), weeks.value, width) + rem * 0.4;
  const y = spread(means.map((mean) => height - 2 - (at(mean) / most) * (height - 5)), rem, rem * 0.5, height - rem * 0.5);
  return <>{means.map((mean, world) => <text key={world} class="twenty-value" x={x} y={y[world]} dominant-baseline="central">{percent(at(mean))}</text>)}</>;
}

function meanOf(series: Float64Array[]): number[] {
  return Array.from({ length: series[0]?.length ?? 0 }, (_, at) => series.reduce((sum, one) => sum + one[at]!, 0) / series.length);
}

/** What the curves show, for those who cannot see them. */
function spoken(races: Race[], now: number, last: number): string {
  if (!races.length) return t('twenty.nothing');
  const values = (world: number) => races.map((race) => {
    const series = race.worlds[world]!.dark_share;
    return series[Math.min(now, series.length - 1)]!;
  });
  const range = (world: number) => t('twenty.range', { least: percent(Math.min(...values(world))), most: percent(Math.max(...values(world))) });
  if (last === 0) return t('twenty.spoken.alone', { week: now, first: range(0) });
  const [first, second] = [values(0), values(last)];
  const lower = first.filter((value, seed) => second[seed]! < value).length;
  return t('twenty.spoken', { week: now, first: range(0), second: range(last), lower, seeds: races.length });
}
