// What the page owes to people who see, move or read differently, and to those whose files are refused.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { BASELINE, digestOf, frames, openBrowser, openFew, seriesByCommand } from './browser.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());

const clean = (seen) => assert.deepEqual(seen, { errors: [], requests: [] });

/** How often the upper canvas changes within this many milliseconds. */
const changes = (page, length) => page.evaluate(async (time) => {
  const canvas = document.querySelectorAll('[data-world="a"] canvas')[1];
  const began = performance.now();
  let [found, last] = [0, canvas.toDataURL()];
  while (performance.now() - began < time) {
    await new Promise(requestAnimationFrame);
    const now = canvas.toDataURL();
    if (now !== last) found += 1;
    last = now;
  }
  return found;
}, length);

test('with reduced motion nothing travels, and nothing blinks where weeks go by fast', async () => {
  const { page, seen } = await openFew(browser, `${BASELINE}&week=100&speed=2`);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await digestOf(page);
  await page.click('[data-play]');
  const slow = await changes(page, 2_000);
  assert.ok(slow > 0 && slow <= 6, `${slow} pictures in two seconds of four weeks`);
  await page.selectOption('[data-speed]', '16');
  await frames(page, 5);
  assert.equal(await changes(page, 1_500), 0);
  clean(seen);
  await page.close();
});

test('what is under the pointer is told in words', async () => {
  const { page, seen } = await openFew(browser, `${BASELINE}&week=200`);
  await digestOf(page);
  const box = await page.locator('[data-world="a"] .picture').boundingBox();
  // A row of managers need not lie at any one height.
  const points = [0.3, 0.4, 0.5, 0.6].flatMap((y) => Array.from({ length: 40 }, (_, step) => [0.1 + 0.02 * step, y]));
  for (const [x, y] of points) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
    await frames(page, 2);
    if (await page.locator('.tip').count()) break;
  }
  assert.match(await page.textContent('.tip'), /^manager \d+(, account \d+: \D+|: \d+ of \d dark(, \d lost)?)$/);
  clean(seen);
  await page.close();
});

test('the users of a practice are counted', async () => {
  const { page } = await openFew(browser, 'scenario=outbreak_success_storytelling&practice=success_storytelling&week=52');
  await digestOf(page);
  const share = seriesByCommand('outbreak_success_storytelling', 1, 52, 'use_success_storytelling');
  assert.equal(await page.textContent('[data-users]'), `in ${Math.round(share * 300 * 8)} relationships`);
  await page.close();
});

test('an exported picture says what its signs mean', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=200&lever.audit=0.05&practice=exceed_expectations&effect=all`);
  await digestOf(page, 'b');
  await page.locator('[data-difference]').check();
  await page.evaluate(() => { document.querySelector('[data-share]').parentElement.open = true; });
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-export="svg"]')]);
  const svg = readFileSync(await download.path(), 'utf8');
  for (const words of ['rising expectations', 'dark here, not in the first', 'uses “exceed expectations”', 'no harm']) {
    assert.ok(svg.includes(words), `no “${words}”`);
  }
  await page.close();
});

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
