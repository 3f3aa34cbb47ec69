// The lessons inside the page, in the reader's language.

import { effect, signal } from '@preact/signals';
import { workshopData } from '../engine/embedded';
import { report } from '../session/state';
import { addTexts, language, t } from '../words/words';
import type { Lesson, Trainer } from './read';
import { readLesson, readTrainer, translated } from './read';

export const lessons = signal<Lesson[]>([]);
export const trainer = signal<Trainer | null>(null);

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (cause) {
    report(t('problem.left_out', { cause: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause) }));
    return null;
  }
}

/**
 * Reads what the command has put into the page; returns the scenario that it opens with. `NAME.LANGUAGE` is a translation
 * of NAME, `texts.LANGUAGE` has texts of the page itself.
 */
export function readShelf(): string | null {
  let data: ReturnType<typeof workshopData> | undefined;
  try {
    data = workshopData();
  } catch {
    report(t('problem.lessons'));
  }
  const files = new Map(data?.lessons.map(({ name, toml }) => [name, toml]));
  const plain: Lesson[] = [];
  for (const [name, toml] of files) {
    const [what, code] = name.split('.');
    if (what === 'texts') attempt(() => addTexts(code ?? 'en', toml));
    else if (!code && name !== 'trainer') {
      const lesson = attempt(() => readLesson(name, toml));
      if (lesson) plain.push(lesson);
    }
  }
  effect(() => {
    const own = (name: string) => files.get(`${name}.${language.value}`);
    lessons.value = plain.map((lesson) => {
      const toml = own(lesson.name);
      return (toml && attempt(() => translated(lesson, toml))) || lesson;
    });
    const notes = own('trainer') ?? files.get('trainer');
    trainer.value = notes ? attempt(() => readTrainer(notes)) : null;
  });
  return data?.opens ?? null;
}
