// What leaves the page and what comes onto it: addresses, exported files, dropped files.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BASELINE, clean, digestOf, exported, forTests, open, openFew } from './browser.mjs';

const browser = forTests();

test('the name of a lesson is enough for an address', async () => {
  const { page, seen } = await openFew(browser, 'lesson=audit&step=1');
  await digestOf(page, 'b');
  await page.waitForSelector('[data-lesson="audit"][data-step="1"]');
  clean(seen);
  await page.close();
});

test('the address holds the state', async () => {
  const { page } = await openFew(browser, 'scenario=programme&seed=3&lever.audit=0.05');
  const digest = await digestOf(page, 'b');
  const address = await page.evaluate(() => location.hash.slice(1));
  await page.close();
  const again = await openFew(browser, address);
  assert.equal(await digestOf(again.page, 'b'), digest);
  await again.page.close();
});

for (const [fragment, said] of [
  ['view=attic&seed=-4&lever.zeal=1&nonsense=2', /The address says/],
  ['scenario=from_the_future', /from_the_future/],
  ['text=%%%', /damaged/],
]) {
  test(`a broken address (${fragment}) is told and the page goes on`, async () => {
    const { page, seen } = await openFew(browser, fragment);
    assert.match(await page.locator('[data-problem]').first().textContent(), said);
    await digestOf(page);
    clean(seen);
    await page.close();
  });
}

for (const [fragment, said] of [
  ['week=9999', /week 9999, but this world ends in week 364/],
  ['lesson=audit&step=90', /step 91 of the lesson “audit”/],
  ['lever.programme=yes', /lever\.programme=yes/],
  ['third=isolated', /third=isolated/],
]) {
  test(`${fragment} in the address is not altered without a word`, async () => {
    const { page, seen } = await openFew(browser, fragment);
    assert.match(await page.locator('[data-problem]').first().textContent(), said);
    clean(seen);
    await page.close();
  });
}

const damaged = Buffer.from('population.managers = "x"').toString('base64url');
for (const [fragment, said] of [
  [`scenario=mine&text=${damaged}`, /population\.managers must be a whole number/],
  ['scenario=large', /1000000 managers are more than this page can show/],
  ['lever.audit=0.05&from=9999', /week 9999/],
]) {
  test(`an address that the engine refuses (${fragment}) leaves the page’s own world, under its own name`, async () => {
    const { page, seen } = await openFew(browser, fragment);
    assert.match(await page.locator('[data-problem]').first().textContent(), said);
    await digestOf(page);
    assert.deepEqual(await page.locator('.world-head h2').allTextContents(), ['Five managers begin to give more']);
    clean(seen);
    await page.close();
  });
}

test('a scenario that is refused leaves what was there before, under its own name', async () => {
  const { page, seen } = await openFew(browser, 'scenario=programme');
  const digest = await digestOf(page);
  const file = { name: 'mine.toml', mimeType: 'text/plain', buffer: Buffer.from('population.manager = 20\n') };
  await page.locator('[data-files]').setInputFiles([file]);
  assert.match(await page.waitForSelector('[data-problem]').then((told) => told.textContent()), /population\.managers/);
  await page.waitForFunction(() => /programme/.test(document.querySelector('.world-head h2').textContent));
  assert.equal(await digestOf(page), digest);
  clean(seen);
  await page.close();
});

test('picture and numbers are exported', async () => {
  const { page, seen } = await openFew(browser, `${BASELINE}&week=100`);
  await digestOf(page);
  assert.match(String(await exported(page, 'svg')), /^<svg[^>]* xmlns=/);
  assert.deepEqual([...(await exported(page, 'png')).subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const lines = String(await exported(page, 'csv')).trim().split('\n').filter((line) => !line.startsWith('#'));
  assert.equal(lines.length, 262);
  assert.match(lines[0], /week/);
  clean(seen);
  await page.close();
});

test('an exported picture says what its signs mean', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=200&lever.audit=0.05&practice=exceed_expectations&effect=all`);
  await digestOf(page, 'b');
  await page.locator('[data-difference]').check();
  const svg = String(await exported(page, 'svg'));
  for (const words of ['rising expectations', 'dark here, not in the first', 'uses “exceed expectations”', 'no harm']) {
    assert.ok(svg.includes(words), `no “${words}”`);
  }
  await page.close();
});

test('what leaves the page says where it comes from, and what it is not', async () => {
  const { page } = await openFew(browser, `${BASELINE}&seed=7&week=100`);
  await digestOf(page);
  for (const kind of ['svg', 'csv', 'toml']) {
    const text = String(await exported(page, kind)).replaceAll(/<[^>]+>/g, ' ');
    for (const part of [/darkside \d+\.\d+\.\d+/, /seed 7/, /Leischnig/, /not a forecast/]) {
      assert.match(text.replaceAll(/\s+/g, ' '), part, `${kind} lacks ${part}`);
    }
  }
  await page.close();
});

test('an organisation that is dropped is simulated, and a wrong one is told', async () => {
  const { page, seen } = await open(browser.context, BASELINE);
  await digestOf(page);
  const drop = (files) => page.locator('[data-files]').setInputFiles(
    Object.entries(files).map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
  );
  const names = Array.from({ length: 12 }, (_, number) => `m${number}`);
  const ties = names.map((name, number) => `${name},${names[(number + 1) % 12]}`).join('\n');
  await drop({ 'ties.csv': `source,target\n${ties}\n` });
  await page.waitForFunction(() => /12 managers/.test(document.querySelector('[data-world="a"] .picture').ariaLabel));
  await drop({ 'ties.csv': 'source,target\nann,ann\n' });
  const problem = await page.waitForSelector('[data-problem]');
  assert.match(await problem.textContent(), /ties\.csv:2/);
  await drop({ 'mine.toml': 'lapse.audit = "much"\n' });
  await page.waitForFunction(() => /mine/.test(document.body.textContent) && document.querySelectorAll('[data-problem]').length > 0);
  clean(seen);
  await page.close();
});

test('dropped tables are decoded as the command decodes them', async () => {
  const { page, seen } = await open(browser.context, BASELINE);
  await digestOf(page);
  const drop = (...files) => page.locator('[data-files]').setInputFiles(
    files.map(([name, buffer]) => ({ name, mimeType: 'application/octet-stream', buffer })),
  );
  const managers = (count) => page.waitForFunction(
    (wanted) => document.querySelector('[data-world="a"] .picture').ariaLabel.includes(`${wanted} managers`), count,
  );
  const names = Array.from({ length: 12 }, (_, number) => `Zoë ${number}`);
  const ties = (list) => `source,target\n${list.map((name, number) => `${name},${list[(number + 1) % list.length]}`).join('\n')}\n`;
  const utf16 = Buffer.from(`\uFEFFid\n${names.join('\n')}\n`, 'utf16le');
  await drop(['who.csv', utf16], ['asks.csv.gz', gzipSync(ties(names))]);
  await managers(12);
  await page.locator('[data-world="a"] .picture').focus();
  await page.keyboard.press('ArrowRight');
  assert.match(await page.textContent('#story-title'), /^Zoë \d+$/);
  await drop(['asks.csv', Buffer.from(ties(names), 'latin1')]);
  assert.match(await page.waitForSelector('[data-problem]').then((told) => told.textContent()), /not UTF-8: byte 0xEB \(asks\.csv:2:\d+\)/);
  const declared = `<?xml version="1.0" encoding="ISO-8859-1"?><graphml><graph edgedefault="directed">${
    ['Zoë', 'Ann', 'Bob'].map((id) => `<node id="${id}"/>`).join('')}<edge source="Zoë" target="Ann"/><edge source="Ann" target="Bob"/></graph></graphml>`;
  await drop(['ours.graphml', Buffer.from(declared, 'latin1')]);
  await managers(3);
  clean(seen);
  await page.close();
});

test('a world too large for a browser is refused, and the page goes on', async () => {
  const { page, seen } = await openFew(browser, BASELINE);
  const digest = await digestOf(page);
  const file = { name: 'large.toml', mimeType: 'text/plain', buffer: Buffer.from('population.managers = 60_000_000\n') };
  await page.locator('[data-files]').setInputFiles([file]);
  const problem = await page.waitForSelector('[data-problem]');
  assert.match(await problem.textContent(), /60000000 managers/);
  await page.evaluate(() => { location.hash = 'seed=1&scenario=baseline&from=156'; });
  assert.equal(await digestOf(page), digest);
  clean(seen);
  await page.close();
});

test('an organisation that is dropped has its own name, and nothing of what was there before', async () => {
  const { page } = await open(browser.context, 'scenario=programme&lever.audit=0.05');
  await digestOf(page, 'b');
  const ties = Array.from({ length: 12 }, (_, number) => `m${number},m${(number + 1) % 12}`).join('\n');
  await page.locator('[data-files]').setInputFiles([{ name: 'ours.csv', mimeType: 'text/csv', buffer: Buffer.from(`source,target\n${ties}\n`) }]);
  await page.waitForFunction(() => /12 managers/.test(document.querySelector('[data-world="a"] .picture').ariaLabel));
  assert.deepEqual(await page.locator('.world-head h2').allTextContents(), ['Your organisation (ours.csv)']);
  // The address follows what is shown.
  await page.waitForFunction(() => !/programme|audit/.test(location.hash));
  await page.close();
});
