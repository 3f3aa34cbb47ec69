// A lesson on paper: an A4 page to guess on, with the final picture, the take-aways, and what is assumed. And a slide
// of each step as PNG, for rooms where the page cannot be used.

import { signal } from '@preact/signals';
import { letter } from '../domain/numbers';
import { pending } from '../lesson/fill';
import type { Lesson } from '../lesson/read';
import { stateOf } from '../lesson/read';
import { complete, upToDate, weeks } from '../session/runs';
import type { State } from '../session/state';
import { change, playing, state } from '../session/state';
import { pictureSvg } from '../share/picture_files';
import { slidePng } from '../share/slide';
import { t } from '../words/words';
import { stepNumber } from './large';
import { openLesson } from './lesson_panel';
import { Prose, inline } from './prose';
import { save, titled } from './share_menu';

interface Paper {
  lesson: Lesson;
  picture: string;
  /** Whether the picture shows only one world: then it is about square, and what is below it otherwise has room beside it. */
  alone: boolean;
  /** Where it was asked for. */
  from: State;
}

export const paper = signal<Paper | null>(null);

const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** Shows the end of a step, and waits until its worlds have all their weeks. */
async function settle(lesson: Lesson, step: number): Promise<void> {
  openLesson(lesson, step);
  playing.value = false;
  while (!(complete.peek() && upToDate())) await wait(50);
  if (lesson.steps[step]!.play) change({ week: weeks.peek() });
}

export async function printHandout(lesson: Lesson): Promise<void> {
  const from = state.peek();
  await settle(lesson, lesson.steps.length - 1);
  const { worlds, week, origin } = titled();
  paper.value = { lesson, from, alone: worlds.length === 1, picture: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureSvg(worlds, week, origin))}` };
  await wait(300);
  window.print();
}

export async function saveSlides(lesson: Lesson): Promise<void> {
  const from = state.peek();
  for (const [at, step] of lesson.steps.entries()) {
    await settle(lesson, at);
    // A slide cannot fill in later what the twenty pairs show.
    const said = `${step.text} ${step.number?.world === 'change' ? `{change.${step.number.metric}}` : ''}`;
    while (pending(said)) await wait(100);
    const { worlds, week, origin } = titled();
    const picture = pictureSvg(worlds, week, origin);
    const number = step.number ? stepNumber(step.number) : '';
    save(`${lesson.name}-${String(at + 1).padStart(2, '0')}.png`, await slidePng({ lesson: lesson.title, step, number, words: step.number?.words ?? '', picture }));
  }
  state.value = from;
}

/** The take-aways: the list in a lesson's last step. */
const takeaways = (lesson: Lesson) => [...lesson.steps.at(-1)!.text.matchAll(/^- ([^]*?)(?=\n- |$(?![^]))/gm)].map(([, text]) => text!.replaceAll('\n', ' '));

export function Handout() {
  const now = paper.value;
  if (!now) return null;
  const { lesson, picture, alone, from } = now;
  const close = () => {
    paper.value = null;
    state.value = from;
  };
  return (
    <article class="handout" data-handout={lesson.name}>
      <header>
        <h1>{lesson.title}</h1>
        <p>{lesson.idea}</p>
        <button type="button" onClick={close} data-handout-close>{t('handout.close')}</button>
      </header>
      <section>
        <h2>{t('handout.guess')}</h2>
        {lesson.steps.filter((step) => step.guess || step.draw).map((step) => (
          <div key={step.title} class="handout-guess">
            <p><strong>{step.guess?.question ?? step.draw?.question}</strong></p>
            {step.guess
              ? <p>{step.guess.options.map((option, at) => <span key={at} class="handout-option">☐ {letter(at)} {option}</span>)}</p>
              : <div class="handout-axes" aria-hidden="true"><span>100 %</span><span>0 %</span><span>{t('play.week')} {stateOf(lesson, lesson.steps.indexOf(step)).week} … {weeks.value}</span></div>}
          </div>
        ))}
      </section>
      <div class={alone ? 'handout-beside' : undefined}>
        <section>
          <h2>{t('handout.picture')}</h2>
          <img src={picture} alt={t('handout.picture')} />
        </section>
        <div>
          <h2>{t('handout.take')}</h2>
          <ol>{takeaways(lesson).map((one) => <li key={one}>{inline(one)}</li>)}</ol>
          <h2>{t('lesson.assumed')}</h2>
          <Prose text={lesson.assumed} />
        </div>
      </div>
      <p class="muted">{t('page.source')}</p>
    </article>
  );
}
