// A traced practice as a wave: when it first reached the colleagues next door, the firm, and everybody beyond.

import { scaleLinear } from 'd3-scale';
import type { ComponentChildren } from 'preact';
import { useSize } from '../chart/size';
import { weeks } from '../session/runs';
import { t } from '../words/words';
import type { History } from '../world/history';
import type { Use } from '../world/tree';
import { DISTANCES, arrivals } from '../world/tree';

interface Props {
  history: History;
  root: Use;
  until: number;
  /** Shown beside the title. */
  children: ComponentChildren;
}

export function Arrivals({ history, root, until, children }: Props) {
  const [holder, { width, rem }] = useSize();
  const found = arrivals(history, root);
  const left = rem * 8.2;
  const line = rem * 1.35;
  const x = scaleLinear([root.week, Math.max(root.week + 1, weeks.value)], [left + rem * 0.5, width - rem * 2.6]);
  const said = DISTANCES.map((distance) => {
    const first = found[distance][0];
    return first === undefined ? '' : t('arrivals.said', { distance: t(`arrivals.${distance}`), week: first, count: found[distance].length });
  }).filter(Boolean).join('; ');
  return (
    <figure class="arrivals" data-arrivals>
      <figcaption>{t('arrivals.title')} {children}</figcaption>
      <div ref={holder}>
        <svg width={width} height={line * DISTANCES.length} role="img" aria-label={said}>
          {DISTANCES.map((distance, row) => (
            <g key={distance} transform={`translate(0 ${(row + 0.5) * line})`}>
              <line class="grid" x1={left} x2={width - rem * 2.4} y1="0" y2="0" />
              <text class="tick" x={left - rem * 0.4} text-anchor="end" dominant-baseline="central">{t(`arrivals.${distance}`)}</text>
              {found[distance].map((week, at) => <line key={at} class={at === 0 ? 'arrival first' : 'arrival'} x1={x(week)} x2={x(week)} y1={-line * 0.34} y2={line * 0.34} />)}
              <text class="end" x={width} text-anchor="end" dominant-baseline="central">{found[distance].length}</text>
            </g>
          ))}
          <line class="now" x1={x(until)} x2={x(until)} y1="0" y2={line * DISTANCES.length} stroke="var(--muted)" />
        </svg>
      </div>
    </figure>
  );
}
