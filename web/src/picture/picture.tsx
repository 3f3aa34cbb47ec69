// The picture of a world on the page: canvases, pointing and choosing, by mouse, finger and keyboard.

import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { SEAT } from '../domain/game';
import { percent } from '../domain/numbers';
import { startOf, worth } from '../domain/units';
import { deciding } from '../session/game';
import { catalogue, comparedWith, shownWeek, worlds } from '../session/runs';
import { reducedMotion } from '../session/screen';
import type { WorldName } from '../session/state';
import { difference, effect, playing, practice, selection, sight, speed, state, week } from '../session/state';
import { shade } from '../session/theme';
import { openTree, traced } from '../session/tree';
import { language, t } from '../words/words';
import type { History } from '../world/history';
import { Painter } from './painter';
import { neighbour } from './petals';
import { Tip, tell } from './tip';
import { join, pointAt, wake, zoom } from './stage';
import { followZoom } from './zooming';

interface Props {
  name: WorldName;
  title: string;
  children?: ComponentChildren;
}

export function Picture({ name, title, children }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const history = worlds.value[name]?.history;
  const painter = usePainter(name, history, holder);
  const shown = shownWeek.value;
  const dark = history ? history.metric('dark_share', shown) : Number.NaN;
  const label = history
    ? t('picture.label', { title, managers: history.managers, relationships: history.relationships })
    : title;
  return (
    <section class="world" data-world={name} data-week={shown} data-digest={history?.digest ?? undefined} aria-labelledby={`title-${name}`}>
      <header class="world-head">
        <h2 id={`title-${name}`}>{title}</h2>
        {children}
        {history && (
          <p class="world-dark">
            {sight.value === 'seen'
              ? <>{t('picture.looks')} <strong>{worth(history.metric('visible_value', shown), startOf(worlds.value.a!.history))}</strong></>
              : <><strong>{percent(dark)}</strong> {t('picture.dark')}</>}
          </p>
        )}
      </header>
      <div
        class="picture"
        ref={holder}
        tabIndex={0}
        role="application"
        aria-label={label}
        onPointerMove={(event) => painter && point(painter, name, event)}
        onPointerLeave={leave}
        onClick={(event) => painter && choose(painter, name, event)}
        onKeyDown={(event) => painter && steer(painter, name, event)}
      >
        <canvas aria-hidden="true" />
        <canvas aria-hidden="true" />
        {history && painter && (
          <Tip
            world={name} history={history} week={shown} width={painter.plan.width} height={painter.plan.height}
            start={deciding.value ? startOf(worlds.value.a!.history) : null}
          />
        )}
      </div>
    </section>
  );
}

/** Keeps the canvases in the holder in step with what the page shows. */
function usePainter(name: WorldName, history: History | undefined, holder: RefObject<HTMLDivElement | null>): Painter | null {
  const made = useSignal<Painter | null>(null);
  const tracing = useRef(false);

  useEffect(() => {
    const element = holder.current;
    if (!element || !history || !catalogue.value) return;
    const [base, top] = Array.from(element.querySelectorAll('canvas'));
    const fresh = new Painter(history, catalogue.value, base!, top!, element.clientWidth, element.clientHeight);
    const leave = join(name, fresh);
    made.value = fresh;
    const observer = new ResizeObserver(() => {
      fresh.restyle();
      fresh.resize(element.clientWidth, element.clientHeight);
      redraw(fresh, name, 0);
    });
    observer.observe(element);
    const stopZoom = followZoom(top!, fresh);
    return () => {
      observer.disconnect();
      stopZoom();
      leave();
    };
  }, [history]);

  useSignalEffect(() => {
    void [effect.value, sight.value, practice.value, difference.value, shade.value, zoom.value, language.value];
    const painter = made.value;
    if (!painter) return;
    painter.restyle();
    painter.view = zoom.value;
    redraw(painter, name, 0);
  });

  useEffect(() => {
    if (made.value) redraw(made.value, name, playing.peek() ? pace(speed.peek()) : 0);
  }, [made.value, shownWeek.value]);

  useSignalEffect(() => {
    // Players find themselves, and whom they know.
    const chosen = selection.value ?? (deciding.value ? { manager: SEAT, position: -1 } : null);
    const tree = openTree.value?.world === name ? openTree.value : null;
    void week.value;
    const painter = made.value;
    if (painter) {
      painter.about(tree && traced.value);
      if (tree || tracing.current) redraw(painter, name, 0);
      tracing.current = tree !== null;
      painter.choose(chosen && { manager: chosen.manager, position: chosen.position }, tree?.root ?? null);
    }
    wake();
  });

  return made.value;
}

/**
 * How long a week's arrivals are on their way, in milliseconds. With reduced motion they are drawn still (0), and when
 * weeks pass so fast that they would flicker, left out (−1).
 */
function pace(weeksASecond: number): number {
  if (!reducedMotion.peek()) return 1000 / weeksASecond;
  return weeksASecond < 3 ? 0 : -1;
}

function redraw(painter: Painter, name: WorldName, animate: number): void {
  const now = shownWeek.peek();
  painter.show(now, painter.look(state.peek(), comparedWith(name), now), animate, true);
  wake();
}

function found(painter: Painter, event: MouseEvent) {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return painter.at(event.clientX - box.left, event.clientY - box.top);
}

function point(painter: Painter, world: WorldName, event: PointerEvent): void {
  const hit = found(painter, event);
  pointAt(hit?.manager ?? -1);
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  // A finger would cover it, and it would not go away.
  const told = hit && event.pointerType === 'mouse' && !event.buttons;
  tell(told ? { world, hit, x: event.clientX - box.left, y: event.clientY - box.top } : null);
}

function leave(): void {
  pointAt(-1);
  tell(null);
}

function choose(painter: Painter, world: WorldName, event: MouseEvent): void {
  const hit = found(painter, event);
  if (!hit) {
    selection.value = null;
    return;
  }
  const first = worlds.peek()[world]?.history.description.offsets[hit.manager] ?? 0;
  selection.value = { world, manager: hit.manager, position: hit.slot < 0 ? -1 : first + hit.slot };
}

const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

function steer(painter: Painter, world: WorldName, event: KeyboardEvent): void {
  const description = worlds.peek()[world]?.history.description;
  if (!description) return;
  const chosen = selection.peek();
  const manager = chosen?.manager ?? 0;
  const arrow = ARROWS[event.key];
  if (arrow) {
    selection.value = { world, manager: chosen ? neighbour(painter.plan, manager, arrow) : 0, position: -1 };
  } else if (event.key === 'PageDown' || event.key === 'PageUp') {
    const first = description.offsets[manager]!;
    const slots = description.offsets[manager + 1]! - first;
    const slot = chosen && chosen.position >= 0 ? chosen.position - first : -1;
    const next = event.key === 'PageDown' ? slot + 1 : slot + slots - 1 + (slot < 0 ? 1 : 0);
    selection.value = { world, manager, position: first + (next % slots) };
  } else if (event.key === 'Enter') {
    selection.value = chosen ?? { world, manager, position: -1 };
    document.querySelector<HTMLElement>('[data-story]')?.focus();
  } else if (event.key === 'Escape') {
    selection.value = null;
  } else return;
  event.preventDefault();
}
