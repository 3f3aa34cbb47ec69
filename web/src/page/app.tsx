// The page as a whole.

import { useSignalEffect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { Curves } from '../chart/curves';
import { Mechanisms } from '../chart/mechanisms';
import { Picture } from '../picture/picture';
import { goTo, togglePlay } from '../picture/stage';
import { catalogue, noEngine, reached, worlds } from '../session/runs';
import { narrow } from '../session/screen';
import { compares, playing, problems, third, view, week } from '../session/state';
import { Header } from './header';
import { HowToRead, Legend, ViewTools } from './legend';
import { LessonPanel, currentStep } from './lesson_panel';
import { Levers } from './levers';
import { take } from './share_menu';
import { StoryPanel } from './story_panel';
import { letterOf, titleOf } from './titles';
import { TrainerPage } from './trainer_page';
import { Transport } from './transport';
import { OpenTree } from './tree_view';
import { Chip, Verdicts } from './verdict';

export function App() {
  useSignalEffect(() => {
    document.body.dataset.view = view.value;
  });
  const over = useDrop();
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>To the pictures</a>
      <Header />
      <Problems />
      {view.value === 'trainer' ? <TrainerPage /> : <Workshop />}
      {over && <div class="drop" aria-hidden="true"><p>Drop a scenario or the tables of an organisation</p></div>}
    </>
  );
}

function Workshop() {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, select, textarea, button, summary, a, .picture')) {
        if (!(event.key === ' ' && target.closest('.picture'))) return;
      }
      if (event.key === ' ') togglePlay();
      else if (event.key === ',') goTo(week.peek() - 1);
      else if (event.key === '.') goTo(week.peek() + 1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  }, []);
  const step = view.value === 'lessons' ? currentStep() : null;
  const hidden = step !== null && !step.step.verdict;
  return (
    <div class="workshop">
      <div class="side">{view.value === 'lessons' ? <LessonPanel /> : <Levers />}</div>
      <main id="main" tabIndex={-1}>
        {noEngine.value ? (
          <p class="no-engine" data-problem role="alert">
            {capital(noEngine.value)} The lessons and the notes for trainers can be read all the same.
          </p>
        ) : (
          <>
            <div class="stage">
              <Pictures />
              {narrow.value && view.value === 'explore' && (
                <button type="button" class="to-levers" data-to-levers onClick={() => document.getElementById('levers-title')?.scrollIntoView()}>
                  Change something
                </button>
              )}
              <Legend />
              <ViewTools />
            </div>
            <div class="charts">
              <Curves verdict={(metric) => !hidden && <Chip metric={metric} />} />
              <Mechanisms />
            </div>
            <Transport />
            {!narrow.value && <OpenTree />}
            <Verdicts hidden={hidden} />
            <HowToRead />
            <Small />
          </>
        )}
      </main>
      <StoryPanel />
    </div>
  );
}

/** A sentence; the name of a file that it begins with stays as it is. */
const capital = (text: string) => (/^\S+\.\w+\b/.test(text) ? text.charAt(0) : text.charAt(0).toUpperCase()) + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');

function Pictures() {
  void [reached.value, catalogue.value];
  const names = (['a', 'b', 'c'] as const).filter(
    (name) => name === 'a' || (name === 'b' ? compares.value : third.value),
  );
  return (
    <div class={`pictures of-${names.length}`}>
      {names.map((name) => (
        <Picture key={name} name={name} title={titleOf(name)}>
          {names.length > 1 && <span class={`letter ${name}`}>{letterOf(name)}</span>}
          {!worlds.value[name] && <span class="muted">is being made…</span>}
        </Picture>
      ))}
    </div>
  );
}

function Problems() {
  return (
    <div class="problems" role="status">
      {problems.value.map((problem) => (
        <p key={problem} data-problem>
          <span>{capital(problem)}</span>
          <button type="button" class="text-button" onClick={() => (problems.value = problems.peek().filter((one) => one !== problem))}>
            Understood
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
        An experiment on a mechanism that the sources describe, not a forecast for any company: no value in it was estimated
        from key account management. Source of the idea: Zhang, Leischnig, Heirati &amp; Henneberg (2021), <cite>Dark-side-effect
        contagion in business relationships</cite>. The first three years are settling, because everything begins in the light.
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
