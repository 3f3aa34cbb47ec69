// One large number, readable from the back of a room, beside what it is compared with.

import { count } from '../domain/numbers';
import { shown, startOf } from '../domain/units';
import { fill } from '../lesson/fill';
import type { LargeNumber } from '../lesson/read';
import { SEEDS, background } from '../session/ensemble';
import { reached, worlds } from '../session/runs';
import { state } from '../session/state';
import { t } from '../words/words';

/**
 * The number in a week, the last one if left out; empty until the run is complete. A change is the one over the twenty
 * pairs, so that it cannot differ from the sentence below it.
 */
export function stepNumber(number: LargeNumber, week?: number): string {
  if (number.world === 'change') return fill(`{change.${number.metric}}`);
  const history = worlds.value[number.world]?.history;
  const first = worlds.value.a?.history;
  if (!history?.complete || !first) return '';
  const at = week ?? history.last;
  if (number.metric === 'users') return count(history.users(state.value.practice, at));
  return shown(history.metric(number.metric, at), number.metric, startOf(first));
}

/** What the number is compared with: the pairs' first worlds, or its own world before. */
function beside(number: LargeNumber, from: number): string {
  if (number.world !== 'change') return from < (worlds.value[number.world]?.history.last ?? 0) ? t('large.before', { week: from, value: stepNumber(number, from) }) : '';
  const { status, done } = background.value;
  if (status !== 'done') return t('verdict.progress', { done, seeds: SEEDS });
  const of = (world: string) => fill(`{${world}.${number.metric}}`);
  return t('large.pairs', { seeds: SEEDS, first: of('a'), second: of('b') });
}

/** A value has the colour of its curve. */
const COLOURS: Record<string, string> = { visible_value: 'visible-text', value: 'actual-text' };

export function Large({ number, from }: { number: LargeNumber; from: number }) {
  void reached.value;
  const last = stepNumber(number);
  if (!last) return null;
  const compared = beside(number, from);
  return (
    <p class="large" data-large>
      <strong class={COLOURS[number.metric]}>{last}</strong>
      <span>{number.words}</span>
      {compared && <span class="muted">{compared}</span>}
    </p>
  );
}
