// The page as a person uses it: playing, scrubbing, stepping, choosing, levers and lessons.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { BASELINE, clean, digestOf, forTests, frames, open, openFew, pageFile, settled, shownWeek, traceSomething } from './browser.mjs';

const browser = forTests();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function pull(page, lever) {
  await page.evaluate((id) => {
    const input = document.querySelector(`[data-lever="${id}"]`);
    input.closest('details').open = true;
    if (input.type === 'checkbox') {
      input.click();
      return;
    }
    if (input.tagName === 'SELECT') {
      input.selectedIndex = (input.selectedIndex + 1) % input.options.length;
    } else {
      const up = Number(input.value) < Number(input.max);
      input.value = String(Number(input.value) + (up ? 1 : -1) * Number(input.step));
    }
    for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }));
  }, lever);
}

test('it plays, pauses, steps and scrubs', async () => {
  const { page, seen } = await openFew(browser, BASELINE);
  await digestOf(page);
  await page.click('[data-play]');
  await page.waitForFunction(() => Number(document.querySelector('[data-transport]').dataset.week) >= 3);
  await page.click('[data-play]');
  const paused = await shownWeek(page);
  await frames(page, 30);
  assert.equal(await shownWeek(page), paused);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('.');
  assert.equal(await shownWeek(page), paused + 1);
  await page.locator('[data-scrub]').fill('200');
  assert.equal(await shownWeek(page), 200);
  clean(seen);
  await page.close();
});

test('every lever makes a second world that differs from the first', async (t) => {
  const { page, seen } = await openFew(browser, BASELINE);
  const first = await digestOf(page);
  const levers = await page.$$eval('[data-lever]', (inputs) => inputs.map((input) => input.dataset.lever));
  assert.ok(levers.length >= 11, `only ${levers.length} levers`);
  // Without a programme there is nothing to cleanse.
  const alone = { cleansing: 'programme' };
  for (const lever of levers) {
    if (alone[lever]) await pull(page, alone[lever]);
    await pull(page, lever);
    await page.waitForFunction(
      (before) => (document.querySelector('[data-world="b"]')?.dataset.digest ?? before) !== before, first,
      { timeout: 120_000 },
    ).catch(() => assert.fail(`lever ${lever} changes nothing`));
    assert.equal(await page.locator('[data-problem]').count(), 0, `lever ${lever} is refused`);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.waitForSelector('[data-world="b"]', { state: 'detached' });
  }
  t.diagnostic(`${levers.length} levers`);
  clean(seen);
  await page.close();
});

test('every lesson can be gone through: its worlds are there, and every number in its texts is known', async (t) => {
  const { page, seen } = await openFew(browser, 'view=lessons');
  const lessons = await page.$$eval('[data-open-lesson]', (cards) => cards.map((card) => card.dataset.openLesson));
  assert.ok(lessons.length >= 7, `only ${lessons.length} lessons`);
  let steps = 0;
  for (const lesson of lessons) {
    await page.click(`[data-open-lesson="${lesson}"]`);
    for (let step = 0; ; step++, steps++) {
      await page.waitForSelector(`[data-lesson="${lesson}"][data-step="${step}"]`);
      await settled(page);
      if (await page.locator('[data-skip]').count()) await page.click('[data-skip]');
      const place = `${lesson}, step ${step + 1}`;
      await page.waitForFunction(() => [...document.querySelectorAll('.lesson .prose, [data-large]')].every((part) => !/…|[{}]/.test(part.textContent)), null, { timeout: 300_000 })
        .catch(async () => assert.fail(`${place} has an unknown number: ${await page.textContent('.lesson .prose')}`));
      const large = page.locator('[data-large] strong');
      if (await large.count()) assert.match(await large.textContent(), /\d/, place);
      const option = page.locator('.guess input[type="radio"]').first();
      if (await option.count()) await option.check();
      if (!(await page.locator('[data-next]').count())) break;
      await page.click('[data-next]');
    }
    assert.equal(await page.locator('[data-problem]').count(), 0, `lesson ${lesson} has a problem`);
    await page.click('[data-shelf]');
    await page.waitForSelector('[data-open-lesson]');
  }
  t.diagnostic(`${lessons.length} lessons, ${steps} steps`);
  clean(seen);
  await page.close();
});

test('twenty paired seeds run in the background and come to a sentence', async () => {
  const { page, seen } = await openFew(browser, `${BASELINE}&lever.audit=0.1`);
  await page.waitForSelector('[data-ensemble="done"]', { timeout: 300_000 });
  const sentence = await page.textContent('[data-verdict="dark_share"]');
  assert.match(sentence, /\d+\/20|no clear effect/i);
  clean(seen);
  await page.close();
});

test('a relationship tells its story by keyboard alone', async () => {
  const { page, seen } = await openFew(browser, `${BASELINE}&week=260`);
  await digestOf(page);
  await page.locator('[data-world="a"] .picture').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageDown');
  await page.waitForSelector('[data-story]');
  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement.matches('[data-story]')));
  assert.match(await page.textContent('[data-story]'), /week \d+/);
  clean(seen);
  await page.close();
});

test('a practice is traced: its tree is wide, beside the story, and closes', async () => {
  const { page, seen } = await openFew(browser, `${BASELINE}&week=200`);
  await digestOf(page);
  await traceSomething(page);
  const wide = await page.locator('.tree-paper svg').evaluate((paper) => paper.clientWidth);
  assert.ok(wide > 400, `the tree has ${wide} px`);
  assert.match(await page.textContent('.tree'), /copied/);
  await page.getByRole('button', { name: 'Close the tree' }).click();
  assert.equal(await page.locator('.tree').count(), 0);
  clean(seen);
  await page.close();
});

test('pictures, curves and what plays them are on one projector screen', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05`);
  await page.setViewportSize({ width: 1280, height: 720 });
  await digestOf(page, 'b');
  const bottom = (selector) => page.locator(selector).last().evaluate((one) => one.getBoundingClientRect().bottom);
  const play = await page.locator('[data-transport]').evaluate((one) => one.getBoundingClientRect().top);
  for (const selector of ['.picture', '.sights', '.view-tools', '.verdicts']) {
    assert.ok((await bottom(selector)) <= play, `${selector} ends at ${await bottom(selector)}, below ${play}`);
  }
  await page.close();
});

test('no text is smaller than 16 px', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05&week=200`);
  await digestOf(page, 'b');
  for (const [width, height] of [[1280, 720], [360, 740], [3840, 2160]]) {
    await page.setViewportSize({ width, height });
    await frames(page, 5);
    const small = await page.evaluate(() => [...document.querySelectorAll('body *')]
      .filter((one) => !one.closest('.unseen, script') && [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
      .filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 16)
      .map((one) => `${one.tagName}: ${one.textContent.slice(0, 30)}`));
    assert.deepEqual(small, [], `${width} x ${height}`);
  }
  await page.close();
});

test('a browser without WebAssembly gets a sentence and the lessons', async () => {
  const page = await browser.context.newPage();
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto(`file://${pageFile}`);
  assert.match(await page.waitForSelector('[data-problem]').then((told) => told.textContent()), /WebAssembly/);
  await page.close();
});

for (const [name, fragment, width, colour] of [
  ['explore, light', `${BASELINE}&lever.audit=0.05`, 1280, 'light'],
  ['explore, dark', `${BASELINE}&lever.audit=0.05`, 1280, 'dark'],
  ['explore, phone', `${BASELINE}&lever.audit=0.05`, 360, 'light'],
  ['lessons', 'view=lessons', 1280, 'light'],
  ['trainer', 'view=trainer', 1280, 'light'],
  ['opening', '', 1280, 'light'],
  ['challenge', 'view=lessons&lesson=challenge', 1280, 'dark'],
  ['a drawn guess', 'lesson=outbreak&step=2', 360, 'light'],
]) {
  test(`axe finds nothing serious: ${name}`, async () => {
    // The opening needs enough people for a story.
    const { page } = name === 'opening' ? await open(browser.context) : await openFew(browser, fragment);
    await page.emulateMedia({ colorScheme: colour });
    await page.setViewportSize({ width, height: 800 });
    if (name !== 'trainer') await digestOf(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
    // The page's policy allows no script from outside; the debugger's own evaluation is not bound by it.
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await globalThis.axe.run()).violations);
    const serious = found.filter((one) => ['serious', 'critical'].includes(one.impact));
    assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes[0].html}`), []);
    await page.close();
  });
}
