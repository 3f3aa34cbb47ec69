// The page as a whole.

import { useSignalEffect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { Curves } from '../chart/curves';
import { Mechanisms } from '../chart/mechanisms';
import { Opening, opening } from '../opening/opening';
import { Picture } from '../picture/picture';
import { goTo, togglePlay } from '../picture/stage';
import { caveat } from '../share/origin';
import { catalogue, making, noEngine, reached, worlds } from '../session/runs';
import { deciding, pictured } from '../session/game';
import { drawing } from '../session/guesses';
import { narrow } from '../session/screen';
import { change, initial, playing, problems, selection, sight, state, view, week } from '../session/state';
import { openTree } from '../session/tree';
import { capital, t } from '../words/words';
import { Announcements } from './announcements';
import { presenting } from '../session/presenting';
import { Handout } from './handout';
import { Header } from './header';
import { HowToRead } from './how_to_read';
import { Legend, SightSwitch, ViewTools } from './legend';
import { PresenterBar, clicked, startPresenting, stopPresenting } from './presenter';
import { LessonPanel, answerWaits, shownStep } from './lesson_panel';
import { Levers } from './levers';
import { take } from './share_menu';
import { StoryPanel } from './story_panel';
import { letterOf, titleOf } from './titles';
import { TrainerPage } from './trainer_page';
import { Transport } from './transport';
import { OpenTree } from './tree_view';
import { Chip, Verdicts } from './verdict';
import { ZoomButtons } from './zoom_buttons';

export function App() {
  useSignalEffect(() => {
    document.body.dataset.view = view.value;
    document.title = t('page.title');
  });
  const over = useDrop();
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>{t('page.skip')}</a>
      {presenting.value ? <PresenterBar /> : <Header />}
      <Problems />
      {view.value === 'trainer' ? <TrainerPage /> : <Workshop />}
      {over && <div class="drop" aria-hidden="true"><p>{t('page.drop')}</p></div>}
      <Announcements />
      <Handout />
      {opening.value && !noEngine.value && <Opening />}
    </>
  );
}

function useKeys(): void {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      // The opening covers the page and has keys of its own.
      if (event.ctrlKey || event.metaKey || event.altKey || opening.peek()) return;
      if (presenting.peek() && ['PageDown', 'PageUp', 'Escape'].includes(event.key) && !target.closest('dialog, [role="dialog"]')) {
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') stopPresenting();
        else clicked(event.key === 'PageDown' ? 1 : -1);
        return;
      }
      if (target.closest('select, textarea, input:not([type="range"], [type="checkbox"], [type="radio"])')) return;
      // The space bar presses what has the focus; letters mean nothing else there.
      if (event.key === ' ' && target.closest('button, summary, a, input')) return;
      if (event.key === ' ') togglePlay();
      else if (event.key === ',') goTo(week.peek() - 1);
      else if (event.key === '.') goTo(week.peek() + 1);
      else if (event.key === 'p') (presenting.peek() ? stopPresenting : startPresenting)();
      else if (event.key === 'v') change({ sight: sight.peek() === 'seen' ? 'actual' : 'seen' });
      else return;
      event.preventDefault();
    };
    // Before the pictures, which use a clicker's keys themselves.
    document.addEventListener('keydown', keys, true);
    return () => document.removeEventListener('keydown', keys, true);
  }, []);
}

function Workshop() {
  useKeys();
  const step = shownStep.value?.step;
  const hidden = step !== undefined && (!step.verdict || answerWaits.value);
  const evidence = step && (step.draw || step.verdict || step.mechanisms || drawing.value);
  return (
    <div class={`workshop${openTree.value ? ' tracing' : ''}${evidence ? ' with-evidence' : ''}${deciding.value ? ' alone' : ''}`}>
      <div class="side" key={`${view.value} ${state.value.lesson}`}>{view.value === 'lessons' ? <LessonPanel /> : <Levers />}</div>
      <main id="main" tabIndex={-1}>
        {noEngine.value ? (
          <p class="no-engine" data-problem role="alert">{sentence(noEngine.value)} {t('page.no_engine')}</p>
        ) : (
          <>
            <div class="room">
              <div class="stage">
                <div class="screen">
                  <div class="over-pictures">
                    <SightSwitch />
                    <ZoomButtons />
                  </div>
                  <Pictures />
                  <Legend />
                  {!deciding.value && <ViewTools />}
                </div>
                <HowToRead />
                <Small />
              </div>
              {!deciding.value && (
                <div class="evidence" role="region" tabIndex={0} aria-label={t('page.evidence')}>
                  {!(narrow.value && selection.value) && <OpenTree />}
                  {step?.mechanisms && <Mechanisms />}
                  <Verdicts hidden={hidden} />
                  <Curves verdict={(metric) => !hidden && <Chip metric={metric} />} />
                  {!step?.mechanisms && <Mechanisms />}
                </div>
              )}
            </div>
            {!deciding.value && <Transport />}
          </>
        )}
      </main>
      <StoryPanel />
    </div>
  );
}

/** Makes a sentence of a text; a file name at its start keeps its case. */
const sentence = (text: string) => (/^\S+\.\w+\b/.test(text) ? text : capital(text)) + (/[.!?]$/.test(text) ? '' : '.');

function Pictures() {
  void [reached.value, catalogue.value];
  const names = pictured.value;
  return (
    <div class={`pictures of-${names.length}`} data-making={making.value || undefined}>
      {names.map((name) => (
        <Picture key={name} name={name} title={titleOf(name)}>
          {names.length > 1 && <span class={`letter ${name}`}>{letterOf(name)}</span>}
          {!worlds.value[name] && <span class="muted">{t('picture.making')}</span>}
        </Picture>
      ))}
      {narrow.value && view.value === 'explore' && (
        <button type="button" class="to-levers" data-to-levers onClick={() => document.getElementById('levers-title')?.scrollIntoView()}>
          {t('levers.title')}
        </button>
      )}
    </div>
  );
}

function Problems() {
  return (
    <div class="problems" role="status">
      {problems.value.map((problem) => (
        <p key={problem} data-problem>
          <span>{sentence(problem)}</span>
          <button type="button" class="text-button" onClick={() => (problems.value = problems.peek().filter((one) => one !== problem))}>
            {t('page.understood')}
          </button>
        </p>
      ))}
    </div>
  );
}

function Small() {
  return (
    <footer class="small">
      <p>
        <button type="button" class="text-button" onClick={() => { change({ ...initial }); opening.value = true; }}>{t('opening.replay')}</button>{' '}
        {caveat(worlds.value.a?.history)} {t('page.source')}
        {catalogue.value && ` darkside ${catalogue.value.version}.`}
      </p>
    </footer>
  );
}

/** Files can be dropped anywhere. */
function useDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const has = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!has(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!has(event)) return;
      event.preventDefault();
      setOver(false);
      playing.value = false;
      void take(event.dataTransfer?.files ?? []);
    };
    document.addEventListener('dragover', enter);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', enter);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return over;
}
