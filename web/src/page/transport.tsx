// Play, pause, step, scrub, speed.

import { goTo, togglePlay } from '../picture/stage';
import { reached, shownWeek, weeks, worlds } from '../session/runs';
import { narrow } from '../session/screen';
import { SPEEDS, change, playing, speed, state } from '../session/state';
import { t, tn } from '../words/words';
import { Icon } from './icons';

export function Transport() {
  const now = shownWeek.value;
  const total = weeks.value;
  const { from } = state.value;
  const share = (at: number) => `${(100 * at) / total}%`;
  return (
    <div class="transport" data-transport data-week={now}>
      <div class="transport-row">
        <div class="buttons">
          <button type="button" class="round to-start" onClick={() => goTo(0)} aria-label={t('play.start')} title={t('play.start')}>
            <Icon name="start" />
          </button>
          <button type="button" class="round" onClick={() => goTo(now - 1)} aria-label={t('play.back')} title={t('play.back')}>
            <Icon name="back" />
          </button>
          <button
            type="button" class="round big" onClick={togglePlay} data-play
            aria-label={t(playing.value ? 'play.pause' : 'play.play')} title={t(playing.value ? 'play.pause.title' : 'play.play.title')}
          >
            <Icon name={playing.value ? 'pause' : 'play'} />
          </button>
          <button type="button" class="round" onClick={() => goTo(now + 1)} aria-label={t('play.on')} title={t('play.on')}>
            <Icon name="next" />
          </button>
        </div>
        <div class="scrub">
          <input
            type="range" min={0} max={total} step={1} value={now} data-scrub
            aria-label={t('play.week')} aria-valuetext={t('play.week.of', { week: now, weeks: total })}
            onInput={(event) => goTo(Number(event.currentTarget.value))}
          />
          <div class="marks" aria-hidden="true">
            {reached.value < total && <span class="loaded" style={{ width: share(reached.value) }} />}
            {worlds.value.b && <span class="from-mark" style={{ left: share(Math.min(from, total)) }} />}
          </div>
        </div>
        <p class="now" aria-hidden="true">
          {t('play.week')} <strong>{now}</strong>
          <span class="year"> · {t('play.year', { year: Math.floor(now / 52) + (now === 0 || now % 52 ? 1 : 0) })}</span>
        </p>
        <label class="speed">
          <span class="unseen">{t('play.speed')}</span>
          <select value={speed.value} onChange={(event) => change({ speed: Number(event.currentTarget.value) })} data-speed>
            {SPEEDS.map((one) => (
              <option key={one} value={one}>
                {narrow.value ? `${one}/s` : tn('play.weekly', one)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}
