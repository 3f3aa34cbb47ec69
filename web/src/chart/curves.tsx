// The main curves: value as it is seen and as it is, and the share of dark relationships.

import type { ComponentChildren } from 'preact';
import { percent } from '../domain/numbers';
import { startOf, worth } from '../domain/units';
import { drawTo, drawing, drawings } from '../session/guesses';
import { t } from '../words/words';
import { state } from '../session/state';
import type { WorldName } from '../session/state';
import { present, reached, shownWeek, weeks, worlds } from '../session/runs';
import type { History } from '../world/history';
import { LineKey } from './key';
import type { Curve } from './time_chart';
import { TimeChart } from './time_chart';

/** With several worlds, the first is dashed, the second solid and bold, the third dotted. */
function strokeOf(world: WorldName, alone: boolean): { dash: string; width: number } {
  if (world === 'a') return alone ? { dash: '', width: 2.6 } : { dash: '7 4', width: 1.8 };
  return world === 'b' ? { dash: '', width: 2.8 } : { dash: '2 4', width: 2.2 };
}

export const worldWords = (name: WorldName): string => t(`curves.world.${name}`);

type World = (typeof present.value)[number];

function values(history: History, metric: string): number[] {
  const column = history.column(metric);
  return history.frames.map((frame) => frame.series[column] ?? Number.NaN);
}

function curvesOf(metric: string, colour: string, list: World[]): Curve[] {
  return list.map(({ name, history }) => ({
    key: `${metric} ${name}`,
    colour,
    ...strokeOf(name, list.length === 1),
    values: values(history, metric),
  }));
}

function WorldKeys({ list, colour }: { list: World[]; colour: string }) {
  if (list.length < 2) return null;
  return (
    <>
      {list.map(({ name }) => (
        <LineKey key={name} colour={colour} {...strokeOf(name, false)} words={worldWords(name)} />
      ))}
    </>
  );
}

interface Props {
  /** The verdict of the twenty pairs on a metric, shown beside its curve. */
  verdict: (metric: 'visible_value' | 'value' | 'dark_share') => ComponentChildren;
}

export function Curves({ verdict }: Props) {
  void reached.value;
  const list = present.value;
  if (!list.length) return null;
  const now = shownWeek.value;
  const from = worlds.value.b ? state.value.from : null;
  const spoken = (metric: string, say: (value: number) => string) =>
    list.map(({ name, history }) => `${worldWords(name)}: ${say(history.metric(metric, now))}`).join(', ');
  const own = drawing.value;
  const drawn = own ? {
    values: drawings.value[own.id] ?? [],
    draw: own.open ? (at: number, value: number) => drawTo(own, at, value, list[0]!.history.metric('dark_share', own.from)) : null,
  } : undefined;
  const start = startOf(list[0]!.history);
  const say = (value: number) => worth(value, start);
  // Beside them stand means over many weeks.
  const common = { weeks: weeks.value, week: now, startUp: list[0]!.history.startUp, from, dated: list.length > 1 };
  return (
    <>
      <TimeChart
        {...common}
        name="dark"
        title={t('curves.dark')}
        beside={verdict('dark_share')}
        summary={t('curves.dark.summary', { week: now, worlds: spoken('dark_share', percent) })}
        curves={curvesOf('dark_share', 'dark', list)}
        format={percent}
        least={[0, drawn ? 1 : 0.5]}
        guess={drawn}
      >
        <p class="keys">
          {list.length < 2 ? <span class="key">{t('curves.dark.key')}</span> : <WorldKeys list={list} colour="dark" />}
        </p>
      </TimeChart>
      <TimeChart
        {...common}
        name="value"
        title={t('curves.value')}
        summary={t('curves.value.summary', { week: now, seen: spoken('visible_value', say), actual: spoken('value', say) })}
        curves={[...curvesOf('visible_value', 'visible', list), ...curvesOf('value', 'actual', list)]}
        format={say}
        unit={start / 100}
        least={[start, start * 1.6]}
      >
        <p class="keys">
          <span class="judged-key"><LineKey colour="visible" dash="" width={2.8} words={t('curves.seen')} /> {verdict('visible_value')}</span>
          <span class="judged-key"><LineKey colour="actual" dash="" width={2.8} words={t('curves.actual')} /> {verdict('value')}</span>
        </p>
      </TimeChart>
    </>
  );
}
