// What is guessed in a lesson, and what the model shows.

import { signal } from '@preact/signals';
import type { Guess } from '../lesson/read';
import { t } from '../words/words';

/** What was guessed, by lesson and step. */
const guesses = signal<Record<string, number>>({});

export function GuessForm({ guess, id }: { guess: Guess; id: string }) {
  return (
    <fieldset class="guess">
      <legend>{guess.question}</legend>
      {guess.options.map((option, at) => (
        <label key={at} class="option">
          <input
            type="radio" name={id} checked={guesses.value[id] === at}
            onChange={() => (guesses.value = { ...guesses.value, [id]: at })}
          />
          <span>{option}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Answer({ guess, id }: { guess: Guess; id: string }) {
  const guessed = guesses.value[id];
  return (
    <div class="recap" data-answer>
      {guessed !== undefined && guessed !== guess.answer && <p class="muted">{t('lesson.guessed', { guess: guess.options[guessed]! })}</p>}
      <p>
        <span class="recap-label">{t(guessed === guess.answer ? 'lesson.right' : 'lesson.shows')}</span>
        <strong>{guess.options[guess.answer]}</strong>
      </p>
    </div>
  );
}
