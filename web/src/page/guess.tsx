// Guesses in a lesson, by one person or by a room, and what the model shows.

import { letter, percent } from '../domain/numbers';
import type { Draw, Guess } from '../lesson/read';
import { choices, drawTo, drawing, drawings, hands, raise } from '../session/guesses';
import { worlds } from '../session/runs';
import { t } from '../words/words';

/** Options to choose from, each with a count of the hands that went up for it. */
export function GuessForm({ guess, id }: { guess: Guess; id: string }) {
  return (
    <fieldset class="guess">
      <legend>{guess.question}</legend>
      {guess.options.map((option, at) => (
        <div key={at} class="option-row">
          <label class="option">
            <input
              type="radio" name={id} checked={choices.value[id] === at}
              onChange={() => (choices.value = { ...choices.value, [id]: at })}
            />
            <span><b>{letter(at)}</b> {option}</span>
          </label>
          <input
            type="number" class="hands" min={0} max={999} placeholder="0" data-hands={letter(at)}
            aria-label={t('guess.hands', { option: letter(at) })} title={t('guess.hands', { option: letter(at) })}
            value={hands.value[id]?.[at] || ''}
            onInput={(event) => raise(id, at, guess.options.length, Math.max(0, Math.round(Number(event.currentTarget.value)) || 0))}
          />
        </div>
      ))}
      <p class="muted">{t('guess.stays')}</p>
    </fieldset>
  );
}

/** The answer, beside what the room thought. */
export function Answer({ guess, id }: { guess: Guess; id: string }) {
  const guessed = choices.value[id];
  const raised = hands.value[id];
  return (
    <div class="recap" data-answer>
      {guessed !== undefined && guessed !== guess.answer && <p class="muted">{t('lesson.guessed', { guess: guess.options[guessed]! })}</p>}
      <p>
        <span class="recap-label">{t(guessed === guess.answer ? 'lesson.right' : 'lesson.shows')}</span>
        <strong>{letter(guess.answer)} {guess.options[guess.answer]}</strong>
      </p>
      {raised?.some((count) => count > 0) && <Histogram guess={guess} raised={raised} />}
    </div>
  );
}

/** The height of the longest bar, in rem. */
const TALLEST = 2.2;

function Histogram({ guess, raised }: { guess: Guess; raised: number[] }) {
  const most = Math.max(1, ...raised);
  return (
    <ol class="histogram" aria-label={t('guess.room')} data-histogram>
      {guess.options.map((option, at) => (
        <li key={at} class={at === guess.answer ? 'right' : undefined} title={option}>
          <span class="hand-bar" style={{ height: `${(TALLEST * raised[at]!) / most}rem` }} />
          {letter(at)} <span class="hand-count">{raised[at]}{at === guess.answer && <span role="img" aria-label={t('guess.right')}> ✓</span>}</span>
        </li>
      ))}
    </ol>
  );
}

/** Asks for a curve, to be drawn in the chart or, without a pointer, entered year by year. */
export function DrawForm({ draw }: { draw: Draw }) {
  const now = drawing.value;
  if (!now) return null;
  const years = Array.from({ length: Math.ceil((now.weeks - now.from) / 52) }, (_, year) => Math.min(now.weeks, now.from + 52 * (year + 1)));
  const values = drawings.value[now.id];
  const start = worlds.value.a?.history.metric('dark_share', now.from) ?? 0;
  return (
    <div class="guess" data-draw>
      <p class="guess-question">{draw.question}</p>
      <p>{t('guess.draw')}</p>
      <details>
        <summary>{t('guess.keyboard')}</summary>
        {years.map((week) => {
          const value = values?.[week];
          const said = value !== undefined && Number.isFinite(value) ? percent(value) : '–';
          return (
            <label key={week} class="guess-year">
              <span>{t('play.week')} {week}: {said}</span>
              <input
                type="range" min={0} max={100} value={Number.isFinite(value) ? value! * 100 : 0} aria-valuetext={said} data-year={week}
                onInput={(event) => drawTo(now, week, Number(event.currentTarget.value) / 100, start)}
              />
            </label>
          );
        })}
      </details>
    </div>
  );
}

/** How far the drawn curve was from the real one. */
export function DrawnAnswer({ id }: { id: string }) {
  const history = worlds.value.a?.history;
  const last = drawings.value[id]?.[history?.last ?? 0];
  if (!history?.complete || last === undefined || !Number.isFinite(last)) return null;
  return (
    <p class="recap" data-answer>
      {t('guess.drawn', { guess: percent(last), model: percent(history.metric('dark_share', history.last)) })}
    </p>
  );
}
