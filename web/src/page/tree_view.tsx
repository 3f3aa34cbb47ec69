// A transmission tree over time: who had a practice first, who took it from whom, and where it turned dark.

import { scaleLinear } from 'd3-scale';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSize } from '../chart/size';
import { EFFECTS, colourName, effectName } from '../domain/effects';
import { count } from '../domain/numbers';
import { t, tn } from '../words/words';
import { practiceMeaning, practiceName } from '../domain/practices';
import { feeds } from '../picture/arcs';
import { worlds } from '../session/runs';
import { playing, selection, week } from '../session/state';
import type { OpenTree as Tree } from '../session/tree';
import { openTree, playChain, treeOf } from '../session/tree';
import { Arrivals } from './arrivals';
import type { History } from '../world/history';
import { treeSize } from '../world/tree';
import type { Use } from '../world/tree';
import type { Row } from '../world/tree_rows';
import { rowsOf } from '../world/tree_rows';
import { Icon } from './icons';

/** Nobody reads more rows than this. */
const MOST = 160;

/** The open tree, if there is one. */
export function OpenTree() {
  const tree = openTree.value;
  const history = tree && worlds.value[tree.world]?.history;
  return tree && history ? <TreeView tree={tree} history={history} /> : null;
}

function TreeView({ tree, history }: { tree: Tree; history: History }) {
  const section = useRef<HTMLElement>(null);
  // What opened it may be elsewhere on the page. While weeks pass, though, the picture is what is watched.
  useEffect(() => {
    if (playing.peek()) return;
    section.current?.scrollIntoView({ block: 'nearest' });
    section.current?.focus({ preventScroll: true });
  }, [tree.key, tree.practice, tree.asked]);
  const until = Math.min(week.value, history.last);
  const practice = history.description.practices[tree.practice]!;
  const effect = feeds(practice.load);
  const size = treeSize(tree.root);
  const all = rowsOf(history, tree.root, tree.practice, effect, until);
  const dark = all.filter((row) => row.dark !== null).length;
  const rows = all.slice(0, MOST);
  const harm = effect < 0 ? '' : effectName(EFFECTS[effect]!);
  const colour = `var(--${effect < 0 ? 'harmless' : colourName(EFFECTS[effect]!)})`;
  return (
    <section class="tree" ref={section} tabIndex={-1} aria-labelledby="tree-title" data-tree-of={practice.name}>
      <header class="panel-head">
        <h2 id="tree-title">{t('tree.title', { practice: practiceName(practice.name) })}</h2>
        <button type="button" class="round" onClick={() => (treeOf.value = null)} aria-label={t('tree.close')}><Icon name="close" /></button>
      </header>
      <p class="tree-text">
        <span class="meaning">{practiceMeaning(practice.name)}</span> {rootSentence(history, tree)}{' '}
        {size.uses === 1
          ? t('tree.alone')
          : t('tree.size', { copies: tn('tree.copies', size.uses - 1), steps: tn('tree.steps', size.steps), managers: tn('tree.managers', size.managers) })}
        {effect >= 0 && ` ${t('tree.harm', { dark: count(dark), uses: count(size.uses), effect: harm })}`}{' '}
        <button
          type="button" class="text-button"
          onClick={() => (selection.value = { world: tree.world, manager: tree.root.manager, position: Math.max(-1, history.positionOf(tree.root.key, until)) })}
        >
          {t('tree.origin')}
        </button>
      </p>
      <Arrivals history={history} root={tree.root} until={until}>
        <button type="button" class="primary" onClick={playChain} data-chain>{t('tree.play')}</button>
      </Arrivals>
      <p class="keys">
        <span class="key"><span class="swatch" /> {t(effect >= 0 ? 'tree.key.light' : 'tree.key.use')}</span>
        {effect >= 0 && <span class="key"><span class="swatch" style={{ background: colour }} /> {t('tree.key.dark', { effect: harm })}</span>}
      </p>
      <Rows history={history} tree={tree} rows={rows} until={until} colour={colour}>
        {size.uses > rows.length && <p class="muted">{t('tree.most', { drawn: count(rows.length), uses: count(size.uses) })}</p>}
      </Rows>
    </section>
  );
}

interface RowsProps {
  history: History;
  tree: Tree;
  rows: Row[];
  until: number;
  colour: string;
  children?: ComponentChildren;
}

/** A line for each use; a stem leads down from its source's line to where it begins. */
function Rows({ history, tree, rows, until, colour, children }: RowsProps) {
  const [holder, { width, rem }] = useSize();
  const line = rem * 1.35;
  const left = rem * (history.description.managerNames ? 13 : 8.6);
  const head = rem * 1.7;
  const x = scaleLinear([tree.root.week, Math.max(tree.root.week + 4, until)], [left + rem * 0.6, Math.max(left + 60, width - rem)]);
  const y = (row: number) => head + (row + 0.5) * line;
  const height = head + rows.length * line;
  const ticks = x.ticks(Math.max(2, Math.floor((width - left) / (rem * 6)))).filter(Number.isInteger);
  return (
    <div ref={holder} class="tree-paper" tabIndex={0} role="group" aria-label={t('tree.label')}>
      <svg width={width} height={height} role="img" aria-label={spoken(history, rows)}>
        {ticks.map((at) => (
          <g key={at}>
            <line class="grid" x1={x(at)} x2={x(at)} y1={head - rem * 0.2} y2={height} />
            <text class="tick" x={x(at)} y={rem} text-anchor="middle">{at === ticks[0] ? t('story.week', { week: at }) : at}</text>
          </g>
        ))}
        {rows.map(({ use, parent }, at) => parent >= 0 && (
          <line key={at} class="stem" x1={x(use.week)} x2={x(use.week)} y1={y(parent)} y2={y(at)} />
        ))}
        {rows.map(({ use, end, over, dark }, at) => {
          const own = use.key === tree.key;
          return (
            <g key={at}>
              <text class={own ? 'who own' : 'who'} x={left} y={y(at)} text-anchor="end" dominant-baseline="central">{who(history, use)}</text>
              <line class="life" x1={x(use.week)} x2={x(end)} y1={y(at)} y2={y(at)} stroke-width={rem * 0.34} />
              {dark !== null && <line x1={x(dark)} x2={x(end)} y1={y(at)} y2={y(at)} stroke={colour} stroke-width={rem * 0.5} />}
              {over && <line class="ended" x1={x(end)} x2={x(end)} y1={y(at) - rem * 0.32} y2={y(at) + rem * 0.32} />}
              <circle class={own ? 'taken own' : 'taken'} cx={x(use.week)} cy={y(at)} r={rem * (own ? 0.42 : 0.3)} />
            </g>
          );
        })}
      </svg>
      {children}
    </div>
  );
}

/** "17, account 3": a manager can be in a tree with several accounts. */
function who(history: History, use: Use): string {
  const name = history.description.managerNames?.[use.manager] ?? String(use.manager + 1);
  return t('tree.who', { manager: name.length > 14 ? `${name.slice(0, 13)}…` : name, account: accountOf(history, use) });
}

/** The account's number within its manager's portfolio when it took the practice up. */
function accountOf(history: History, use: Use): number {
  const position = history.positionOf(use.key, use.week);
  const placed = position >= 0 ? position : (use.adoption?.target.position ?? 0);
  return placed - (history.description.offsets[use.manager] ?? 0) + 1;
}

/** What the picture shows, for those who cannot see it: the first rows, in order. */
function spoken(history: History, rows: Row[]): string {
  return rows.slice(0, 30).map(({ use, parent, dark }) => {
    const from = parent < 0 ? t('tree.spoken.first') : t('tree.spoken.from', { who: who(history, rows[parent]!.use) });
    return `${who(history, use)}, ${t('story.week', { week: use.week })}, ${from}${dark === null ? '' : `, ${t('tree.spoken.dark', { week: dark })}`}`;
  }).join('; ');
}

function rootSentence(history: History, tree: Tree): string {
  const { root } = tree;
  const who = history.managerName(root.manager);
  return root.week === 0 ? t('tree.root.beginning', { who }) : t('tree.root', { who, week: root.week });
}
