// “You are manager 26”: five rounds of copying or not, and what the choices did, beside the same world without them.

import { batch } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { percent } from '../domain/numbers';
import { practiceMeaning, practiceName } from '../domain/practices';
import { ROUNDS, SEAT, looksOf, offer } from '../domain/game';
import { startOf, worth } from '../domain/units';
import { GAME, offeredBefore, round } from '../session/game';
import { complete, making, worlds } from '../session/runs';
import { change, initial, playing, selection, state } from '../session/state';
import { t } from '../words/words';
import type { History } from '../world/history';
import { inline } from './prose';

export function openGame(): void {
  batch(() => {
    playing.value = false;
    round.value = 0;
    offeredBefore.value = [];
    state.value = { ...initial, view: 'lessons', lesson: GAME, week: ROUNDS[0]!, sight: 'seen' };
    selection.value = null;
  });
}

export function GamePanel({ leave }: { leave: () => void }) {
  const history = worlds.value.b?.history ?? worlds.value.a?.history;
  const now = round.value;
  const ready = history !== undefined && complete.value && !making.value && history.managers > SEAT;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that was pressed is gone: the keyboard goes on from here.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [now, ready]);
  return (
    <section class="lesson game" data-lesson={GAME} data-step={now} data-round={ready ? now : 'waiting'} aria-labelledby="step-title">
      <header class="lesson-head"><button type="button" class="text-button" onClick={leave} data-shelf>{t('lesson.all')}</button></header>
      <h2 id="step-title" ref={heading} tabIndex={-1}>{t('game.title')}</h2>
      {!ready || !history
        ? <p class="muted" role="status">{t('picture.making')}</p>
        : now < ROUNDS.length ? <Round history={history} number={now} /> : <Outcome />}
    </section>
  );
}

function decide(copies: boolean, practice: string): void {
  const week = ROUNDS[round.peek()]!;
  const next = round.peek() + 1;
  const before = state.peek().copies;
  batch(() => {
    round.value = next;
    offeredBefore.value = [...offeredBefore.peek(), practice];
    selection.value = null;
    change({
      copies: copies ? [...before, { week, practice }] : before,
      week: ROUNDS[next] ?? 364,
      sight: next < ROUNDS.length ? 'seen' : 'actual',
    });
  });
}

function Round({ history, number }: { history: History; number: number }) {
  const week = ROUNDS[number]!;
  const offered = offer(history, week, offeredBefore.value.slice(0, number));
  const start = startOf(worlds.value.a!.history);
  return (
    <>
      <p class="muted">{t('game.round', { round: number + 1, rounds: ROUNDS.length, week })}</p>
      {offered ? (
        <>
          <p>{inline(t('game.looks', { mine: worth(offered.mine, start), colleague: history.managerName(offered.colleague), theirs: worth(offered.theirs, start) }))}</p>
          <p>{inline(t('game.offer', { practice: practiceName(offered.practice) }))} {practiceMeaning(offered.practice)}</p>
          <div class="lesson-foot">
            <button type="button" onClick={() => decide(false, offered.practice)} data-copy-no>{t('game.no')}</button>
            <button type="button" class="primary" onClick={() => decide(true, offered.practice)} data-copy-yes>{t('game.yes')}</button>
          </div>
        </>
      ) : (
        <>
          <p>{t('game.nothing')}</p>
          <button type="button" class="primary" onClick={() => decide(false, '')} data-copy-no>{t('lesson.next')}</button>
        </>
      )}
      <p class="muted">{t('game.picture')} {t('game.truth', { rounds: ROUNDS.length })}</p>
    </>
  );
}

/** Eight accounts with the choices, and the same eight without them. */
function Outcome() {
  const without = worlds.value.a!.history;
  const own = worlds.value.b?.history ?? without;
  const start = startOf(without);
  const last = own.last;
  const dark = (history: History) => history.positionsOf(SEAT).filter((position) => history.frame(last).flags[position]).length;
  const value = (history: History) => {
    const positions = history.positionsOf(SEAT);
    return positions.reduce((sum, position) => sum + (history.frame(last).value[position] ?? 0), 0) / positions.length;
  };
  const { copies } = state.value;
  return (
    <div data-outcome>
      <p>{copies.length ? t('game.copied', { list: copies.map(({ week, practice }) => t('game.copy', { week, practice: practiceName(practice) })).join(', ') }) : t('game.none')}</p>
      <table class="outcome">
        <thead><tr><td /><th scope="col">{t('game.yours')}</th><th scope="col">{t('game.without')}</th></tr></thead>
        <tbody>
          <tr><th scope="row">{t('game.dark')}</th><td>{dark(own)} / {own.positionsOf(SEAT).length}</td><td>{dark(without)}</td></tr>
          <tr><th scope="row">{t('curves.seen')}</th><td>{worth(looksOf(own, SEAT, last), start)}</td><td>{worth(looksOf(without, SEAT, last), start)}</td></tr>
          <tr><th scope="row">{t('curves.actual')}</th><td>{worth(value(own), start)}</td><td>{worth(value(without), start)}</td></tr>
          <tr><th scope="row">{t('game.everybody')}</th><td>{percent(own.metric('dark_share', last))}</td><td>{percent(without.metric('dark_share', last))}</td></tr>
        </tbody>
      </table>
      <p>{t('game.luck')}</p>
      <div class="lesson-foot">
        <button type="button" onClick={openGame} data-again>{t('game.again')}</button>
        <button type="button" class="primary" onClick={() => (selection.value = { world: worlds.peek().b ? 'b' : 'a', manager: SEAT, position: -1 })}>{t('game.story')}</button>
      </div>
    </div>
  );
}
