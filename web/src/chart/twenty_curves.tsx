// Twenty worlds race: each with other luck as a small picture of its own, then all in one with their mean. What happens
// in all of them is no luck.

import { percent } from '../domain/numbers';
import type { Race } from '../session/ensemble';
import { SEEDS, background } from '../session/ensemble';
import { weeks } from '../session/runs';
import { week } from '../session/state';
import { t } from '../words/words';
import { useSize } from './size';

/** Small pictures in a row. */
const ACROSS = 10;

export function TwentyCurves() {
  return background.value.status === 'none' ? null : <Racing />;
}

/** A curve in a box, as far as a week. A point every four weeks is as much as can be seen. */
function pathOf(values: ArrayLike<number>, until: number, most: number, width: number, height: number): string {
  let path = '';
  const last = Math.min(until, values.length - 1);
  for (let at = 0; at <= last; at = at < last ? Math.min(last, at + 4) : at + 1) {
    const x = (at / weeks.value) * (width - 3) + 1;
    const y = height - 2 - (values[at]! / most) * (height - 5);
    path += `${path ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
  }
  return path;
}

/** Curves as far as the week that is shown: like all others, they do not tell what comes. */
function Racing() {
  const [holder, { width, rem }] = useSize();
  const { races, names, status } = background.value;
  const now = week.value;
  const last = names.length - 1;
  const most = Math.max(0.05, ...races.flatMap((race) => race.worlds.map(({ dark_share }) => Math.max(...dark_share))));
  const [wide, high] = [width / ACROSS, rem * 1.9];
  const line = (world: number) => (world === last && last > 0 ? 'twenty-line second' : 'twenty-line');
  return (
    <figure class="twenty" data-races={races.length}>
      <figcaption>
        <h3>{t('twenty.title', { seeds: SEEDS })}</h3>
        {last > 0 && <p class="muted">{t('twenty.key')}</p>}
      </figcaption>
      <div ref={holder}>
        <svg width={width} height={high * Math.ceil(SEEDS / ACROSS)} role="img" aria-label={spoken(races, now, last)}>
          {Array.from({ length: SEEDS }, (_, at) => (
            <g key={at} transform={`translate(${(at % ACROSS) * wide} ${Math.floor(at / ACROSS) * high})`}>
              <rect class="twenty-cell" width={wide - 3} height={high - 3} rx="3" />
              {races[at]?.worlds.map(({ dark_share }, world) => (
                <path key={world} class={line(world)} d={pathOf(dark_share, now, most, wide - 3, high - 3)} />
              ))}
            </g>
          ))}
        </svg>
        {status === 'done' && <Together races={races} now={now} most={most} width={width} rem={rem} line={line} />}
      </div>
    </figure>
  );
}

interface TogetherProps {
  races: Race[];
  now: number;
  most: number;
  width: number;
  rem: number;
  line: (world: number) => string;
}

/** All of them in one, and their mean. */
function Together({ races, now, most, width, rem, line }: TogetherProps) {
  const [wide, high] = [width - rem * 3.4, rem * 5.2];
  const means = (races[0]?.worlds ?? []).map((_, world) => meanOf(races.map((race) => race.worlds[world]!.dark_share)));
  const at = (mean: number[]) => mean[Math.min(now, mean.length - 1)] ?? Number.NaN;
  const y = (mean: number[]) => high - 2 - (at(mean) / most) * (high - 5);
  const x = (Math.min(now, weeks.value) / weeks.value) * (wide - 3) + rem * 0.4;
  // Two labels do not lie on each other.
  const places = means.map(y);
  if (places.length > 1 && Math.abs(places[0]! - places.at(-1)!) < rem) {
    const middle = (places[0]! + places.at(-1)!) / 2;
    const up = places[0]! <= places.at(-1)! ? -1 : 1;
    [places[0], places[places.length - 1]] = [middle + (up * rem) / 2, middle - (up * rem) / 2];
  }
  return (
    <svg class="together" width={width} height={high} aria-hidden="true">
      <rect class="twenty-cell" width={width} height={high} rx="4" />
      {means.map((_, world) => races.map((race, seed) => (
        <path key={`${world} ${seed}`} class={`${line(world)} faint`} d={pathOf(race.worlds[world]!.dark_share, now, most, wide, high)} />
      )))}
      {means.map((mean, world) => <path key={world} class={`${line(world)} mean`} d={pathOf(mean, now, most, wide, high)} />)}
      {means.map((mean, world) => (
        <text key={world} class="twenty-value" x={x} y={places[world]} dominant-baseline="central">{percent(at(mean))}</text>
      ))}
    </svg>
  );
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
