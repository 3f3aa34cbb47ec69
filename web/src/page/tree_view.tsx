// A transmission tree over time: who had a practice first, who took it from whom, and where it turned dark.

import { hierarchy } from 'd3-hierarchy';
import { scaleLinear } from 'd3-scale';
import { useEffect, useRef } from 'preact/hooks';
import { EFFECTS } from '../domain/effects';
import { plural } from '../domain/numbers';
import { practiceMeaning, practiceName } from '../domain/practices';
import { feeds } from '../picture/arcs';
import { selection, week } from '../session/state';
import type { OpenTree } from '../session/tree';
import { treeOf } from '../session/tree';
import type { History } from '../world/history';
import type { Use } from '../world/tree';
import { treeSize } from '../world/tree';
import { Icon } from './icons';

const MOST = 160;
const WIDTH = 360;
const LINE = 22;

interface Dot {
  use: Use;
  x: number;
  y: number;
  parent: { x: number; y: number } | null;
  dark: boolean;
  own: boolean;
}

/** Whether what the practice feeds came to light in the relationship after it was taken up. */
function turnedDark(history: History, use: Use, effect: number, until: number): boolean {
  return (history.onsets.get(use.key) ?? []).some((one) => one.effect === effect && one.week >= use.week && one.week <= until);
}

/** A line for each use, children below their parent in the order of weeks. */
function dots(history: History, tree: OpenTree, until: number): Dot[] {
  const effect = feeds(history.description.practices[tree.practice]!.load);
  const root = hierarchy(tree.root, (use) => [...use.children].sort((one, other) => one.week - other.week));
  const list: { node: typeof root; y: number }[] = [];
  root.eachBefore((node) => void (list.length < MOST && list.push({ node, y: list.length * LINE + LINE / 2 })));
  const x = scaleLinear([tree.root.week, Math.max(tree.root.week + 1, until)], [10, WIDTH - 150]);
  const place = new Map(list.map(({ node, y }) => [node, { x: x(node.data.week), y }]));
  return list.map(({ node, y }) => ({
    use: node.data,
    x: x(node.data.week),
    y,
    parent: node.parent ? (place.get(node.parent) ?? null) : null,
    dark: effect >= 0 && turnedDark(history, node.data, effect, until),
    own: node.data.key === tree.key,
  }));
}

export function TreeView({ tree, history }: { tree: OpenTree; history: History }) {
  const section = useRef<HTMLElement>(null);
  // What opens it may stand far below.
  useEffect(() => section.current?.scrollIntoView({ block: 'nearest' }), [tree.key, tree.practice]);
  const until = Math.min(week.value, history.last);
  const practice = history.description.practices[tree.practice]!;
  const effect = feeds(practice.load);
  const size = treeSize(tree.root);
  const drawn = dots(history, tree, until);
  const all = effect < 0 ? 0 : countDark(history, tree.root, effect, until);
  const colour = effect >= 0 ? `var(--${EFFECTS[effect]!.key.replaceAll('_', '-')})` : 'var(--harmless)';
  const height = drawn.length * LINE;
  return (
    <section class="tree" ref={section} data-tree-of={practice.name}>
      <header class="panel-head">
        <h3>The way of “{practiceName(practice.name)}”</h3>
        <button type="button" class="round" onClick={() => (treeOf.value = null)} aria-label="Close the tree"><Icon name="close" /></button>
      </header>
      <p>
        {practiceMeaning(practice.name)} {rootSentence(history, tree)}{' '}
        {size.uses === 1
          ? 'Nobody has taken it over from there so far.'
          : `From there it was taken over ${plural(size.uses - 1, 'time')}, over ${plural(size.steps, 'step')}, by ${plural(size.managers, 'manager')} in all.`}
        {effect >= 0 && ` In ${all} of these ${plural(size.uses, 'relationship')} ${EFFECTS[effect]!.name} has passed the mark since.`}
      </p>
      <div class="tree-paper">
        <svg viewBox={`0 0 ${WIDTH} ${height}`} style={{ height: `${(height / 16).toFixed(1)}em` }} role="img" aria-label="Transmission tree over time">
          {drawn.map((dot, at) => dot.parent && (
            <path
              key={at} class="branch" fill="none"
              d={`M${dot.parent.x} ${dot.parent.y}V${dot.y - 6}Q${dot.parent.x} ${dot.y} ${dot.parent.x + 6} ${dot.y}H${dot.x}`}
            />
          ))}
          {drawn.map((dot, at) => (
            <g key={at}>
              <circle cx={dot.x} cy={dot.y} r={dot.own ? 7 : 5} fill={dot.dark ? colour : 'var(--paper)'} stroke={colour} stroke-width="2.4" />
              <text x={dot.x + 13} y={dot.y} dominant-baseline="central" class={dot.own ? 'own' : ''}>
                {short(history, dot.use.manager)}, {dot.use.week === 0 ? 'from the beginning' : `week ${dot.use.week}`}
              </text>
            </g>
          ))}
        </svg>
      </div>
      {size.uses > drawn.length && <p class="muted">The first {drawn.length} of {size.uses} are drawn.</p>}
      <p class="muted">{effect >= 0 ? 'Filled: it has turned dark there. Hollow: not yet.' : 'It feeds no dark side.'}</p>
      <button
        type="button" class="text-button"
        onClick={() => (selection.value = { world: tree.world, manager: tree.root.manager, position: Math.max(-1, history.positionOf(tree.root.key, until)) })}
      >
        Go to where it began
      </button>
    </section>
  );
}

function short(history: History, manager: number): string {
  return history.managerName(manager).replace('manager ', '');
}

function rootSentence(history: History, tree: OpenTree): string {
  const { root } = tree;
  const who = history.managerName(root.manager);
  if (root.week === 0) return `It was there from the beginning, with ${who}.`;
  return `It began with ${who} in week ${root.week}.`;
}

function countDark(history: History, root: Use, effect: number, until: number): number {
  let found = 0;
  const waiting = [root];
  for (let use = waiting.pop(); use; use = waiting.pop()) {
    if (turnedDark(history, use, effect, until)) found += 1;
    waiting.push(...use.children);
  }
  return found;
}
