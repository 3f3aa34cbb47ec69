// The first half minute: one manager, one petal, one copy, and then everybody. It plays by itself and can be skipped,
// stepped through and seen again; with reduced motion there are only steps.

import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Painter } from '../picture/painter';
import type { View } from '../picture/paint';
import { direction } from '../picture/petals';
import { TWO } from '../picture/scene';
import { catalogue, complete, weeks, worlds } from '../session/runs';
import { reducedMotion } from '../session/screen';
import { change } from '../session/state';
import { shade } from '../session/theme';
import { inline } from '../page/prose';
import { t } from '../words/words';
import { between, ease, viewOf } from './camera';
import { firstCase } from './first_case';
import type { OpeningScene } from './scenes';
import { scenes } from './scenes';

/** Whether the opening covers the page. */
export const opening = signal(false);

/** How long the view takes to move from one scene to the next, in milliseconds. */
const TRAVEL = 1400;

function close(): void {
  opening.value = false;
  change({ week: weeks.peek() });
  requestAnimationFrame(() => document.getElementById('main')?.focus());
}

export function Opening() {
  const holder = useRef<HTMLDivElement>(null);
  const [at, goTo] = useState(0);
  const show = usePrepared(holder);
  useOthersInert(holder);
  const labels = useScene(show, at, goTo);
  const scene = show?.scenes[at];
  const last = show !== null && at === show.scenes.length - 1;
  const first = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone then; without the focus, no key would arrive here.
  useEffect(() => {
    if (last) first.current?.focus();
  }, [last]);
  return (
    <div
      class="opening" role="dialog" aria-modal="true" aria-label={t('opening.label')} data-opening={scene?.name ?? 'waiting'}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        else if (event.key === 'ArrowRight' && show && !last) goTo(at + 1);
        else if (event.key === 'ArrowLeft' && at > 0) goTo(at - 1);
        else if (event.key === 'v' && show && at >= show.scenes.length - 2) goTo(last ? at - 1 : at + 1);
      }}
    >
      <div class="opening-picture" ref={holder} aria-hidden="true">
        <canvas />
        <canvas />
        {labels.map((label) => (
          <span key={label.words} class={`account-name ${label.side}`} style={{ left: `${label.x}px`, top: `${label.y}px` }}>{label.words}</span>
        ))}
      </div>
      <div class="opening-foot">
        <p class="opening-caption" role="status">{inline(scene?.caption ?? t('opening.waiting'))}</p>
        <div class="opening-buttons">
          {last && <button type="button" class="primary" ref={first} onClick={close} data-opening-levers>{t('opening.levers')}</button>}
          {last && <button type="button" onClick={() => { close(); change({ view: 'lessons' }); }}>{t('opening.lessons')}</button>}
          {last && <button type="button" onClick={() => goTo(0)} data-opening-again>{t('opening.again_button')}</button>}
          {!last && show && <button type="button" onClick={() => goTo(at + 1)} data-opening-next>{t('opening.next')}</button>}
          {!last && <button type="button" ref={(button) => { if (at === 0) button?.focus(); }} onClick={close} data-opening-skip>{t('opening.skip')}</button>}
        </div>
      </div>
    </div>
  );
}

interface Prepared {
  painter: Painter;
  scenes: OpeningScene[];
}

/** The picture and the scenes, once the world is complete. If it has no story to tell, the opening is over. */
function usePrepared(holder: RefObject<HTMLDivElement | null>): Prepared | null {
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const history = complete.value ? worlds.value.a?.history : undefined;
  useEffect(() => {
    const element = holder.current;
    if (!element || !history || !catalogue.value) return;
    const found = firstCase(history);
    if (!found) {
      close();
      return;
    }
    const [base, top] = Array.from(element.querySelectorAll('canvas'));
    const make = () => {
      const painter = new Painter(history, catalogue.peek()!, base!, top!, element.clientWidth, element.clientHeight);
      setPrepared({ painter, scenes: scenes(history, painter.plan, found) });
    };
    make();
    const observer = new ResizeObserver(make);
    observer.observe(element);
    return () => observer.disconnect();
  }, [history]);
  return prepared;
}

/** Keeps the focus out of what lies underneath. */
function useOthersInert(holder: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const dialog = holder.current?.parentElement;
    const others = [...(dialog?.parentElement?.children ?? [])].filter((one): one is HTMLElement => one instanceof HTMLElement && one !== dialog);
    for (const one of others) one.inert = true;
    return () => others.forEach((one) => (one.inert = false));
  }, []);
}

interface Label {
  words: string;
  x: number;
  y: number;
  side: string;
}

/** Plays a scene; gives the names of accounts that stand beside their petals. */
function useScene(show: Prepared | null, at: number, goTo: (scene: number) => void): Label[] {
  const [labels, setLabels] = useState<Label[]>([]);
  const view = useRef<View | null>(null);
  useEffect(() => {
    if (!show) return;
    const { painter } = show;
    const scene = show.scenes[at]!;
    const still = reducedMotion.peek();
    const target = viewOf(painter.plan, scene.look);
    const from = view.current ?? target;
    const begun = performance.now();
    let frame = 0;
    let drawn = '';
    let sent = false;
    setLabels([]);
    const draw = (now: number) => {
      const passed = still ? Number.POSITIVE_INFINITY : now - begun;
      painter.view = between(from, target, ease(Math.min(1, passed / TRAVEL)));
      view.current = painter.view;
      const share = scene.seconds ? Math.min(1, passed / (scene.seconds * 900)) : 1;
      const week = Math.round(scene.from + (scene.to - scene.from) * share);
      const picture = `${week} ${painter.view.k} ${painter.view.x} ${shade.peek()}`;
      if (picture !== drawn) {
        painter.restyle();
        painter.show(week, { effect: TWO, seen: scene.sight === 'seen', practice: -1, only: scene.only ? new Set(scene.only) : null, against: null }, still || scene.name !== 'all' ? -1 : 60, false);
      }
      drawn = picture;
      if (scene.send && !sent && passed > TRAVEL) {
        sent = true;
        painter.send(scene.send, still ? 0 : 2200);
      }
      painter.tick(now, week);
      if (passed > TRAVEL) setLabels((known) => (known.length || scene.named === undefined ? known : named(painter, scene.named)));
      if (still && sent === Boolean(scene.send)) return;
      if (!still && scene.seconds && passed > scene.seconds * 1000) {
        goTo(at + 1);
        return;
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [show, at]);
  return labels;
}

function named(painter: Painter, manager: number): Label[] {
  const { plan, view } = painter;
  return Array.from({ length: 8 }, (_, slot) => {
    const { x, y } = direction(slot, 8);
    return {
      words: t(`opening.account.${slot + 1}`),
      x: (plan.x[manager]! + x * plan.radius * 1.12) * view.k + view.x,
      y: (plan.y[manager]! + y * plan.radius * 1.2) * view.k + view.y,
      side: Math.abs(x) < 0.1 ? 'middle' : x > 0 ? 'right' : 'left',
    };
  });
}
