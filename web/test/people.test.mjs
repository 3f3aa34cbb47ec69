// What the page owes to people who see, move or read differently.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASELINE, clean, digestOf, forTests, frames, openFew, seriesByCommand } from './browser.mjs';

const browser = forTests();

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
