// Beside the pictures: the story of the manager or relationship that was chosen.

import { EFFECTS, effectsIn, listed } from '../domain/effects';
import { decimal, plural } from '../domain/numbers';
import { practiceName } from '../domain/practices';
import { catalogue, reached, worlds } from '../session/runs';
import { narrow } from '../session/screen';
import type { Selection } from '../session/state';
import { compares, selection, week } from '../session/state';
import { treeOf } from '../session/tree';
import type { History } from '../world/history';
import type { Sentence } from '../world/story';
import { storyOf } from '../world/story';
import { Icon } from './icons';
import { EffectMark } from './legend';
import { OpenTree } from './tree_view';

export function close(): void {
  selection.value = null;
  treeOf.value = null;
}

export function StoryPanel() {
  void reached.value;
  const chosen = selection.value;
  const history = chosen && worlds.value[chosen.world]?.history;
  if (!chosen || !history || chosen.manager >= history.managers) return null;
  const now = Math.min(week.value, reached.value);
  return (
    <aside
      class="story" data-story tabIndex={-1} aria-labelledby="story-title"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header class="panel-head">
        <h2 id="story-title">{capital(history.managerName(chosen.manager))}</h2>
        <button type="button" class="round" onClick={close} aria-label="Close the story"><Icon name="close" /></button>
      </header>
      <p class="muted">
        {history.firmName(chosen.manager)}
        {compares.value && `, in the ${chosen.world === 'a' ? 'first' : chosen.world === 'b' ? 'second' : 'third'} world`}
        {newcomers(history, chosen.manager, now)}
      </p>
      <Relationships history={history} chosen={chosen} now={now} />
      {chosen.position >= 0
        ? <RelationshipStory history={history} chosen={chosen} now={now} />
        : <ManagerStory history={history} chosen={chosen} now={now} />}
    </aside>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function newcomers(history: History, manager: number, now: number): string {
  const changes = history.changesOf(manager, now);
  if (!changes.length) return '';
  return `. Somebody new took the seat in ${changes.length > 1 ? 'weeks' : 'week'} ${listed(changes.map(String))}.`;
}

function Relationships({ history, chosen, now }: { history: History; chosen: Selection; now: number }) {
  const frame = history.frame(now);
  return (
    <ul class="petals" aria-label="Relationships">
      {history.positionsOf(chosen.manager).map((position, slot) => {
        const effects = effectsIn(frame.flags[position] ?? 0);
        const words = effects.length ? listed(effects.map((one) => EFFECTS[one]!.name)) : 'in the light';
        return (
          <li key={position}>
            <button
              type="button" class="petal" aria-pressed={chosen.position === position}
              title={words} aria-label={`Relationship ${slot + 1}: ${words}`}
              onClick={() => {
                selection.value = { ...chosen, position: chosen.position === position ? -1 : position };
                treeOf.value = null;
              }}
            >
              {slot + 1}
              <span class="petal-marks">
                {effects.length
                  ? effects.map((one) => <EffectMark key={one} number={one} size={14} />)
                  : <span class="light-mark" />}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function RelationshipStory({ history, chosen, now }: { history: History; chosen: Selection; now: number }) {
  const words = catalogue.value;
  if (!words) return null;
  const frame = history.frame(now);
  const key = history.caseAt(chosen.position, now);
  const inUse = history.description.practices
    .map((practice, number) => ({ practice, number }))
    .filter(({ number }) => ((frame.practices[chosen.position] ?? 0) >>> number) & 1);
  const sentences = storyOf(history, words, key, now);
  const phase = words.phases[frame.phase[chosen.position] ?? 0]?.name.replaceAll('_', '-');
  return (
    <>
      <p>
        In week {now}: {phase}, closeness {decimal(frame.closeness[chosen.position] ?? 0)}. It looks as if it yields{' '}
        <strong class="visible-text">{decimal(frame.visible[chosen.position] ?? 0)}</strong> a week, and yields{' '}
        <strong class="actual-text">{decimal(frame.value[chosen.position] ?? 0)}</strong>.{' '}
        {inUse.length ? `In use: ${listed(inUse.map(({ practice }) => practiceName(practice.name)))}.` : 'No practice is in use.'}
      </p>
      {narrow.value && <OpenTree />}
      <h3>Its story</h3>
      <ol class="sentences">
        {sentences.map((sentence, at) => (
          <Told key={`${sentence.week} ${at}`} sentence={sentence} tree={() => (treeOf.value = toggled(chosen.world, key, sentence.practice!))} />
        ))}
      </ol>
    </>
  );
}

function toggled(world: Selection['world'], key: string, practice: number) {
  const open = treeOf.peek();
  return open?.key === key && open.practice === practice ? null : { world, key, practice };
}

function Told({ sentence, tree }: { sentence: Sentence; tree: () => void }) {
  return (
    <li class={`told ${sentence.tone.replace(' ', '-')}`}>
      <span class="told-week">week {sentence.week}</span>
      <span>
        {sentence.text}{' '}
        {sentence.practice !== null && sentence.tone !== 'given up' && (
          <button type="button" class="text-button" data-tree onClick={tree} title="Where it came from, and where it went">Trace it</button>
        )}
      </span>
    </li>
  );
}

function ManagerStory({ history, chosen, now }: { history: History; chosen: Selection; now: number }) {
  const frame = history.frame(now);
  const positions = history.positionsOf(chosen.manager);
  const dark = positions.filter((position) => frame.flags[position]).length;
  const events = positions
    .flatMap((position, slot) => {
      const words = catalogue.value;
      if (!words) return [];
      return storyOf(history, words, history.caseAt(position, now), now)
        .filter((sentence) => sentence.week > now - 26)
        .map((sentence) => ({ ...sentence, slot }));
    })
    .sort((one, other) => other.week - one.week);
  return (
    <>
      <p>{plural(dark, 'relationship')} of {positions.length} {dark === 1 ? 'is' : 'are'} dark in week {now}. Choose one to read its story.</p>
      <h3>The last half year</h3>
      {events.length ? (
        <ol class="sentences">
          {events.map((event, at) => (
            <li key={at} class={`told ${event.tone.replace(' ', '-')}`}>
              <span class="told-week">week {event.week}</span>
              <span>Relationship {event.slot + 1}: {event.text.charAt(0).toLowerCase() + event.text.slice(1)}</span>
            </li>
          ))}
        </ol>
      ) : <p class="muted">Nothing happened.</p>}
    </>
  );
}
