// Curves over the weeks, drawn only up to the week shown, so that they give nothing away.

import { extent, max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { ComponentChildren } from 'preact';
import { freest } from './free_place';
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

export function TimeChart({ name, unit = 1, title, summary, curves, weeks, week, startUp: settled, from, format, least, guess, dated, beside, children }: Props) {
  const [holder, { width, rem, screen }] = useSize();
  const height = Math.round(rem * (tall(screen / rem) + (guess ? 5 : 0)));
  const margin = { top: rem * 0.6, right: rem * 3.4, bottom: rem * 1.9, left: rem * 3.7 };
  const [low, high] = extent(curves.flatMap((curve) => curve.values.filter(Number.isFinite)));
  const x = scaleLinear([0, weeks], [margin.left, Math.max(margin.left + 10, width - margin.right)]);
  const domain = [Math.min(least[0], low ?? 0) / unit, Math.max(least[1], high ?? 1) / unit];
  const draw = guess?.draw;
  const point = (event: PointerEvent) => {
    if (!draw || !event.buttons) return;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    draw(x.invert(event.clientX - box.left), Math.max(0, Math.min(domain[1]!, ruler.invert(event.clientY - box.top))) * unit);
    event.preventDefault();
  };
  const ruler = scaleLinear(domain, [height - margin.bottom, margin.top]).nice(4);
  const y = (value: number) => ruler(value / unit);
  const path = line<number>((_, at) => x(at), (value) => y(value)).defined(Number.isFinite);
  const paths = curves.map((curve) => path(curve.values.slice(0, week + 1)) ?? '');
  const every = [1, 2, 5, 10, 20, 50].find((step) => x(52 * step) - x(0) >= rem * 1.9) ?? 100;
  const years = Array.from({ length: Math.floor(weeks / 52 / every) + 1 }, (_, at) => at * every);
  const last = years[years.length - 1]!;
  const [bottom, top] = [height - margin.bottom, margin.top];
  const ends = spread(curves.map((curve) => y(curve.values[Math.min(week, curve.values.length - 1)] ?? Number.NaN)), rem * 1.05, rem * 0.55, bottom);
  const covers = (rem * 4.4 * weeks) / Math.max(1, x(weeks) - x(0));
  const heights = Array.from({ length: 9 }, (_, step) => bottom - rem * 0.9 - (step / 8) * (bottom - top - rem * 1.8));
  const word = freest(heights, curves.map((curve) => curve.values), y, Math.floor(settled - covers), settled);

  return (
    <figure class="chart" aria-label={summary}>
      <figcaption>
        <div class="chart-head"><h3>{title}{dated && <span class="dated">{t('chart.dated', { week })}</span>}</h3> {beside}</div>
        {children}
      </figcaption>
      <div ref={holder} class="chart-paper">
        <svg
          class={draw ? 'drawable' : undefined} onPointerDown={point} onPointerMove={point}
          width={width} height={height} role="img" aria-label={summary} data-chart={name}>
          {settled > 0 && <rect class="settling" x={x(0)} y={top} width={x(settled) - x(0)} height={bottom - top} />}
          {settled > 40 && x(settled) - x(0) > rem * 4.4 && (week >= settled || x(week) + rem * 3.2 < x(settled) - rem * 4.4) && <text class="tick settled" x={x(settled) - rem * 0.4} y={word} text-anchor="end" dominant-baseline="central">{t('chart.settling')}</text>}
          {ruler.ticks(4).map((tick) => tick * unit).map((value) => (
            <g key={value}>
              <line class="grid" x1={margin.left} x2={width - margin.right} y1={y(value)} y2={y(value)} />
              <text class="tick" x={margin.left - rem * 0.45} y={y(value)} text-anchor="end" dominant-baseline="central">
                {format(value)}
              </text>
            </g>
          ))}
          {years.map((year) => (
            <text key={year} class="tick" x={x(year * 52) - (year === last ? rem * 0.28 : 0)} y={height - rem * 0.5} text-anchor={year === last ? 'start' : 'middle'}>
              {year === last ? t('chart.years', { years: year }) : year}
            </text>
          ))}
          {from !== null && <line class="from" x1={x(from)} x2={x(from)} y1={top} y2={bottom} />}
          {curves.map((curve, at) => (
            <path
              key={curve.key} d={paths[at]} class="curve" fill="none" stroke={`var(--${curve.colour})`}
              stroke-width={(curve.width * rem) / 16} stroke-dasharray={curve.dash || undefined}
            />
          ))}
          {guess && <path class="guess-curve" data-guess-curve d={path(guess.values) ?? ''} />}
          <line class="now" x1={x(week)} x2={x(week)} y1={top} y2={bottom} />
          {curves.map((curve, at) => {
            const value = curve.values[Math.min(week, curve.values.length - 1)];
            if (value === undefined || !Number.isFinite(value)) return null;
            return (
              <text
                key={curve.key} class="end" x={x(week) + rem * 0.35} y={ends[at]} dominant-baseline="central"
                style={{ fill: `var(--${curve.colour}-text)` }}
              >
                {format(value)}
              </text>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

/** Height of a chart on a screen of this height, both in lines of text: a large screen's spare room is used. */
function tall(lines: number): number {
  return Math.max(8.4, Math.min(14, 8.4 + (lines - 60) / 2));
}

/** Moves overlapping labels apart and keeps them on the paper. */
export function spread(places: number[], gap: number, top: number, bottom: number): number[] {
  const order = places.map((_, at) => at).filter((at) => Number.isFinite(places[at])).sort((a, b) => places[a]! - places[b]!);
  const moved = [...places];
  for (let round = 0; round < 20; round += 1) {
    for (let at = 1; at < order.length; at += 1) {
      const [above, below] = [order[at - 1]!, order[at]!];
      const missing = gap - (moved[below]! - moved[above]!);
      if (missing > 0.01) {
        moved[above]! -= missing / 2;
        moved[below]! += missing / 2;
      }
    }
    for (const at of order) moved[at] = Math.max(top, Math.min(bottom, moved[at]!));
  }
  return moved;
}

/** How far a bar or an axis must reach: to the largest value, and at least to `least`. */
export function longest(values: number[], least: number): number {
  return Math.max(least, max(values.filter(Number.isFinite)) ?? 0);
}
