// What screen readers are told unasked: that playing has ended, and how things stand then.

import { ended } from '../picture/stage';
import { percent } from '../domain/numbers';
import { deciding } from '../session/game';
import { present } from '../session/runs';
import { t } from '../words/words';
import { titleOf } from './titles';

export function Announcements() {
  const at = deciding.value ? null : ended.value;
  const dark = (week: number) => present.value.map(({ name, history }) => `${titleOf(name)}: ${percent(history.metric('dark_share', week))}`);
  return (
    <p class="unseen" role="status" data-announced>
      {at === null ? '' : t('announce.ended', { week: at, dark: dark(at).join('; ') })}
    </p>
  );
}
