// Files dropped on the page: which is what. They are read here and go nowhere else.

import { t } from '../words/words';
import type { DroppedFile, Organisation } from '../engine/protocol';

interface Sorted {
  scenario: DroppedFile | null;
  organisation: Organisation | null;
  problems: string[];
}

/** The cells of a table's first line, in lower case and without quotes. */
function heading(text: string): string[] {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  return first.split(/[,;\t]/).map((word) => word.trim().replace(/^"|"$/g, '').toLowerCase());
}

/** The file that a scenario extends, which the page does not have. */
function builtOn(text: string): string | undefined {
  return /^\s*extends\s*=\s*["']([^"']+\.toml)["']/m.exec(text)?.[1];
}

type Table = 'managers' | 'ties' | 'relationships' | 'edges';

/** What kind of table this is, by its columns. */
export function kindOf(text: string): Table | null {
  const columns = heading(text);
  if (columns.includes('source') && columns.includes('target')) return 'ties';
  if (columns.includes('manager') && columns.includes('account')) return 'relationships';
  if (columns.includes('id')) return 'managers';
  // An edge list has no header: who, whom, how much.
  const row = text.split(/\r?\n/).find((line) => line.trim() && !line.startsWith('#'))?.split(/[,;\t]/) ?? [];
  if (row.length === 3 && Number(row[2]) > 0) return 'edges';
  return null;
}

export function sort(files: DroppedFile[]): Sorted {
  const sorted: Sorted = { scenario: null, organisation: null, problems: [] };
  for (const file of files) {
    const ending = file.name.toLowerCase().replace(/\.gz$/, '').split('.').at(-1) ?? '';
    if (ending === 'toml') {
      const base = builtOn(file.text);
      if (base) sorted.problems.push(t('dropped.extends', { file: file.name, base }));
      else if (sorted.scenario) sorted.problems.push(t('dropped.scenarios', { file: file.name, first: sorted.scenario.name }));
      else sorted.scenario = file;
    } else if (ending === 'graphml' || ending === 'xml') sorted.organisation = { ...sorted.organisation, graphml: file };
    else if (['csv', 'tsv', 'txt'].includes(ending)) {
      const kind = kindOf(file.text);
      const same = kind && sorted.organisation?.[kind];
      if (same) sorted.problems.push(t('dropped.twice', { file: file.name, first: same.name, kind }));
      else if (kind) sorted.organisation = { ...sorted.organisation, [kind]: file };
      else sorted.problems.push(t('dropped.unknown', { file: file.name }));
    } else sorted.problems.push(t('dropped.kind', { file: file.name }));
  }
  const { organisation } = sorted;
  if (!organisation || organisation.ties || organisation.graphml) return sorted;
  const { managers, relationships } = organisation;
  if (managers) sorted.problems.push(t('dropped.managers', { file: managers.name }));
  if (relationships) sorted.problems.push(t('dropped.relationships'));
  return managers || relationships ? { ...sorted, organisation: null } : sorted;
}
