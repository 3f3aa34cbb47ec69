// For whoever leads the workshop: how to go about it, what to ask, what to expect to hear, what to show next.

import { lessons, trainer } from '../lesson/shelf';
import { BeforeAfter } from './before_after';
import { printHandout, saveSlides } from './handout';
import { openLesson } from './lesson_panel';
import { Script, startPresenting } from './presenter';
import { t } from '../words/words';
import { Prose, inline } from './prose';

export function TrainerPage() {
  const page = trainer.value;
  if (!page) return <main class="trainer" id="main"><p>{t('trainer.none')}</p></main>;
  return (
    <main class="trainer" id="main">
      <h2>{page.title}</h2>
      <Prose text={page.text} />
      <Script />
      <BeforeAfter />
      {page.lessons.map((notes) => {
        const lesson = lessons.value.find((one) => one.name === notes.lesson);
        if (!lesson) return null;
        return (
          <article key={notes.lesson} class="notes">
            <header class="panel-head">
              <h3>{lesson.title}</h3>
              <span class="notes-buttons">
                <button type="button" onClick={() => openLesson(lesson, 0)}>{t('trainer.open', { minutes: lesson.minutes })}</button>
                <button type="button" onClick={() => { openLesson(lesson, 0); startPresenting(); }}>{t('trainer.present')}</button>
                <button type="button" onClick={() => void printHandout(lesson)} data-print={lesson.name}>{t('trainer.handout')}</button>
                <button type="button" onClick={() => void saveSlides(lesson)} data-slides={lesson.name}>{t('trainer.slides')}</button>
              </span>
            </header>
            <div class="notes-columns">
              <Notes title={t('trainer.ask')} list={notes.ask} />
              <Notes title={t('trainer.heard')} list={notes.heard} />
              <div>
                <h4>{t('trainer.next')}</h4>
                <Prose text={notes.next} />
              </div>
            </div>
          </article>
        );
      })}
    </main>
  );
}

function Notes({ title, list }: { title: string; list: string[] }) {
  return (
    <div>
      <h4>{title}</h4>
      <ul>{list.map((one) => <li key={one}>{inline(one)}</li>)}</ul>
    </div>
  );
}
