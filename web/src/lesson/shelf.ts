// The lessons inside the page.

import { signal } from '@preact/signals';
import { report } from '../session/state';
import { addTexts, t } from '../words/words';
import type { Lesson, Trainer } from './read';
import { readLesson, readTrainer } from './read';

export const lessons = signal<Lesson[]>([]);
export const trainer = signal<Trainer | null>(null);

interface Data {
  lessons?: { name: string; toml: string }[];
  opens?: string;
}

/** Reads what the command has put into the page; returns the scenario that it opens with. */
export function readShelf(): string | null {
  const holder = document.getElementById('workshop-data');
  let data: Data = {};
  try {
    data = JSON.parse(holder?.textContent?.trim() || '{}') as Data;
  } catch {
    report(t('problem.lessons'));
  }
  const read: Lesson[] = [];
  for (const { name, toml } of data.lessons ?? []) {
    try {
      const [what, code] = name.split('.');
      if (what === 'texts') addTexts(code ?? 'en', toml);
      else if (name === 'trainer') trainer.value = readTrainer(toml);
      else read.push(readLesson(name, toml));
    } catch (cause) {
      report(t('problem.left_out', { cause: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause) }));
    }
  }
  lessons.value = read;
  return data.opens ?? null;
}
