// What screen readers are told unasked: that playing has ended, and how things stand then.

import { ended } from '../picture/stage';
import { percent } from '../domain/numbers';
import { deciding } from '../session/game';
import { worlds } from '../session/runs';
import { t } from '../words/words';
import { titleOf } from './titles';

export function Announcements() {
  const at = deciding.value ? null : ended.value;
  const names = (['a', 'b', 'c'] as const).filter((name) => worlds.value[name]);
  const dark = (name: (typeof names)[number]) => percent(worlds.value[name]!.history.metric('dark_share', at ?? 0));
  return (
    <p class="unseen" role="status" data-announced>
      {at === null ? '' : t('announce.ended', { week: at, dark: names.map((name) => `${titleOf(name)}: ${dark(name)}`).join('; ') })}
    </p>
  );
}
