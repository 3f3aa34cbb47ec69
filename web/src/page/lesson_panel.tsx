// Guided scenarios: guess first, then reveal.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { plural } from '../domain/numbers';
import type { Lesson, Step } from '../lesson/read';
import { stateOf } from '../lesson/read';
import { lessons } from '../lesson/shelf';
import { change, difference, playing, selection, state } from '../session/state';
import { treeOf } from '../session/tree';
import { Icon } from './icons';
import { Prose } from './prose';

/** What was guessed, by lesson and step. */
const guesses = signal<Record<string, number>>({});

export function openLesson(lesson: Lesson, step: number): void {
  playing.value = false;
  selection.value = null;
  treeOf.value = null;
  state.value = stateOf(lesson, step);
  const now = lesson.steps[step];
  difference.value = now?.difference ?? false;
  if (now?.play) playing.value = true;
}

export function currentStep(): { lesson: Lesson; step: Step; number: number } | null {
  const { lesson: name, step: number } = state.value;
  const lesson = lessons.value.find((one) => one.name === name);
  const step = lesson?.steps[Math.min(number, lesson.steps.length - 1)];
  return lesson && step ? { lesson, step, number: Math.min(number, lesson.steps.length - 1) } : null;
}

export function LessonPanel() {
  const now = currentStep();
  return now ? <Open {...now} /> : <Shelf />;
}

function Shelf() {
  return (
    <section class="shelf" aria-labelledby="shelf-title">
      <h2 id="shelf-title">Lessons</h2>
      <p class="muted">Guided, five to ten minutes each: guess first, then see what the model shows.</p>
      {!lessons.value.length && <p>This page came without lessons.</p>}
      <ol class="lesson-cards">
        {lessons.value.map((lesson) => (
          <li key={lesson.name}>
            <button type="button" class="card" onClick={() => openLesson(lesson, 0)} data-open-lesson={lesson.name}>
              <strong>{lesson.title}</strong>
              <span>{lesson.idea}</span>
              <span class="muted">{lesson.minutes} minutes, {plural(lesson.steps.length, 'step')}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Open({ lesson, step, number }: { lesson: Lesson; step: Step; number: number }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = number > 0 ? lesson.steps[number - 1] : undefined;
  const last = number === lesson.steps.length - 1;
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) heading.current?.focus({ preventScroll: false });
    first.current = false;
  }, [number]);
  return (
    <section class="lesson" data-lesson={lesson.name} data-step={number} aria-labelledby="step-title">
      <header class="lesson-head">
        <button type="button" class="text-button" onClick={() => { playing.value = false; change({ lesson: '', step: 0 }); }}>All lessons</button>
        <p class="lesson-title">{lesson.title}</p>
        <p class="dots" aria-label={`Step ${number + 1} of ${lesson.steps.length}`}>
          {lesson.steps.map((_, at) => <span key={at} class={at === number ? 'dot here' : at < number ? 'dot past' : 'dot'} />)}
        </p>
      </header>
      <h2 id="step-title" ref={heading} tabIndex={-1}>{step.title}</h2>
      {before?.guess && <Recap lesson={lesson} step={number - 1} />}
      <Prose text={step.text} />
      {step.guess && <GuessForm lesson={lesson} number={number} step={step} />}
      {last && (
        <div class="assumed">
          <h3>What is assumed</h3>
          <Prose text={lesson.assumed} />
        </div>
      )}
      <footer class="lesson-foot">
        <button type="button" disabled={number === 0} onClick={() => openLesson(lesson, number - 1)} data-back>Back</button>
        {last ? (
          <button type="button" class="primary" onClick={() => change({ view: 'explore', lesson: '', step: 0 })} data-explore>
            Go on by yourself
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => openLesson(lesson, number + 1)} data-next>
            {step.guess ? 'Reveal' : 'Next'} <Icon name="arrow" />
          </button>
        )}
      </footer>
    </section>
  );
}

function GuessForm({ lesson, number, step }: { lesson: Lesson; number: number; step: Step }) {
  const key = `${lesson.name} ${number}`;
  return (
    <fieldset class="guess">
      <legend>{step.guess!.question}</legend>
      {step.guess!.options.map((option, at) => (
        <label key={at} class="option">
          <input
            type="radio" name={key} checked={guesses.value[key] === at}
            onChange={() => (guesses.value = { ...guesses.value, [key]: at })}
          />
          <span>{option}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Recap({ lesson, step }: { lesson: Lesson; step: number }) {
  const guess = lesson.steps[step]!.guess!;
  const guessed = guesses.value[`${lesson.name} ${step}`];
  return (
    <div class="recap">
      {guessed !== undefined && guessed !== guess.answer && <p class="muted">Your guess: {guess.options[guessed]}</p>}
      <p>
        <span class="recap-label">{guessed === guess.answer ? 'You guessed what the model shows' : 'The model shows'}</span>
        <strong>{guess.options[guess.answer]}</strong>
      </p>
    </div>
  );
}
