// Presenter mode: a projector, a clicker, notes in a second window.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, digestOf, forTests, frames, openFew } from './browser.mjs';

const browser = forTests();

const step = (page, lesson, number) => page.waitForSelector(`[data-lesson="${lesson}"][data-step="${number}"]`);

test('presenter mode fills the screen; a clicker goes through the steps; notes are in a second window', async () => {
  const { page, seen } = await openFew(browser, 'lesson=outbreak&step=0');
  await page.setViewportSize({ width: 1366, height: 768 });
  await digestOf(page);
  const before = await page.locator('.picture').first().boundingBox();
  const [notes] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('p')]);
  await page.waitForSelector('[data-timer]');
  assert.match(await page.textContent('[data-timer]'), /^\d+:\d\d$/);
  await page.waitForFunction((small) => {
    const { width, height } = document.querySelector('.picture').getBoundingClientRect();
    return width * height > small * 1.2;
  }, before.width * before.height);
  assert.ok(await page.locator('[data-sight="seen"] .sight-number').isVisible());
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await step(page, 'outbreak', 2);
  // Labels are then as large as the text, and still have room.
  const cut = await page.$$eval('[data-chart="dark"] .tick', (labels) => labels.filter((label) => label.getBoundingClientRect().left < label.ownerSVGElement.getBoundingClientRect().left).length);
  assert.equal(cut, 0);
  await page.keyboard.press('PageUp');
  await step(page, 'outbreak', 1);
  await notes.waitForFunction(() => /More than 800/.test(document.body.textContent) && /Which habit/.test(document.body.textContent));
  await page.keyboard.press('PageUp');
  await step(page, 'outbreak', 0);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.page-head');
  // With no lesson open, the pictures have the whole window.
  await page.getByRole('button', { name: 'Explore' }).click();
  await page.keyboard.press('p');
  await page.waitForSelector('[data-timer]');
  await page.waitForFunction(() => document.querySelector('.picture').getBoundingClientRect().width > 1000);
  await page.keyboard.press('Escape');
  clean(seen);
  await page.close();
});

test('two worlds that are presented use the screen, and their numbers can be read in a small copy of it', async () => {
  const { page } = await openFew(browser, 'lesson=audit&step=2');
  await page.setViewportSize({ width: 1366, height: 768 });
  await digestOf(page, 'b');
  await page.click('[data-skip]');
  await page.keyboard.press('p');
  await page.waitForSelector('[data-timer]');
  await frames(page, 10);
  const boxes = await page.locator('.picture').evaluateAll((list) => list.map((one) => one.clientWidth * one.clientHeight));
  assert.ok(boxes.length === 2 && Math.min(...boxes) > 0.14 * 1366 * 768, String(boxes));
  // A third of 36 pixels is 12.
  const sizes = await page.locator('.world-dark strong, .sight-number').evaluateAll((list) => list.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  assert.ok(sizes.length === 4 && Math.min(...sizes) >= 36, String(sizes));
  await page.close();
});

test('How harm arrived is on the screen where a lesson that is presented speaks of it', async () => {
  const { page } = await openFew(browser, 'lesson=portfolio&step=2');
  await page.setViewportSize({ width: 1366, height: 768 });
  await digestOf(page);
  await page.keyboard.press('p');
  await page.waitForSelector('[data-timer]');
  await page.click('[data-skip]');
  await frames(page, 10);
  const [text, chart] = [await page.textContent('.lesson .prose'), await page.locator('[data-mechanisms]').boundingBox()];
  assert.match(text, /How harm arrived/);
  assert.ok(chart.width > 300 && chart.y + chart.height <= 768, JSON.stringify(chart));
  await page.close();
});

test('patient zero that is presented shows enough of the tree to be read as one', async () => {
  const { page } = await openFew(browser, 'lesson=patient_zero&step=2');
  await page.setViewportSize({ width: 1366, height: 768 });
  await digestOf(page);
  await page.keyboard.press('p');
  await page.waitForSelector('[data-timer]');
  await page.click('[data-skip]');
  await frames(page, 10);
  const rows = await page.evaluate(() => {
    const paper = document.querySelector('.tree-paper').getBoundingClientRect();
    return [...document.querySelectorAll('.tree .who')].map((one) => one.getBoundingClientRect())
      .filter((one) => one.top >= paper.top && one.bottom <= Math.min(paper.bottom, innerHeight)).length;
  });
  assert.ok(rows >= 10, `${rows} rows`);
  await page.close();
});
