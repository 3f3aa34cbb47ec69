// One large number, readable from the back of a room, beside what it was before.

import { count, percent } from '../domain/numbers';
import { startOf, worth } from '../domain/units';
import type { LargeNumber } from '../lesson/read';
import { reached, worlds } from '../session/runs';
import { state } from '../session/state';
import { t } from '../words/words';

/** The number in a week, the last one if left out; empty until the run is complete. */
export function stepNumber(number: LargeNumber, week?: number): string {
  const history = worlds.value[number.world]?.history;
  const first = worlds.value.a?.history;
  if (!history?.complete || !first) return '';
  const at = week ?? history.last;
  if (number.metric === 'users') return count(history.users(state.value.practice, at));
  const value = history.metric(number.metric, at);
  return number.metric === 'dark_share' ? percent(value) : worth(value, startOf(first));
}

export function Large({ number, from }: { number: LargeNumber; from: number }) {
  void reached.value;
  const history = worlds.value[number.world]?.history;
  const last = stepNumber(number);
  if (!history || !last) return null;
  return (
    <p class="large" data-large>
      <strong>{last}</strong>
      <span>{number.words}</span>
      {from < history.last && <span class="muted">{t('large.before', { week: from, value: stepNumber(number, from) })}</span>}
    </p>
  );
}
