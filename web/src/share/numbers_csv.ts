// The numbers of the worlds on the page as CSV: the series of each, week by week.

import type { History } from '../world/history';

interface NamedHistory {
  world: string;
  history: History;
}

function field(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

/** One row per world and week, up to the last week that all have; undefined values are empty. */
export function seriesCsv(worlds: NamedHistory[]): string {
  const columns = worlds[0]?.history.description.metrics.map((metric) => metric.name) ?? [];
  const rows = [['world', 'seed', 'week', ...columns].join(',')];
  for (const { world, history } of worlds) {
    const order = columns.map((name) => history.column(name));
    for (const frame of history.frames) {
      const values = order.map((column) => field(frame.series[column] ?? Number.NaN));
      rows.push([world, history.description.seed, frame.week, ...values].join(','));
    }
  }
  return `${rows.join('\n')}\n`;
}
