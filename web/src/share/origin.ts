// Where a file that leaves the page comes from: scenario, seed, version, source and what it must not be taken for.

import { catalogue, shown } from '../session/runs';
import { t } from '../words/words';
import type { History } from '../world/history';

/** What a world's numbers must not be taken for. */
export function caveat(history: History | undefined): string {
  const weeks = history?.startUp ?? 0;
  return weeks ? `${t('page.caveat')} ${t('page.start_up', { weeks })}` : t('page.caveat');
}

export function origin(history: History): string[] {
  const { scenario, from } = shown.peek();
  const { seed, weeks } = history.description;
  return [
    t('origin.made', { version: catalogue.peek()?.version ?? '', scenario, seed, weeks, from }),
    t('page.source'),
    caveat(history),
  ];
}

/** Lines as comments, as CSV readers and TOML take them. */
export const comment = (lines: string[]): string => lines.map((line) => `# ${line.replaceAll('\n', ' ')}\n`).join('');
