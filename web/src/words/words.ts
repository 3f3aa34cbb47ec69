// Every text of the page by its key, from `web/texts`, one file per language. What a language lacks appears in English.
// Lessons can bring more languages or other words, in a file `texts.LANGUAGE.toml`.

import { computed, signal } from '@preact/signals';
import { parse } from 'smol-toml';

type Values = Record<string, string | number>;

/** A language's texts by their dotted keys. */
type Catalogue = Map<string, string>;

function flat(table: Record<string, unknown>, path = '', into: Catalogue = new Map()): Catalogue {
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === 'string') into.set(path + key, value.trim());
    else if (value && typeof value === 'object') flat(value as Record<string, unknown>, `${path}${key}.`, into);
  }
  return into;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const readTexts = (toml: string): Catalogue => flat(parse(toml) as Record<string, unknown>);

const files = import.meta.glob<string>('../../texts/*.toml', { query: '?raw', import: 'default', eager: true });
const shipped = Object.fromEntries(Object.entries(files).map(([path, toml]) => [path.split('/').at(-1)!.slice(0, -5), readTexts(toml)]));
const ENGLISH = shipped.en!;
const catalogues = signal<Record<string, Catalogue>>(shipped);

/** Adds a language, or replaces some of a language's texts with a trainer's own. */
export function addTexts(language: string, toml: string): void {
  const known = catalogues.peek()[language] ?? [];
  catalogues.value = { ...catalogues.peek(), [language]: new Map([...known, ...readTexts(toml)]) };
}

/** The languages in this page: their codes and what they call themselves. */
export const languages = computed(() =>
  Object.entries(catalogues.value).map(([code, texts]) => ({ code, name: texts.get('language.name') ?? code })),
);

/** The reader's choice; empty for the browser's language. */
export const chosenLanguage = signal('');
export const language = computed(() => {
  const wanted = [chosenLanguage.value, ...(globalThis.navigator?.languages ?? []).map((one) => one.slice(0, 2))];
  return wanted.find((code) => code && code in catalogues.value) ?? 'en';
});

language.subscribe((code) => {
  if (typeof document !== 'undefined') document.documentElement.lang = code;
});

export function hasText(key: string): boolean {
  return ENGLISH.has(key) || (catalogues.value[language.value]?.has(key) ?? false);
}

/** The text of a key in the reader's language, with `{name}` replaced by values. */
export function t(key: string, values: Values = {}): string {
  const text = catalogues.value[language.value]?.get(key) ?? ENGLISH.get(key) ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** `key.one` or `key.other`, with `{count}`. */
export function tn(key: string, count: number, values: Values = {}): string {
  const kind = new Intl.PluralRules(language.value).select(count) === 'one' ? 'one' : 'other';
  return t(`${key}.${kind}`, { count: new Intl.NumberFormat(language.value).format(count), ...values });
}
