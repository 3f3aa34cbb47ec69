// Beside the pictures: the story of the chosen manager or relationship.

import { effectsIn, listed } from '../domain/effects';
import type { Catalogue } from '../engine/protocol';
import { decimal } from '../domain/numbers';
import { looksOf } from '../domain/game';
import { startOf, worth } from '../domain/units';
import { practiceName } from '../domain/practices';
import { deciding } from '../session/game';
import { catalogue, shownWeek, worlds } from '../session/runs';
import { narrow } from '../session/screen';
import type { Selection } from '../session/state';
import { selection, week } from '../session/state';
import { treeOf } from '../session/tree';
import type { History } from '../world/history';
import type { Sentence } from '../world/story';
import { harmAt, looksAt, storyOf } from '../world/story';
import { capital, hasText, t } from '../words/words';
import { inline } from './prose';
import { Icon } from './icons';
import { EffectMark } from './legend';
import { OpenTree } from './tree_view';

/** Closes the story; the keyboard focus returns to the picture in which it was chosen. */
function close(): void {
  const world = selection.peek()?.world;
  selection.value = null;
  treeOf.value = null;
  document.querySelector<HTMLElement>(`[data-world="${world}"] .picture`)?.focus({ preventScroll: true });
}

export function StoryPanel() {
  const chosen = selection.value;
  const history = chosen && worlds.value[chosen.world]?.history;
  const words = catalogue.value;
  if (!chosen || !history || !words || chosen.manager >= history.managers) return null;
  const now = shownWeek.value;
  return (
    <aside
      class="story" data-story tabIndex={-1} aria-labelledby="story-title"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header class="panel-head">
        <h2 id="story-title">{capital(history.managerName(chosen.manager))}</h2>
        <button type="button" class="round" onClick={close} aria-label={t('story.close')}><Icon name="close" /></button>
      </header>
      <p class="muted">
        {history.firmName(chosen.manager)}
        {worlds.value.b && !deciding.value && `, ${t(`story.world.${chosen.world}`)}`}
        {newcomers(history, chosen.manager, now)}
      </p>
      {deciding.value ? <Looks history={history} manager={chosen.manager} now={now} /> : (
        <>
          <Relationships history={history} chosen={chosen} now={now} />
          {chosen.position >= 0
            ? <RelationshipStory history={history} words={words} chosen={chosen} now={now} />
            : <ManagerStory history={history} words={words} chosen={chosen} now={now} />}
        </>
      )}
    </aside>
  );
}

/** All that a player of manager 26 is told: how a manager's accounts look. */
function Looks({ history, manager, now }: { history: History; manager: number; now: number }) {
  const start = startOf(worlds.value.a!.history);
  return (
    <>
      <p>{t('story.looks', { looks: worth(looksOf(history, manager, now), start) })}</p>
      <ul class="sentences">
        {history.positionsOf(manager).map((position, slot) => (
          <li key={position}>{t('story.account', { number: slot + 1, words: looksAt(history, position, now, start) })}</li>
        ))}
      </ul>
    </>
  );
}

function newcomers(history: History, manager: number, now: number): string {
  const changes = history.changesOf(manager, now);
  if (!changes.length) return '';
  return `. ${t('story.newcomer', { weeks: listed(changes.map(String)) })}`;
}

function Relationships({ history, chosen, now }: { history: History; chosen: Selection; now: number }) {
  const frame = history.frame(now);
  return (
    <ul class="petals" aria-label={t('story.accounts')}>
      {history.positionsOf(chosen.manager).map((position, slot) => {
        const effects = effectsIn(frame.flags[position] ?? 0);
        const words = harmAt(history, position, now);
        return (
          <li key={position}>
            <button
              type="button" class="petal" aria-pressed={chosen.position === position}
              title={words} aria-label={t('story.account', { number: slot + 1, words })}
              onClick={() => {
                selection.value = { ...chosen, position: chosen.position === position ? -1 : position };
                treeOf.value = null;
              }}
            >
              {slot + 1}
              <span class="petal-marks">
                {effects.length
                  ? effects.map((one) => <EffectMark key={one} number={one} />)
                  : <span class={history.vacant(position, now) ? 'vacant-mark' : 'light-mark'} />}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

interface StoryProps {
  history: History;
  words: Catalogue;
  chosen: Selection;
  now: number;
}

function RelationshipStory({ history, words, chosen, now }: StoryProps) {
  const frame = history.frame(now);
  const key = history.caseAt(chosen.position, now);
  const inUse = history.inUse(chosen.position, now).map(({ name }) => practiceName(name));
  const sentences = storyOf(history, words, key, now);
  const phase = words.phases[frame.phase[chosen.position] ?? 0]?.name ?? '';
  const start = startOf(worlds.value.a!.history);
  const vacant = history.vacant(chosen.position, now);
  return (
    <>
      {vacant ? <p>{t('story.vacant', { week: now })}</p> : <p>
        {t('story.now', { week: now, phase: hasText(`phase.${phase}`) ? t(`phase.${phase}`) : phase, closeness: decimal(frame.closeness[chosen.position] ?? 0) })}{' '}
        {inline(t('story.worth', { seen: worth(frame.visible[chosen.position] ?? 0, start), actual: worth(frame.value[chosen.position] ?? 0, start) }))}{' '}
        {inUse.length ? t('story.uses', { practices: listed(inUse) }) : t('story.uses.none')}
      </p>}
      {narrow.value && <OpenTree />}
      <h3>{t('story.title')}</h3>
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
  return open?.key === key && open.practice === practice ? null : { world, key, practice, asked: week.peek() };
}

function Told({ sentence, tree }: { sentence: Sentence; tree: () => void }) {
  return (
    <li class={`told ${sentence.tone.replace(' ', '-')}`}>
      <span class="told-week">{t('story.week', { week: sentence.week })}</span>
      <span>
        {sentence.text}{' '}
        {sentence.practice !== null && sentence.tone !== 'given up' && (
          <button type="button" class="text-button" data-tree onClick={tree} title={t('tree.trace.title')}>{t('tree.trace')}</button>
        )}
      </span>
    </li>
  );
}

function ManagerStory({ history, words, chosen, now }: StoryProps) {
  const frame = history.frame(now);
  const positions = history.positionsOf(chosen.manager);
  const dark = positions.filter((position) => frame.flags[position]).length;
  const events = positions
    .flatMap((position, slot) => storyOf(history, words, history.caseAt(position, now), now)
      .filter((sentence) => sentence.week > now - 26)
      .map((sentence) => ({ ...sentence, slot })))
    .sort((one, other) => other.week - one.week);
  return (
    <>
      <p>{t('story.manager', { dark, accounts: positions.filter((position) => !history.vacant(position, now)).length, week: now })}</p>
      <h3>{t('story.recent')}</h3>
      {events.length ? (
        <ol class="sentences">
          {events.map((event, at) => (
            <li key={at} class={`told ${event.tone.replace(' ', '-')}`}>
              <span class="told-week">{t('story.week', { week: event.week })}</span>
              <span>{t('story.account', { number: event.slot + 1, words: event.text })}</span>
            </li>
          ))}
        </ol>
      ) : <p class="muted">{t('story.nothing')}</p>}
    </>
  );
}
