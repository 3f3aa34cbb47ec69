// How the practices behind new dark effects had arrived, over the year up to the week shown.

import { way } from '../domain/mechanisms';
import { count } from '../domain/numbers';
import { catalogue, present, shownWeek } from '../session/runs';
import type { WorldName } from '../session/state';
import type { History } from '../world/history';
import { t } from '../words/words';
import { worldWords } from './curves';

const YEAR = 52;
/** Mechanisms that are listed even if nothing arrived by them. */
const ALWAYS = ['spontaneous', 'intra_imitation', 'intra_learning', 'inter_imitation', 'inter_learning'];

/** New dark effects in the year up to a week, by mechanism number. */
function onsetsByMechanism(history: History, until: number): number[] {
  const counts: number[] = [];
  for (let at = Math.max(1, until - YEAR + 1); at <= Math.min(until, history.last); at += 1) {
    for (const onset of history.frame(at).onsets) {
      if (onset.practice >= 0) counts[onset.mechanism] = (counts[onset.mechanism] ?? 0) + 1;
    }
  }
  return counts;
}

export function Mechanisms() {
  const now = shownWeek.value;
  const ways = catalogue.value?.mechanisms ?? [];
  const list = present.value.map(({ name, history }) => ({ name, counts: onsetsByMechanism(history, now) }));
  const rows = ways
    .map((mechanism, number) => ({ mechanism, values: list.map(({ counts }) => counts[number] ?? 0) }))
    .filter(({ mechanism, values }) => ALWAYS.includes(mechanism.name) || values.some((value) => value > 0));
  const most = Math.max(50, ...rows.flatMap((row) => row.values));
  return (
    <figure class="chart" data-mechanisms>
      <figcaption>
        <h3>{t('mechanisms.title')}</h3>
        <p class="keys">
          <span class="key">{t('mechanisms.key')}</span>
        </p>
      </figcaption>
      <table class="bars">
        <thead class="unseen">
          <tr>
            <th scope="col">{t('mechanisms.way')}</th>
            {list.map(({ name }) => <th key={name} scope="col">{worldWords(name)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ mechanism, values }) => (
            <tr key={mechanism.name}>
              <th scope="row">{way(mechanism.name).name}</th>
              {values.map((value, at) => <Bar key={list[at]!.name} world={list[at]!.name} alone={list.length === 1} value={value} most={most} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Bar({ world, alone, value, most }: { world: WorldName; alone: boolean; value: number; most: number }) {
  const kind = world === 'a' && !alone ? 'bar first' : world === 'c' ? 'bar third' : 'bar';
  return (
    <td class="bar-cell">
      <span class={kind} style={{ width: `${(value / most) * 78}%` }} />
      <span class="bar-value">{count(value)}</span>
    </td>
  );
}
