// Everything that leaves the page (address, picture, numbers, scenario), and everything that comes onto it.

import { useRef, useState } from 'preact/hooks';
import { EFFECTS } from '../domain/effects';
import { addressOf } from '../lesson/address';
import { organisation, reached, sentence, worlds } from '../session/runs';
import type { WorldName } from '../session/state';
import { change, difference, report, selection, state } from '../session/state';
import { sort, textOf } from '../share/dropped';
import { LONGEST } from '../share/fragment';
import { seriesCsv } from '../share/numbers_csv';
import { picturePng, pictureSvg } from '../share/picture_files';
import { Icon } from './icons';
import { titleOf } from './titles';

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function present() {
  return (['a', 'b', 'c'] as const).flatMap((name) => {
    const running = worlds.peek()[name];
    return running ? [{ name, ...running }] : [];
  });
}

function svg(): string {
  const { practice, effect, week } = state.peek();
  const now = Math.min(week, reached.peek());
  const first = worlds.peek().a?.history;
  const titled = present().map(({ name, history }) => ({
    title: titleOf(name),
    history,
    look: {
      effect: EFFECTS.findIndex((one) => one.key === effect),
      practice: history.description.practices.findIndex((one) => one.name === practice),
      against: difference.peek() && name !== 'a' ? (first?.frame(now).flags ?? null) : null,
    },
  }));
  return pictureSvg(titled, now);
}

/** Tables of an organisation stay files of their own. */
function beside(): string {
  const names = Object.values(organisation.peek() ?? {}).map((file) => file?.name).filter(Boolean);
  return names.length ? `# Needs beside it: ${names.join(', ')}\n` : '';
}

const FILES: Record<string, () => Promise<void>> = {
  png: async () => save(`darkside-week-${state.peek().week}.png`, await picturePng(svg())),
  svg: async () => save(`darkside-week-${state.peek().week}.svg`, new Blob([svg()], { type: 'image/svg+xml' })),
  csv: async () => {
    const list = present().map(({ name, history }) => ({ world: titleOf(name), history }));
    save('darkside-numbers.csv', new Blob([seriesCsv(list.map((one) => ({ ...one, world: one.world.replaceAll(',', '') })))], { type: 'text/csv' }));
  },
  toml: async () => {
    const chosen: WorldName = worlds.peek().b ? 'b' : 'a';
    const text = await worlds.peek()[chosen]?.world.toml();
    if (text) save('darkside-scenario.toml', new Blob([beside() + text], { type: 'application/toml' }));
  },
};

export async function take(files: Iterable<File>): Promise<void> {
  const read = await Promise.all(Array.from(files, async (file) => ({ name: file.name, text: textOf(new Uint8Array(await file.arrayBuffer())) })));
  const { scenario, organisation: given, problems } = sort(read);
  problems.forEach(report);
  selection.value = null;
  if (given) organisation.value = given;
  if (scenario) change({ scenario: scenario.name.replace(/\.toml$/i, ''), text: scenario.text, other: '', view: 'explore', lesson: '' });
  else if (given) change({ view: 'explore', lesson: '', other: '' });
}

export function ShareMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const [said, say] = useState('');
  const run = (file: keyof typeof FILES) => () => {
    FILES[file]!().catch((cause: unknown) => report(sentence(cause)));
  };
  const copy = async () => {
    const address = `${location.href.split('#')[0]}#${addressOf(state.peek())}`;
    history.replaceState(null, '', address);
    try {
      await navigator.clipboard.writeText(address);
      say('The address is on the clipboard.');
    } catch {
      say('The address line of the browser has it: copy it from there.');
    }
  };
  const tooLong = state.value.text.length > LONGEST;
  return (
    <details class="menu" ref={menu} onKeyDown={(event) => event.key === 'Escape' && menu.current && (menu.current.open = false)}>
      <summary data-share aria-label="Share and load"><Icon name="share" /> <span class="wide-only">Share and load</span></summary>
      <div class="menu-body">
        <h2>Share</h2>
        <button type="button" onClick={copy} data-copy>Copy the address of this state</button>
        <p role="status" class="muted">{said}</p>
        {tooLong && <p class="muted">Your scenario is too long for an address: pass on its file as well.</p>}
        {organisation.value && <p class="muted">Your organisation is not in the address: it stays on this machine.</p>}
        <div class="menu-files">
          <button type="button" onClick={run('png')} data-export="png">Picture, PNG</button>
          <button type="button" onClick={run('svg')} data-export="svg">Picture, SVG</button>
          <button type="button" onClick={run('csv')} data-export="csv">Numbers, CSV</button>
          <button type="button" onClick={run('toml')} data-export="toml" title="What darkside run takes; of the second world, where there are two">Scenario, TOML</button>
        </div>
        <h2>Load</h2>
        <label class="file">
          <span>A scenario (.toml), or an organisation: tables of managers and ties (.csv), a graph (.graphml). Or drop them anywhere on the page. They never leave this machine.</span>
          <input
            type="file" multiple accept=".toml,.csv,.tsv,.txt,.graphml,.xml" data-files
            onChange={(event) => {
              const { files } = event.currentTarget;
              if (files?.length) void take(files);
              event.currentTarget.value = '';
              if (menu.current) menu.current.open = false;
            }}
          />
        </label>
        {organisation.value && (
          <button type="button" onClick={() => (organisation.value = null)} data-drop-organisation>Back to the invented organisation</button>
        )}
      </div>
    </details>
  );
}
