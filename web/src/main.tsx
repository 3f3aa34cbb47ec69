// Reads the address, starts the engine, shows the page, and keeps address and worlds in step with its state.

import { computed, effect } from '@preact/signals';
import { render } from 'preact';
import { addressOf, readAddress } from './lesson/address';
import { lessons, readShelf } from './lesson/shelf';
import { opening } from './opening/opening';
import { App } from './page/app';
import { judge, racesAlone, suspend } from './session/ensemble';
import { GAME, resumed } from './session/game';
import { catalogue, complete, making, organisation, setup, simulate, startEngine, weeks, worlds } from './session/runs';
import { change, initial, playing, report, state } from './session/state';
import { t } from './words/words';
import './style/index.css';

const opens = readShelf();

/** Entries among the lessons that are not lessons. */
const PLAYS = ['challenge', GAME];

/** The week in the address, until it is known whether the world has it. */
let askedWeek: number | null = null;

function takeAddress(): void {
  const { state: said, problems: found } = readAddress(location.hash);
  askedWeek = location.hash.includes('week=') ? said.week : null;
  if (opens && !said.lesson && !location.hash.includes('scenario=')) said.scenario = opens;
  if (said.lesson && !PLAYS.includes(said.lesson) && !lessons.value.some((lesson) => lesson.name === said.lesson)) {
    found.push(t('problem.lesson', { lesson: said.lesson.slice(0, 40) }));
    said.lesson = '';
    said.step = 0;
  }
  const steps = lessons.value.find((lesson) => lesson.name === said.lesson)?.steps.length;
  if (steps && said.step >= steps) {
    found.push(t('problem.step', { asked: said.step + 1, lesson: said.lesson, steps }));
    said.step = steps - 1;
  }
  state.value = resumed(said);
  found.forEach(report);
}

if (!opens && location.hash.length < 2) opening.value = true;
takeAddress();
render(<App />, document.getElementById('page')!);
window.addEventListener('hashchange', () => {
  if (location.hash.slice(1) !== addressOf(state.peek())) takeAddress();
});

let saving: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const now = addressOf(state.value);
  if (playing.value) return;
  clearTimeout(saving);
  saving = setTimeout(() => {
    const address = now ? `#${now}` : location.pathname + location.search;
    try {
      history.replaceState(null, '', address);
    } catch {
      // Some browsers refuse this for files; the address can still be copied.
    }
  }, 400);
});

/** Reports and drops scenarios that this page does not have; the first world then gets the page's own. */
function checkScenarios(): void {
  const known = (name: string) => catalogue.peek()?.scenarios.some((one) => one.name === name) ?? true;
  const { scenario, other, text } = state.peek();
  if (!text && !known(scenario)) {
    report(t('problem.scenario', { scenario: scenario.slice(0, 60) }));
    change({ scenario: initial.scenario });
  }
  if (other && !known(other)) {
    report(t('problem.other', { scenario: other.slice(0, 60) }));
    change({ other: '' });
  }
}

await startEngine();
checkScenarios();

let waiting: ReturnType<typeof setTimeout> | undefined;
let first = true;
/** Changes only if the worlds do: a week that passes is no reason to make them again. */
const asked = computed(() => setup(state.value));
effect(() => {
  void [asked.value, organisation.value, catalogue.value];
  // A verdict on other worlds must not stand beside these.
  if (!first) suspend();
  // From here on, the pictures still show the old worlds.
  if (worlds.peek().a) making.value = true;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    checkScenarios();
    void simulate();
  }, first ? 0 : 180);
  first = false;
});

effect(() => {
  const { practice } = state.value;
  const practices = worlds.value.a?.history.description.practices;
  if (!practice || !practices || practices.some((one) => one.name === practice)) return;
  report(t('problem.practice', { practice: practice.slice(0, 60) }));
  change({ practice: '' });
});

effect(() => {
  void worlds.value;
  void racesAlone.value;
  if (complete.value) void judge();
});

effect(() => {
  if (!worlds.value.a) return;
  requestAnimationFrame(() => {
    document.documentElement.dataset.ready = 'true';
  });
  const { week } = state.peek();
  if (week > weeks.value) {
    if (askedWeek === week) report(t('problem.week', { asked: week, weeks: weeks.value }));
    change({ week: weeks.value });
  }
  askedWeek = null;
});
