// Presenter mode (key P): pictures over the whole screen, a timer, a clicker that steps through the lesson, and the
// notes in a window of their own.

import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { letter } from '../domain/numbers';
import { trainer } from '../lesson/shelf';
import { playing, report } from '../session/state';
import { togglePlay } from '../picture/stage';
import { elapsed, presenting, since } from '../session/presenting';
import { t } from '../words/words';
import { Icon } from './icons';
import { answerWaits, openLesson, shownStep, skip } from './lesson_panel';
import { Prose, inline } from './prose';

let notes: Window | null = null;

export function startPresenting(): void {
  since.value = Date.now();
  presenting.value = true;
  // If the browser refuses, the page still fills its window.
  document.documentElement.requestFullscreen?.().catch(() => undefined);
  openNotes();
}

export function stopPresenting(): void {
  presenting.value = false;
  if (document.fullscreenElement) void document.exitFullscreen();
  notes?.close();
  notes = null;
}

function openNotes(): void {
  notes = window.open('', 'darkside-notes', 'popup,width=720,height=900');
  if (!notes) {
    report(t('presenter.blocked'));
    return;
  }
  notes.document.title = t('presenter.notes');
  Object.assign(notes.document.body.style, { font: '20px/1.45 system-ui, sans-serif', margin: '24px', color: '#1b1f24', background: '#fff' });
  render(<Notes />, notes.document.body);
}

/** One step forward or back. Forward from a running animation first jumps to its end. */
export function clicked(by: 1 | -1): void {
  const now = shownStep.peek();
  if (!now) {
    togglePlay();
    return;
  }
  if (by > 0 && answerWaits.peek()) skip();
  else {
    const next = now.number + by;
    if (next >= 0 && next < now.lesson.steps.length) openLesson(now.lesson, next);
  }
}

function Timer() {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(clock);
  }, []);
  return <span data-timer>{elapsed(now)}</span>;
}

/** In place of the page's head. */
export function PresenterBar() {
  const now = shownStep.value;
  return (
    <header class="presenter-bar">
      <h1>{now ? now.lesson.title : 'darkside'}</h1>
      {now && <span class="muted">{now.number + 1} / {now.lesson.steps.length}</span>}
      <button type="button" class="timer" onClick={() => (since.value = Date.now())} title={t('presenter.reset')}><Timer /></button>
      <button type="button" onClick={openNotes}>{t('presenter.notes')}</button>
      <button type="button" class="round" onClick={stopPresenting} aria-label={t('presenter.end')} title={t('presenter.end')} data-present-end><Icon name="close" /></button>
    </header>
  );
}

function Notes() {
  const now = shownStep.value;
  const own = trainer.value?.lessons.find((one) => one.lesson === now?.lesson.name);
  const next = now?.lesson.steps[now.number + 1];
  return (
    <main>
      <p style={{ fontSize: '34px', margin: '0' }}><Timer /> {playing.value ? '▶' : ''}</p>
      {now ? (
        <>
          <h1 style={{ fontSize: '26px' }}>{now.step.title}</h1>
          <Prose text={now.step.text} />
          {now.step.guess && <p><b>{t('presenter.answer')}:</b> {letter(now.step.guess.answer)} {now.step.guess.options[now.step.guess.answer]}</p>}
          {next && <p><b>{t('presenter.next')}:</b> {next.title}</p>}
          {own && <Lists title={t('trainer.ask')} list={own.ask} />}
          {own && <Lists title={t('trainer.heard')} list={own.heard} />}
        </>
      ) : <Script />}
    </main>
  );
}

function Lists({ title, list }: { title: string; list: string[] }) {
  return <section><h2 style={{ fontSize: '20px' }}>{title}</h2><ul>{list.map((one) => <li key={one}>{inline(one)}</li>)}</ul></section>;
}

/** Minute by minute. */
export function Script() {
  const script = trainer.value?.script ?? [];
  if (!script.length) return null;
  return (
    <table class="script" data-script>
      <caption>{t('trainer.script')}</caption>
      <thead><tr><th scope="col">{t('trainer.minutes')}</th><th scope="col">{t('trainer.do')}</th><th scope="col">{t('trainer.say')}</th></tr></thead>
      <tbody>
        {script.map((part) => <tr key={part.minutes}><th scope="row">{part.minutes}</th><td>{inline(part.do)}</td><td>{inline(part.say)}</td></tr>)}
      </tbody>
    </table>
  );
}
