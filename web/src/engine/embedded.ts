// What `darkside workshop` puts into the page: the engine and the data. While the page is being worked on (`npm run
// dev`), the engine is fetched from the server instead.

import type { DroppedFile } from './protocol';

/** The page's own scenarios, by their names. */
const own = import.meta.glob<string>('../../scenarios/*.toml', { query: '?raw', import: 'default', eager: true });

/** A scenario besides the shipped ones, with the tables that its `[ties]` names. */
interface EmbeddedScenario {
  name: string;
  toml: string;
  files?: DroppedFile[];
}

/** What the element `workshop-data` holds. */
interface WorkshopData {
  version: string;
  scenarios: EmbeddedScenario[];
  lessons: { name: string; toml: string }[];
  /** The scenario that the page begins with. */
  opens: string | null;
}

const NOTHING: WorkshopData = { version: '', scenarios: [], lessons: [], opens: null };

/** The page's data; empty if the command has not filled the page. */
export function workshopData(): WorkshopData {
  const text = document.getElementById('workshop-data')?.textContent?.trim() ?? '';
  return text ? { ...NOTHING, ...(JSON.parse(text) as Partial<WorkshopData>) } : NOTHING;
}

/** Scenarios besides the shipped ones: those that the command put in, and the page's own. */
export function embeddedScenarios(): EmbeddedScenario[] {
  const given = workshopData().scenarios;
  const more = Object.entries(own).map(([path, toml]) => ({ name: path.split('/').at(-1)!.slice(0, -'.toml'.length), toml }));
  return [...given, ...more.filter(({ name }) => !given.some((one) => one.name === name))];
}

/** The engine's bytes, a fresh copy for each call. */
export async function engineBytes(): Promise<ArrayBuffer> {
  const text = document.getElementById('engine-wasm')?.textContent?.trim() ?? '';
  if (text) return decode(text);
  if (import.meta.env.DEV) return (await fetch(new URL('../../engine.wasm', import.meta.url))).arrayBuffer();
  throw new Error('this page has no engine in it: it is written by `darkside workshop`');
}

/** From base64. */
function decode(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}
