// Guided scenarios: guess, watch, and only then see the answer.

import { computed, effect, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { percent } from '../domain/numbers';
import { challenge } from '../lesson/challenge';
import type { Lesson, Step } from '../lesson/read';
import { stateOf } from '../lesson/read';
import { lessons } from '../lesson/shelf';
import { racesAlone } from '../session/ensemble';
import { GAME } from '../session/game';
import { drawing } from '../session/guesses';
import { complete, shown, weeks } from '../session/runs';
import { narrow } from '../session/screen';
import { change, difference, initial, playing, selection, state, view, week } from '../session/state';
import { openPatientZero, treeOf } from '../session/tree';
import { t, tn } from '../words/words';
import { ChallengePanel, openChallenge } from './challenge';
import { GamePanel, openGame } from './game';
import { Answer, DrawForm, DrawnAnswer, GuessForm } from './guess';
import { Icon } from './icons';
import { Large } from './large';
import { Prose } from './prose';

/** Steps whose animation has been seen to its end. */
const watched = signal<Record<string, true>>({});
const keyOf = (lesson: Lesson, step: number) => `${lesson.name} ${step}`;

export function openLesson(lesson: Lesson, step: number): void {
  playing.value = false;
  selection.value = null;
  treeOf.value = null;
  state.value = stateOf(lesson, step);
  const now = lesson.steps[step];
  difference.value = now?.difference ?? false;
  if (!now?.play) return;
  playing.value = true;
  // Two frames on: by then the panel above the picture has its new height.
  if (narrow.peek()) requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('main')?.scrollIntoView()));
}

/** Back to the shelf: nothing that the lesson showed is left under other names. */
function leave(): void {
  playing.value = false;
  difference.value = false;
  state.value = { ...initial, view: 'lessons' };
}

/** Leaves the lesson, but keeps what it showed, with its levers and names. */
function goOn(): void {
  change({ view: 'explore', lesson: '', step: 0 });
}

/** The open lesson and its step; null if none is open. */
const currentStep = computed(() => {
  const { lesson: name, step: number } = state.value;
  const lesson = lessons.value.find((one) => one.name === name);
  const at = lesson ? Math.min(number, lesson.steps.length - 1) : 0;
  const step = lesson?.steps[at];
  return lesson && step ? { lesson, step, number: at } : null;
});

/** The same, but null also while another part of the page is open. */
export const shownStep = computed(() => (view.value === 'lessons' ? currentStep.value : null));

/** A question is answered by the first step after it that asks none: by then, it has been seen. The last one asked is first. */
function answeredBy({ steps }: Lesson, number: number): number[] {
  const asks = (at: number) => Boolean(steps[at]?.guess || steps[at]?.draw);
  const found: number[] = [];
  if (!asks(number)) for (let at = number - 1; asks(at); at -= 1) found.push(at);
  return found;
}

/** Whether the step's answer is held back because its animation has not been seen yet. */
export const answerWaits = computed(() => {
  const now = currentStep.value;
  return now !== null && now.step.play && !(keyOf(now.lesson, now.number) in watched.value);
});

function hasSeen(): void {
  const now = currentStep.peek();
  if (now) watched.value = { ...watched.peek(), [keyOf(now.lesson, now.number)]: true };
}

effect(() => {
  racesAlone.value = shownStep.value?.step.twenty ?? false;
});

/** Traces patient zero as soon as the world is complete. */
effect(() => {
  const now = currentStep.value;
  if (!now?.step.trace || !complete.value || shown.value.scenario !== state.value.scenario) return;
  if (!treeOf.peek()) openPatientZero();
});

/** A drawn curve stays in the chart for the next step, which draws the real one over it. */
effect(() => {
  const now = currentStep.value;
  const asks = now?.step.draw ? now.number : now?.lesson.steps[now.number - 1]?.draw ? now.number - 1 : -1;
  if (!now || asks < 0) {
    drawing.value = null;
    return;
  }
  drawing.value = { id: keyOf(now.lesson, asks), from: stateOf(now.lesson, asks).week, weeks: weeks.value, open: asks === now.number };
});

effect(() => {
  if (!answerWaits.value || week.value < weeks.value) return;
  hasSeen();
  if (narrow.peek()) requestAnimationFrame(() => document.getElementById('step-title')?.scrollIntoView());
});

/** Jumps to the end of the animation. */
export function skip(): void {
  playing.value = false;
  change({ week: weeks.peek() });
  hasSeen();
}

export function LessonPanel() {
  const now = currentStep.value;
  if (state.value.lesson === 'challenge') return <ChallengePanel leave={leave} />;
  if (state.value.lesson === GAME) return <GamePanel leave={leave} />;
  return now ? <Open {...now} /> : <Shelf />;
}

function Shelf() {
  return (
    <section class="shelf" aria-labelledby="shelf-title">
      <h2 id="shelf-title">{t('view.lessons')}</h2>
      <p class="muted">{t('lesson.shelf')}</p>
      {!lessons.value.length && <p>{t('lesson.none')}</p>}
      <ol class="lesson-cards">
        {lessons.value.map((lesson) => (
          <li key={lesson.name}>
            <button type="button" class="card" onClick={() => openLesson(lesson, 0)} data-open-lesson={lesson.name}>
              <strong>{lesson.title}</strong>
              <span>{lesson.idea}</span>
              <span class="muted">{tn('lesson.minutes', lesson.minutes)}, {tn('lesson.steps', lesson.steps.length)}</span>
            </button>
          </li>
        ))}
        <Card name={GAME} open={openGame} title={t('game.title')} idea={t('game.idea')} minutes={4} />
        <Card name="challenge" open={openChallenge} title={t('challenge.title', { target: percent(challenge.target) })} idea={t('challenge.idea', { budget: challenge.budget })} minutes={8} />
      </ol>
    </section>
  );
}

/** A card for what participants do themselves, after the lessons. */
function Card({ name, open, title, idea, minutes }: { name: string; open: () => void; title: string; idea: string; minutes: number }) {
  return (
    <li>
      <button type="button" class="card play-card" onClick={open} data-open-play={name}>
        <strong>{title}</strong>
        <span>{idea}</span>
        <span class="muted">{tn('lesson.minutes', minutes)}</span>
      </button>
    </li>
  );
}

function Open({ lesson, step, number }: { lesson: Lesson; step: Step; number: number }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const last = number === lesson.steps.length - 1;
  const waits = answerWaits.value;
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) heading.current?.focus({ preventScroll: narrow.peek() && step.play });
    first.current = false;
  }, [number]);
  return (
    <section class="lesson" data-lesson={lesson.name} data-step={number} data-waits={waits || undefined} aria-labelledby="step-title">
      <header class="lesson-head">
        <button type="button" class="text-button" onClick={leave} data-shelf>{t('lesson.all')}</button>
        <p class="lesson-title">{lesson.title}</p>
        <p class="dots" role="img" aria-label={t('lesson.step', { step: number + 1, steps: lesson.steps.length })}>
          {lesson.steps.map((_, at) => <span key={at} class={at === number ? 'dot here' : at < number ? 'dot past' : 'dot'} />)}
        </p>
      </header>
      <h2 id="step-title" ref={heading} tabIndex={-1}>{step.title}</h2>
      {waits ? (
        <div class="prose watch">
          <Prose text={step.watch || t('lesson.watch')} />
          <button type="button" onClick={skip} data-skip>{t('lesson.skip')}</button>
        </div>
      ) : (
        <>
          {step.number && <Large number={step.number} from={stateOf(lesson, number).week} />}
          {answeredBy(lesson, number).map((at) => {
            const { guess } = lesson.steps[at]!;
            const id = keyOf(lesson, at);
            return guess ? <Answer key={at} guess={guess} id={id} /> : <DrawnAnswer key={at} id={id} />;
          })}
          <Prose text={step.text} />
        </>
      )}
      {step.draw && <DrawForm draw={step.draw} />}
      {step.guess && <GuessForm guess={step.guess} id={keyOf(lesson, number)} />}
      {last && (
        <div class="assumed">
          <h3>{t('lesson.assumed')}</h3>
          <Prose text={lesson.assumed} />
        </div>
      )}
      <footer class="lesson-foot">
        <button type="button" disabled={number === 0} onClick={() => openLesson(lesson, number - 1)} data-back>{t('lesson.back')}</button>
        {last ? (
          <button type="button" class="primary" onClick={goOn} data-explore>
            {t('lesson.go_on')}
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => openLesson(lesson, number + 1)} data-next>
            {t(step.guess || step.draw ? 'lesson.watch_it' : 'lesson.next')} <Icon name="arrow" />
          </button>
        )}
      </footer>
    </section>
  );
}
