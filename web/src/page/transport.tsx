// Play, pause, step, scrub, speed.

import { goTo, togglePlay } from '../picture/stage';
import { reached, weeks } from '../session/runs';
import { narrow } from '../session/screen';
import { SPEEDS, change, compares, playing, speed, state, week } from '../session/state';
import { Icon } from './icons';

export function Transport() {
  const now = week.value;
  const total = weeks.value;
  const { from } = state.value;
  const share = (at: number) => `${(100 * at) / total}%`;
  return (
    <div class="transport" data-transport data-week={now}>
      <div class="buttons">
        <button type="button" class="round to-start" onClick={() => goTo(0)} aria-label="To the beginning" title="To the beginning">
          <Icon name="start" />
        </button>
        <button type="button" class="round" onClick={() => goTo(now - 1)} aria-label="One week back" title="One week back">
          <Icon name="back" />
        </button>
        <button
          type="button" class="round big" onClick={togglePlay} data-play
          aria-label={playing.value ? 'Pause' : 'Play'} title={playing.value ? 'Pause (space)' : 'Play (space)'}
        >
          <Icon name={playing.value ? 'pause' : 'play'} />
        </button>
        <button type="button" class="round" onClick={() => goTo(now + 1)} aria-label="One week on" title="One week on">
          <Icon name="next" />
        </button>
      </div>
      <div class="scrub">
        <input
          type="range" min={0} max={total} step={1} value={now} data-scrub
          aria-label="Week" aria-valuetext={`week ${now} of ${total}`}
          onInput={(event) => goTo(Number(event.currentTarget.value))}
        />
        <div class="marks" aria-hidden="true">
          {reached.value < total && <span class="loaded" style={{ width: share(reached.value) }} />}
          {compares.value && <span class="from-mark" style={{ left: share(Math.min(from, total)) }} />}
        </div>
      </div>
      <p class="now" aria-hidden="true">
        Week <strong>{now}</strong>
        <span class="year"> · year {Math.floor(now / 52) + (now === 0 || now % 52 ? 1 : 0)}</span>
      </p>
      <label class="speed">
        <span class="unseen">Speed, weeks a second</span>
        <select value={speed.value} onChange={(event) => change({ speed: Number(event.currentTarget.value) })} data-speed>
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {narrow.value ? `${one}/s` : `${one} ${one === 1 ? 'week' : 'weeks'} a second`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
