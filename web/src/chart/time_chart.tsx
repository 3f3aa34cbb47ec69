// Curves over the weeks, drawn only up to the week shown, so that they give nothing away.

import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { ComponentChildren } from 'preact';
import { freest, spread } from './free_place';
import { t } from '../words/words';
import { useSize } from './size';

export interface Curve {
  key: string;
  /** Name of the colour in the style sheet. */
  colour: string;
  dash: string;
  width: number;
  values: number[];
}

interface Props {
  /** Identifies the chart in the page (`data-chart`). */
  name: string;
  title: string;
  /** What the curves show, for those who cannot see them. */
  summary: string;
  curves: Curve[];
  weeks: number;
  week: number;
  /** Length of the start-up phase, in weeks from the beginning. */
  startUp: number;
  /** The week in which the levers begin; null if there is none. */
  from: number | null;
  format: (value: number) => string;
  /** Ticks are whole multiples of this; 1 if left out. */
  unit?: number;
  /** The range that the vertical axis covers at least. */
  least: [number, number];
  /** A curve drawn by hand, over all the weeks; `draw` takes a point while it can still be drawn. */
  guess?: { values: number[]; draw: ((week: number, value: number) => void) | null };
  /** Whether to say that the numbers beside the curves are those of one week. */
  dated: boolean;
  /** Shown beside the title. */
  beside?: ComponentChildren;
  children?: ComponentChildren;
}

/** Where on the paper a week and a value lie, and how large its text is. */
interface Paper {
  x: (week: number) => number;
  y: (value: number) => number;
  rem: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function TimeChart({ name, unit = 1, title, summary, curves, weeks, week, startUp, from, format, least, guess, dated, beside, children }: Props) {
  const [holder, { width, rem, screen }] = useSize();
  const height = Math.round(rem * (tall(screen / rem) + (guess ? 5 : 0)));
  const [left, top, bottom] = [rem * 3.7, rem * 0.6, height - rem * 1.9];
  const right = Math.max(left + 10, width - rem * 3.4);
  const [low, high] = extent(curves.flatMap((curve) => curve.values.filter(Number.isFinite)));
  const domain = [Math.min(least[0], low ?? 0) / unit, Math.max(least[1], high ?? 1) / unit];
  const x = scaleLinear([0, weeks], [left, right]);
  const ruler = scaleLinear(domain, [bottom, top]).nice(4);
  const y = (value: number) => ruler(value / unit);
  const paper: Paper = { x, y, rem, left, right, top, bottom };
  const path = line<number>((_, at) => x(at), (value) => y(value)).defined(Number.isFinite);
  const draw = guess?.draw;
  const point = (event: PointerEvent) => {
    if (!draw || !event.buttons) return;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    draw(x.invert(event.clientX - box.left), Math.max(0, Math.min(domain[1]!, ruler.invert(event.clientY - box.top))) * unit);
    event.preventDefault();
  };
  return (
    <figure class="chart" aria-label={summary}>
      <figcaption>
        <div class="chart-head"><h3>{title}{dated && <span class="dated">{t('chart.dated', { week })}</span>}</h3> {beside}</div>
        {children}
      </figcaption>
      <div ref={holder} class="chart-paper">
        <svg
          class={draw ? 'drawable' : undefined} onPointerDown={point} onPointerMove={point}
          width={width} height={height} role="img" aria-label={summary} data-chart={name}
        >
          <StartUp paper={paper} until={startUp} week={week} curves={curves} />
          {ruler.ticks(4).map((tick) => tick * unit).map((value) => (
            <g key={value}>
              <line class="grid" x1={left} x2={right} y1={y(value)} y2={y(value)} />
              <text class="tick" x={left - rem * 0.45} y={y(value)} text-anchor="end" dominant-baseline="central">{format(value)}</text>
            </g>
          ))}
          <Years paper={paper} weeks={weeks} />
          {from !== null && <line class="from" x1={x(from)} x2={x(from)} y1={top} y2={bottom} />}
          {curves.map((curve) => (
            <path
              key={curve.key} d={path(curve.values.slice(0, week + 1)) ?? ''} class="curve" fill="none" stroke={`var(--${curve.colour})`}
              stroke-width={(curve.width * rem) / 16} stroke-dasharray={curve.dash || undefined}
            />
          ))}
          {guess && <path class="guess-curve" data-guess-curve d={path(guess.values) ?? ''} />}
          <line class="now" x1={x(week)} x2={x(week)} y1={top} y2={bottom} />
          <Ends paper={paper} curves={curves} week={week} format={format} />
        </svg>
      </div>
    </figure>
  );
}

/** The start-up phase, with its name where there is room for it and no curve. */
function StartUp({ paper: { x, y, rem, top, bottom }, until, week, curves }: { paper: Paper; until: number; week: number; curves: Curve[] }) {
  if (until <= 0) return null;
  const wide = rem * 4.4;
  const named = until > 40 && x(until) - x(0) > wide && (week >= until || x(week) + rem * 3.2 < x(until) - wide);
  const heights = Array.from({ length: 9 }, (_, step) => bottom - rem * 0.9 - (step / 8) * (bottom - top - rem * 1.8));
  const covers = wide / Math.max(0.001, x(1) - x(0));
  return (
    <>
      <rect class="settling" x={x(0)} y={top} width={x(until) - x(0)} height={bottom - top} />
      {named && (
        <text
          class="tick settled" x={x(until) - rem * 0.4} y={freest(heights, curves.map((curve) => curve.values), y, Math.floor(until - covers), until)}
          text-anchor="end" dominant-baseline="central"
        >
          {t('chart.settling')}
        </text>
      )}
    </>
  );
}

/** As many years as there is room for. */
function Years({ paper: { x, rem, bottom }, weeks }: { paper: Paper; weeks: number }) {
  const every = [1, 2, 5, 10, 20, 50].find((step) => x(52 * step) - x(0) >= rem * 1.9) ?? 100;
  const years = Array.from({ length: Math.floor(weeks / 52 / every) + 1 }, (_, at) => at * every);
  const last = years.at(-1)!;
  return (
    <>
      {years.map((year) => (
        <text key={year} class="tick" x={x(year * 52) - (year === last ? rem * 0.28 : 0)} y={bottom + rem * 1.4} text-anchor={year === last ? 'start' : 'middle'}>
          {year === last ? t('chart.years', { years: year }) : year}
        </text>
      ))}
    </>
  );
}

/** The values of the week shown, beside the ends of the curves. */
function Ends({ paper: { x, y, rem, bottom }, curves, week, format }: { paper: Paper; curves: Curve[]; week: number; format: Props['format'] }) {
  const values = curves.map((curve) => curve.values[Math.min(week, curve.values.length - 1)] ?? Number.NaN);
  const places = spread(values.map(y), rem * 1.05, rem * 0.55, bottom);
  return (
    <>
      {curves.map((curve, at) => Number.isFinite(values[at]) && (
        <text
          key={curve.key} class="end" x={x(week) + rem * 0.35} y={places[at]} dominant-baseline="central"
          style={{ fill: `var(--${curve.colour}-text)` }}
        >
          {format(values[at]!)}
        </text>
      ))}
    </>
  );
}

/** Height of a chart on a screen of this height, both in lines of text: a large screen's spare room is used. */
function tall(lines: number): number {
  return Math.max(8.4, Math.min(14, 8.4 + (lines - 60) / 2));
}
