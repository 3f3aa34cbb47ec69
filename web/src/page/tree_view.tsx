// A transmission tree over time: who had a practice first, who took it from whom, and where it turned dark.

import { scaleLinear } from 'd3-scale';
import { useEffect, useRef } from 'preact/hooks';
import { useSize } from '../chart/size';
import { EFFECTS } from '../domain/effects';
import { plural } from '../domain/numbers';
import { practiceMeaning, practiceName } from '../domain/practices';
import { feeds } from '../picture/arcs';
import { worlds } from '../session/runs';
import { selection, week } from '../session/state';
import type { OpenTree as Tree } from '../session/tree';
import { openTree, treeOf } from '../session/tree';
import type { History } from '../world/history';
import { treeSize } from '../world/tree';
import type { Row } from '../world/tree_rows';
import { rowsOf } from '../world/tree_rows';
import { Icon } from './icons';

/** More rows than this nobody reads. */
const MOST = 160;

/** The tree that is open, if one is. */
export function OpenTree() {
  const tree = openTree.value;
  const history = tree && worlds.value[tree.world]?.history;
  return tree && history ? <TreeView tree={tree} history={history} /> : null;
}

function TreeView({ tree, history }: { tree: Tree; history: History }) {
  const section = useRef<HTMLElement>(null);
  // What opens it may stand elsewhere.
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
    section.current?.focus({ preventScroll: true });
  }, [tree.key, tree.practice]);
  const until = Math.min(week.value, history.last);
  const practice = history.description.practices[tree.practice]!;
  const effect = feeds(practice.load);
  const size = treeSize(tree.root);
  const all = rowsOf(history, tree.root, tree.practice, effect, until, Number.POSITIVE_INFINITY);
  const dark = all.filter((row) => row.dark !== null).length;
  const rows = all.slice(0, MOST);
  const harm = effect < 0 ? '' : EFFECTS[effect]!.name;
  const colour = effect < 0 ? 'var(--harmless)' : `var(--${EFFECTS[effect]!.key.replaceAll('_', '-')})`;
  return (
    <section class="tree" ref={section} tabIndex={-1} aria-labelledby="tree-title" data-tree-of={practice.name}>
      <header class="panel-head">
        <h2 id="tree-title">The way of “{practiceName(practice.name)}”</h2>
        <button type="button" class="round" onClick={() => (treeOf.value = null)} aria-label="Close the tree"><Icon name="close" /></button>
      </header>
      <p class="tree-text">
        {practiceMeaning(practice.name)} {rootSentence(history, tree)}{' '}
        {size.uses === 1
          ? 'Nobody has taken it over from there so far.'
          : `From there it was taken over ${size.uses === 2 ? 'once' : plural(size.uses - 1, 'time')}, over ${plural(size.steps, 'step')}; ${plural(size.managers, 'manager')} had it in all.`}
        {effect >= 0 && ` In ${dark} of these ${plural(size.uses, 'relationship')} ${harm} has passed the mark while it was in use.`}
      </p>
      <p class="keys">
        <span class="key"><span class="swatch" /> in use{effect >= 0 && ', no harm of it yet'}</span>
        {effect >= 0 && <span class="key"><span class={`swatch ${EFFECTS[effect]!.key.replaceAll('_', '-')}`} /> dark with {harm}</span>}
      </p>
      <Rows history={history} tree={tree} rows={rows} until={until} colour={colour} />
      {size.uses > rows.length && <p class="muted">The first {rows.length} of {size.uses} are drawn.</p>}
      <button
        type="button" class="text-button"
        onClick={() => (selection.value = { world: tree.world, manager: tree.root.manager, position: Math.max(-1, history.positionOf(tree.root.key, until)) })}
      >
        Go to where it began
      </button>
    </section>
  );
}

interface RowsProps {
  history: History;
  tree: Tree;
  rows: Row[];
  until: number;
  colour: string;
}

/** A line for each use; from the line of its source a stem leads down to where it begins. */
function Rows({ history, tree, rows, until, colour }: RowsProps) {
  const [holder, { width, rem }] = useSize();
  const line = rem * 1.5;
  const left = rem * (history.description.managerNames ? 9.4 : 7.9);
  const head = rem * 1.7;
  const x = scaleLinear([tree.root.week, Math.max(tree.root.week + 4, until)], [left + rem * 0.6, Math.max(left + 60, width - rem)]);
  const y = (row: number) => head + (row + 0.5) * line;
  const height = head + rows.length * line;
  const ticks = x.ticks(Math.max(2, Math.floor((width - left) / (rem * 6)))).filter(Number.isInteger);
  return (
    <div ref={holder} class="tree-paper" tabIndex={0} role="group" aria-label="Transmission tree over time">
      <svg width={width} height={height} role="img" aria-label={spoken(history, rows)}>
        {ticks.map((at) => (
          <g key={at}>
            <line class="grid" x1={x(at)} x2={x(at)} y1={head - rem * 0.2} y2={height} />
            <text class="tick" x={x(at)} y={rem} text-anchor="middle">{at === ticks[0] ? `week ${at}` : at}</text>
          </g>
        ))}
        {rows.map(({ use, parent }, at) => parent >= 0 && (
          <line key={at} class="stem" x1={x(use.week)} x2={x(use.week)} y1={y(parent)} y2={y(at)} />
        ))}
        {rows.map(({ use, end, over, dark }, at) => {
          const own = use.key === tree.key;
          return (
            <g key={at}>
              <text class={own ? 'who own' : 'who'} x={left} y={y(at)} text-anchor="end" dominant-baseline="central">{who(history, use.manager)}</text>
              <line class="life" x1={x(use.week)} x2={x(end)} y1={y(at)} y2={y(at)} stroke-width={rem * 0.34} />
              {dark !== null && <line x1={x(dark)} x2={x(end)} y1={y(at)} y2={y(at)} stroke={colour} stroke-width={rem * 0.5} />}
              {over && <line class="ended" x1={x(end)} x2={x(end)} y1={y(at) - rem * 0.32} y2={y(at) + rem * 0.32} />}
              <circle class={own ? 'taken own' : 'taken'} cx={x(use.week)} cy={y(at)} r={rem * (own ? 0.42 : 0.3)} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function who(history: History, manager: number): string {
  const name = history.managerName(manager);
  return name.length > 18 ? `${name.slice(0, 17)}…` : name;
}

/** What the picture shows, for those who cannot see it: the first rows, one after the other. */
function spoken(history: History, rows: Row[]): string {
  return rows.slice(0, 30).map(({ use, parent, dark }) => {
    const from = parent < 0 ? 'first' : `from ${history.managerName(rows[parent]!.use.manager)}`;
    return `${history.managerName(use.manager)}, week ${use.week}, ${from}${dark === null ? '' : `, dark from week ${dark}`}`;
  }).join('; ');
}

function rootSentence(history: History, tree: Tree): string {
  const { root } = tree;
  const who = history.managerName(root.manager);
  if (root.week === 0) return `It was there from the beginning, with ${who}.`;
  return `It began with ${who} in week ${root.week}.`;
}
