// One large number, readable from the back of a room, beside what it was before.

import { count, percent } from '../domain/numbers';
import { startOf, worth } from '../domain/units';
import type { LargeNumber } from '../lesson/read';
import { reached, worlds } from '../session/runs';
import { state } from '../session/state';
import { t } from '../words/words';

export function Large({ number, from }: { number: LargeNumber; from: number }) {
  void reached.value;
  const history = worlds.value[number.world]?.history;
  const first = worlds.value.a?.history;
  if (!history?.complete || !first) return null;
  const at = (week: number) => {
    if (number.metric === 'users') return count(history.users(state.value.practice, week));
    const value = history.metric(number.metric, week);
    return number.metric === 'dark_share' ? percent(value) : worth(value, startOf(first));
  };
  return (
    <p class="large" data-large>
      <strong>{at(history.last)}</strong>
      <span>{number.words}</span>
      {from < history.last && <span class="muted">{t('large.before', { week: from, value: at(from) })}</span>}
    </p>
  );
}
