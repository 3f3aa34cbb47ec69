// Opens a page from disk in Chromium and records every error it logs and every network request it makes.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');

/** The command that digests are compared with. */
export const command = process.env.DARKSIDE ?? join(target, 'debug/darkside');

/** The page to test: WORKSHOP_PAGE, or else the committed one. */
export const pageFile = resolve(process.env.WORKSHOP_PAGE ?? join(root, 'docs/workshop.html'));

/** Worlds this small are made in a fifth of the time and have all that a test of the page needs. */
const FEW = 60;

/** Writes a copy of the page whose worlds have few managers and need few weeks to settle. */
export function withFew(file, out) {
  const own = (name) => readFileSync(join(root, `web/scenarios/${name}.toml`), 'utf8');
  const scenarios = ['wave', 'clean', 'islands', 'bridge'].map((name) => ({ name, toml: `population.managers = ${FEW}\n${own(name)}` }));
  scenarios.push({ name: 'baseline', toml: `extends = "baseline"\npopulation.managers = ${FEW}\nrun.settle = 52\n` });
  const data = /(<script type="application\/json" id="workshop-data">)([^<]*)(<\/script>)/;
  const text = readFileSync(file, 'utf8').replace(data, (_, before, json, after) => {
    const filled = JSON.stringify({ ...JSON.parse(json), scenarios }).replaceAll('<', '\\u003c');
    return before + filled + after;
  });
  writeFileSync(out, text);
  return out;
}

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`there is no ${executablePath}: apt-get install chromium, or set CHROMIUM`);
  const profile = mkdtempSync(join(tmpdir(), 'workshop-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
  // Tests must also pass where everything is slow.
  context.setDefaultTimeout(120_000);
  // A copy for each browser: two test files may run at once.
  return {
    context,
    few: withFew(pageFile, join(profile, 'few.html')),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** A browser for all tests of a file. */
export function forTests() {
  const browser = {};
  before(async () => { Object.assign(browser, await openBrowser()); });
  after(() => browser.close?.());
  return browser;
}

/** An address that shows the baseline: without an address, the page begins with its opening. */
export const BASELINE = 'scenario=baseline&from=52&week=52&speed=4';

/** Opens the page with few managers and a fragment, and waits for its first picture. */
export const openFew = (browser, fragment) => open(browser.context, fragment, browser.few);

/** Opens the page with a fragment and waits for its first picture. */
export async function open(context, fragment = '', file = pageFile) {
  const page = await context.newPage();
  const seen = { errors: [], requests: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(message.text());
  });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(blob:|data:)/.test(url) && url.split('#')[0] !== pathToFileURL(file).href) seen.requests.push(url);
  });
  await page.goto(`${pathToFileURL(file).href}${fragment && `#${fragment}`}`);
  await page.waitForSelector('html[data-ready="true"]', { timeout: 120_000 });
  return { page, seen };
}

/** Fails if the page logged an error or asked for anything. */
export const clean = (seen) => assert.deepEqual(seen, { errors: [], requests: [] });

/** The week that stands beside the slider. */
export const shownWeek = (page) => page.getAttribute('[data-transport]', 'data-week').then(Number);

/** What the share menu saves: png, svg, csv or toml. */
export async function exported(page, kind) {
  await page.evaluate(() => { document.querySelector('[data-share]').parentElement.open = true; });
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(`[data-export="${kind}"]`)]);
  return readFileSync(await file.path());
}

/** Waits until the worlds asked for are on the page and complete. */
export const settled = (page) =>
  page.waitForFunction(() => !document.querySelector('[data-making], [data-world]:not([data-digest])'), null, { timeout: 120_000 });

/** Waits until this many frames have been drawn. */
export const frames = (page, count) => page.evaluate(async (left) => {
  for (; left > 0; left -= 1) await new Promise(requestAnimationFrame);
}, count);

/** Opens, by keyboard, the tree of the first practice that an account of the first manager has taken up. */
export async function traceSomething(page) {
  await page.locator('[data-world="a"] .picture').focus();
  await page.keyboard.press('ArrowRight');
  for (let account = 0; account < 8 && !(await page.locator('[data-tree]').count()); account += 1) {
    await page.keyboard.press('PageDown');
    await frames(page, 2);
  }
  await page.keyboard.press('Enter');
  await page.locator('[data-tree]').first().click();
}

/** The digest of a world on the page, once its run is complete. */
export async function digestOf(page, world = 'a') {
  const element = await page.waitForSelector(`[data-world="${world}"][data-digest]`, { timeout: 120_000 });
  return element.getAttribute('data-digest');
}

/** What the command gives for a scenario under one seed. */
export function digestByCommand(scenario, seed, ...options) {
  return runByCommand(scenario, seed, options, (out) => JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')).digests[0]);
}

/** A figure of the command's series in a week. */
export function seriesByCommand(scenario, seed, week, column) {
  return runByCommand(scenario, seed, ['--format', 'csv'], (out) => {
    const [head, ...rows] = readFileSync(join(out, 'series.csv'), 'utf8').trim().split('\n').map((line) => line.split(','));
    const row = rows.find((cells) => cells[head.indexOf('week')] === String(week));
    return Number(row[head.indexOf(column)]);
  });
}

function runByCommand(scenario, seed, options, read) {
  const folder = mkdtempSync(join(tmpdir(), 'workshop-run-'));
  try {
    const out = join(folder, 'run');
    execFileSync(command, [
      'run', scenario, '--seeds', '1', '--set', `run.seed=${seed}`, '--no-charts', '--out', out, ...options,
    ], { stdio: ['ignore', 'ignore', 'pipe'] });
    return read(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
