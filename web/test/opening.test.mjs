// The first half minute, and the switch between what managers see and what is there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASELINE, clean, digestOf, forTests, frames, open, openFew, pageFile } from './browser.mjs';

const browser = forTests();

const scene = (page, name) => page.waitForSelector(`[data-opening="${name}"]`);

test('the page opens on one flower, and ends with everybody', async () => {
  const { page, seen } = await open(browser.context);
  await scene(page, 'one');
  const began = Date.now();
  assert.equal(await page.locator('.account-name').count().then(async (count) => count || page.waitForSelector('.account-name').then(() => page.locator('.account-name').count())), 8);
  await scene(page, 'actual');
  const seconds = (Date.now() - began) / 1000;
  assert.ok(seconds > 20 && seconds < 90, `it takes ${seconds} s`);
  assert.match(await page.textContent('.opening-caption'), /what is there: \d+, and \d+\s% of all relationships are dark/);
  await page.keyboard.press('v');
  await scene(page, 'seen');
  await page.keyboard.press('v');
  await scene(page, 'actual');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('[data-opening]') !== null), 'the focus leaves the opening');
  await page.click('[data-opening-again]');
  await scene(page, 'one');
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-opening]', { state: 'detached' });
  assert.equal(await page.getAttribute('[data-transport]', 'data-week'), '364');
  clean(seen);
  await page.close();
});

test('an address leads past the opening', async () => {
  const { page } = await openFew(browser, 'week=100');
  assert.equal(await page.locator('[data-opening]').count(), 0);
  await page.close();
});

test('with reduced motion the opening is steps, which wait', async () => {
  const page = await browser.context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`file://${pageFile}`);
  await scene(page, 'one');
  await page.waitForTimeout(6_000);
  await scene(page, 'one');
  for (const name of ['begins', 'dark', 'copied', 'again', 'thirty', 'all', 'seen', 'actual']) {
    await page.click('[data-opening-next]');
    await scene(page, name);
  }
  await page.click('[data-opening-levers]');
  await page.waitForSelector('[data-opening]', { state: 'detached' });
  await page.close();
});

/** How much of the first picture is nearly black. */
const black = (page) => page.evaluate(() => {
  const canvas = document.querySelector('[data-world="a"] canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200 && data[at] + data[at + 1] + data[at + 2] < 120) found += 1;
  return found / (data.length / 4);
});

for (const colour of ['light', 'dark']) {
  test(`what managers see has no dark petals, what is there has: ${colour}`, async () => {
    const { page, seen } = await openFew(browser, `${BASELINE}&week=200`);
    await page.emulateMedia({ colorScheme: colour });
    await digestOf(page);
    const number = (sight) => page.textContent(`[data-sight="${sight}"] .sight-number`).then(Number);
    assert.ok((await number('seen')) > (await number('actual')) + 20);
    const dark = await black(page);
    assert.ok(dark > 0.004, `only ${dark} is dark`);
    await page.click('[data-sight="seen"]');
    await frames(page, 10);
    assert.ok((await black(page)) < dark / 3, `${await black(page)} of ${dark} is dark`);
    await page.waitForFunction(() => location.hash.includes('sight=seen'));
    // The button that was clicked still has the focus.
    await page.keyboard.press('v');
    assert.equal(await page.getAttribute('[data-sight="actual"]', 'aria-pressed'), 'true');
    clean(seen);
    await page.close();
  });
}

test('kinds of harm have colours on demand', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=200`);
  await digestOf(page);
  assert.equal(await page.locator('[data-effect]').count(), 0);
  await page.click('[data-kinds]');
  assert.equal(await page.locator('[data-effect]').count(), 6);
  assert.match(await page.locator('.effect-share').first().textContent(), /^\d+\s%$/);
  await page.click('[data-effect="lock_in"]');
  assert.match(await page.textContent('[data-gloss]'), /^One account takes so much attention/);
  await page.close();
});

test('twenty worlds race as small curves, then as one with their mean', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05&week=260`);
  await page.waitForSelector('[data-ensemble="running"]');
  assert.equal(await page.locator('.together').count(), 0);
  await page.waitForSelector('[data-ensemble="done"]', { timeout: 300_000 });
  assert.equal(await page.getAttribute('.twenty', 'data-races'), '20');
  assert.equal(await page.locator('.twenty-line.mean').count(), 2);
  assert.equal(await page.locator('.twenty-line.faint').count(), 40);
  const means = (await page.locator('.twenty-value').allTextContents()).map((text) => Number.parseInt(text, 10));
  assert.ok(means[0] > means[1], String(means));
  await page.close();
});

test('patient zero is traced: others are faint, the chain plays, and it arrives as a wave', async () => {
  const { page, seen } = await open(browser.context, 'week=364');
  await digestOf(page);
  await page.click('[data-zero]');
  const tree = await page.waitForSelector('.tree');
  assert.match(await tree.textContent(), /It began with manager \d+ in week 52/);
  const reached = () => page.locator('.arrival').count();
  const all = await reached();
  assert.ok(all > 50, `${all} arrivals`);
  await page.click('[data-chain]');
  await page.waitForFunction(() => Number(document.querySelector('[data-transport]').dataset.week) < 80);
  assert.ok((await reached()) < all / 3, 'the chain does not begin anew');
  await page.waitForFunction(() => Number(document.querySelector('[data-transport]').dataset.week) > 110);
  await page.click('[data-play]');
  const coloured = () => page.evaluate(() => {
    const canvas = document.querySelector('[data-world="a"] canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] > 220 && data[at + 1] > 150 && data[at + 2] < 90) found += 1;
    return found;
  });
  const some = await coloured();
  await page.getByRole('button', { name: 'Close the tree' }).click();
  await frames(page, 10);
  assert.ok(some < (await coloured()) / 1.5, 'nobody is faint');
  clean(seen);
  await page.close();
});
