// Reads the address, starts the engine, shows the page, and keeps address and worlds in step with its state.

import { effect } from '@preact/signals';
import { render } from 'preact';
import { addressOf, readAddress } from './lesson/address';
import { lessons, readShelf } from './lesson/shelf';
import { App } from './page/app';
import { judge, suspend } from './session/ensemble';
import { catalogue, complete, organisation, setup, simulate, startEngine, weeks, worlds } from './session/runs';
import { change, playing, report, state } from './session/state';
import './style/index.css';

const opens = readShelf();

function takeAddress(): void {
  const { state: said, problems: found } = readAddress(location.hash);
  if (opens && !said.lesson && !location.hash.includes('scenario=')) said.scenario = opens;
  if (said.lesson && !lessons.value.some((lesson) => lesson.name === said.lesson)) {
    found.push(`The address asks for a lesson “${said.lesson.slice(0, 40)}”, which is not in this page.`);
    said.lesson = '';
    said.step = 0;
  }
  state.value = said;
  found.forEach(report);
}

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

/** A scenario that this page does not have is named, and the baseline is shown in its place. */
function checkScenarios(): void {
  const known = (name: string) => catalogue.peek()?.scenarios.some((one) => one.name === name) ?? true;
  const { scenario, other, text } = state.peek();
  if (!text && !known(scenario)) {
    report(`There is no scenario “${scenario.slice(0, 60)}” in this page; it may be from another version. The baseline is shown.`);
    change({ scenario: 'baseline' });
  }
  if (other && !known(other)) {
    report(`There is no scenario “${other.slice(0, 60)}” in this page; it may be from another version. It was left out.`);
    change({ other: '' });
  }
}

await startEngine();
checkScenarios();

let waiting: ReturnType<typeof setTimeout> | undefined;
let first = true;
effect(() => {
  void [setup(state.value), organisation.value, catalogue.value];
  // What was judged of other worlds must not stand beside these.
  if (!first) suspend();
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
  report(`There is no practice “${practice.slice(0, 60)}” in this world; nobody is marked.`);
  change({ practice: '' });
});

effect(() => {
  void worlds.value;
  if (complete.value) void judge();
});

effect(() => {
  if (!worlds.value.a) return;
  requestAnimationFrame(() => {
    document.documentElement.dataset.ready = 'true';
  });
  if (state.peek().week > weeks.value) change({ week: weeks.value });
});
