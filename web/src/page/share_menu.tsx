// Everything that leaves the page (address, picture, numbers, scenario), and everything that comes onto it.

import { useRef, useState } from 'preact/hooks';
import type { DroppedFile } from '../engine/protocol';
import { lookOf } from '../picture/scene';
import { addressOf } from '../lesson/address';
import { ROUNDS } from '../domain/game';
import { deciding } from '../session/game';
import { comparedWith, explained, organisation, present, shownWeek, theEngine, worlds } from '../session/runs';
import type { State } from '../session/state';
import { change, report, selection, state } from '../session/state';
import { sort } from '../share/dropped';
import { LONGEST } from '../share/fragment';
import { seriesCsv } from '../share/numbers_csv';
import { comment, origin } from '../share/origin';
import { picturePng, pictureSvg } from '../share/picture_files';
import { t } from '../words/words';
import { Icon } from './icons';
import { titleOf } from './titles';

export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The worlds on the page, ready to be drawn into files. */
export function titled() {
  const week = shownWeek.peek();
  const list = present.peek().map(({ name, history }) => (
    { title: titleOf(name), history, look: lookOf(state.peek(), history, comparedWith(name), week) }
  ));
  return { worlds: list, week, origin: origin(list[0]!.history) };
}

function svg(): string {
  const { worlds: list, week, origin: from } = titled();
  return pictureSvg(list, week, from);
}

/** The tables of an organisation stay separate files. */
function beside(): string {
  const names = Object.values(organisation.peek() ?? {}).map((file) => file?.name).filter(Boolean);
  return names.length ? `# Needs beside it: ${names.join(', ')}\n` : '';
}

const FILES: Record<string, () => Promise<void>> = {
  png: async () => save(`darkside-week-${state.peek().week}.png`, await picturePng(svg())),
  svg: async () => save(`darkside-week-${state.peek().week}.svg`, new Blob([svg()], { type: 'image/svg+xml' })),
  csv: async () => {
    const list = present.peek().map(({ name, history }) => ({ world: titleOf(name).replaceAll(',', ''), history }));
    save('darkside-numbers.csv', new Blob([comment(origin(list[0]!.history)), seriesCsv(list)], { type: 'text/csv' }));
  },
  toml: async () => {
    const chosen = worlds.peek().b ?? worlds.peek().a;
    if (!chosen) return;
    const text = comment(origin(chosen.history)) + beside() + (await chosen.world.toml());
    save('darkside-scenario.toml', new Blob([text], { type: 'application/toml' }));
  },
};

/** A file's text as the command reads it; null if a problem was reported. */
async function textOf(file: File): Promise<DroppedFile | null> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { name: file.name, text: await theEngine()!.textOf(file.name, bytes) };
  } catch (cause) {
    report(explained(cause));
    return null;
  }
}

export async function take(files: Iterable<File>): Promise<void> {
  const read = await Promise.all(Array.from(files, textOf));
  const { scenario, organisation: given, problems } = sort(read.filter((file) => file !== null));
  problems.forEach(report);
  selection.value = null;
  if (given) organisation.value = given;
  const afresh: Partial<State> = { other: '', levers: {}, copies: [], view: 'explore', lesson: '', step: 0, effect: '', practice: '' };
  if (scenario) change({ ...afresh, scenario: scenario.name.replace(/\.toml$/i, ''), text: scenario.text });
  // An organisation alone gets the baseline's values: what was shown before has nothing to do with it.
  else if (given) change({ ...afresh, scenario: 'baseline', text: '', from: 52, week: 52 });
}

export function ShareMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  return (
    <details class="menu" ref={menu} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <summary data-share aria-label={t('share.title')}><Icon name="share" /> <span class="wide-only">{t('share.title')}</span></summary>
      <div class="menu-body">
        <h2>{t('share.share')}</h2>
        {/* Whoever still decides as manager 26 would read the truth in it. */}
        {deciding.value ? <p class="muted">{t('share.deciding', { rounds: ROUNDS.length })}</p> : <Share />}
        <h2>{t('share.load')}</h2>
        <label class="file">
          <span>{t('share.files')}</span>
          <input
            type="file" multiple accept=".toml,.csv,.tsv,.txt,.graphml,.xml,.gz" data-files
            onChange={(event) => {
              const { files } = event.currentTarget;
              if (files?.length) void take(files);
              event.currentTarget.value = '';
              close();
            }}
          />
        </label>
        {organisation.value && (
          <button type="button" onClick={() => (organisation.value = null)} data-drop-organisation>{t('share.invented')}</button>
        )}
      </div>
    </details>
  );
}

/** The address of what is shown, and files of it. */
function Share() {
  const [said, say] = useState('');
  const copy = async () => {
    const address = `${location.href.split('#')[0]}#${addressOf(state.peek())}`;
    history.replaceState(null, '', address);
    try {
      await navigator.clipboard.writeText(address);
      say(t('share.copied'));
    } catch {
      say(t('share.copy_yourself'));
    }
  };
  return (
    <>
      <button type="button" onClick={copy} data-copy>{t('share.copy')}</button>
      <p role="status" class="muted">{said}</p>
      {state.value.text.length > LONGEST && <p class="muted">{t('share.too_long')}</p>}
      {organisation.value && <p class="muted">{t('share.organisation')}</p>}
      <div class="menu-files">
        {Object.entries(FILES).map(([kind, make]) => (
          <button
            key={kind} type="button" data-export={kind} title={kind === 'toml' ? t('share.toml.title') : undefined}
            onClick={() => void make().catch((cause: unknown) => report(explained(cause)))}
          >
            {t(`share.${kind}`)}
          </button>
        ))}
      </div>
    </>
  );
}
