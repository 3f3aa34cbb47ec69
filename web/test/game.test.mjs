// “You are manager 26”: whoever still decides is shown only what managers see.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, digestOf, forTests, frames, openFew } from './browser.mjs';

const browser = forTests();

/** What a player can read: beside the panel that asks, all of it must be what managers see. */
const readable = (page) => page.evaluate(() => ['main', '[data-story]', '[data-announced]'].map((one) => document.querySelector(one)?.innerText ?? '').join(' '));

test('manager 26 copies, and the same seed without it stands beside', async () => {
  const { page, seen } = await openFew(browser, 'view=lessons');
  await page.click('[data-open-play="manager26"]');
  for (let round = 0; round < 5; round += 1) {
    await page.waitForSelector(`[data-round="${round}"]`, { timeout: 120_000 });
    assert.equal(await page.locator('[data-sight="actual"], .evidence, .view-tools, [data-transport]').count(), 0);
    assert.equal(await page.locator('[data-world]').count(), 1, 'what would have happened otherwise is shown');
    const yes = page.locator('[data-copy-yes]');
    await ((await yes.count()) ? yes : page.locator('[data-copy-no]')).click();
  }
  await page.waitForSelector('[data-outcome]', { timeout: 120_000 });
  assert.match(await page.textContent('[data-outcome]'), /You copied: .*week 70/);
  const [with_, without] = [await digestOf(page, 'b'), await digestOf(page, 'a')];
  assert.notEqual(with_, without);
  assert.equal(await page.getAttribute('[data-sight="actual"]', 'aria-pressed'), 'true');
  assert.equal(await page.locator('.evidence').count(), 1);
  await page.click('[data-share]');
  assert.equal(await page.locator('[data-export], [data-copy]').count(), 5);
  await page.waitForFunction(() => /copies=70/.test(location.hash));
  const address = await page.evaluate(() => location.hash.slice(1));
  clean(seen);
  await page.close();
  const again = await openFew(browser, address);
  await again.page.waitForSelector('[data-outcome]');
  await again.page.close();
});

test('who decides as manager 26 is shown and told only what managers see, whatever is pressed', async () => {
  // The address asks for more.
  const { page, seen } = await openFew(browser, 'view=lessons&lesson=manager26&week=150&effect=all&practice=exceed_expectations&copies=70:open_book_sharing');
  await page.waitForSelector('[data-round="0"]');
  assert.equal(await page.locator('[data-world]').getAttribute('data-week'), '70');
  const secret = () => readable(page).then((text) => assert.doesNotMatch(text, /\d\s%|\bdark\b|worth|conflict|lock-in/));
  await page.locator('.picture').focus();
  for (const key of ['v', '.', ' ', 'ArrowRight', 'PageDown', 'Enter']) await page.keyboard.press(key);
  assert.equal(await page.locator('[data-world]').getAttribute('data-week'), '70');
  assert.match(await page.textContent('.world-dark'), /^looks like \d+$/);
  assert.match(await page.textContent('[data-story]'), /Account 8: looks like \d+$/);
  await secret();
  await page.keyboard.press('Escape');
  const box = await page.locator('.picture').boundingBox();
  for (let step = 0; step < 400 && !(await page.locator('.tip').count()); step += 1) {
    await page.mouse.move(box.x + box.width * (0.1 + 0.02 * (step % 40)), box.y + box.height * (0.3 + 0.03 * Math.floor(step / 40)));
    await frames(page, 2);
  }
  assert.match(await page.textContent('.tip'), /^manager \d+(, account \d)?: looks like \d+$/);
  await secret();
  // Nothing that could be saved or passed on is offered.
  await page.click('[data-share]');
  assert.ok(await page.locator('[data-files]').isVisible());
  assert.equal(await page.locator('[data-export], [data-copy]').count(), 0);
  await page.keyboard.press('Escape');
  // Leaving and coming back shows no more.
  await page.click('[data-tab="explore"]');
  await page.click('[data-sight="actual"]');
  await page.click('[data-tab="lessons"]');
  await secret();
  // A room plays it while it is presented.
  await page.keyboard.press('p');
  assert.ok(await page.locator('[data-copy-no]').isVisible());
  clean(seen);
  await page.close();
});
