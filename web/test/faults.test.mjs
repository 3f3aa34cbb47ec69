// What once went wrong on the page, as a person would see it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASELINE, clean, digestOf, forTests, frames, openFew, shownWeek, traceSomething } from './browser.mjs';

const browser = forTests();

async function at(fragment, width, height) {
  const opened = await openFew(browser, fragment);
  await opened.page.setViewportSize({ width, height });
  return opened;
}

/** Moves a slider. */
async function slide(page, lever, value) {
  await page.evaluate(([id, to]) => {
    const input = document.querySelector(`[data-lever="${id}"]`);
    input.closest('details').open = true;
    input.value = String(to);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, [lever, value]);
}

const judgedDone = (page) => page.waitForSelector('[data-ensemble="done"]', { timeout: 300_000 });

test('lever, play, pause: no banner says that something was stopped', async () => {
  const { page, seen } = await openFew(browser, BASELINE);
  await digestOf(page);
  await slide(page, 'audit', 0.05);
  await page.waitForSelector('[data-ensemble="running"]');
  await page.click('[data-play]');
  await page.waitForFunction((began) => Number(document.querySelector('[data-transport]').dataset.week) > began + 4, await shownWeek(page));
  await page.click('[data-play]');
  assert.deepEqual(await page.locator('[data-problem]').allTextContents(), []);
  clean(seen);
  await page.close();
});

test('twenty pairs go on while it plays, and their verdict stays', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05&speed=1`);
  await digestOf(page, 'b');
  await page.click('[data-play]');
  await judgedDone(page);
  await page.selectOption('[data-speed]', '16');
  const found = await page.evaluate(async () => {
    const states = new Set();
    for (let frame = 0; frame < 60; frame += 1) {
      await new Promise(requestAnimationFrame);
      states.add(document.querySelector('[data-ensemble]').dataset.ensemble);
    }
    return [...states];
  });
  assert.deepEqual(found, ['done']);
  await page.close();
});

test('curves follow a change of height alone', async () => {
  const { page } = await at(`${BASELINE}&week=200`, 1920, 700);
  await digestOf(page);
  const path = () => page.locator('[data-chart="dark"] .curve').first().getAttribute('d');
  const small = await path();
  await page.setViewportSize({ width: 1920, height: 2000 });
  await page.waitForFunction((before) => document.querySelector('[data-chart="dark"] .curve').getAttribute('d') !== before, small);
  await frames(page, 5);
  const resized = await path();
  for (const key of ['.', ',']) await page.keyboard.press(key);
  assert.equal(resized, await path());
  await page.close();
});

test('the evidence is on the screen', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05&practice=exceed_expectations&week=200`);
  await judgedDone(page);
  for (const [width, height] of [[1366, 768], [1920, 1080], [2560, 1440]]) {
    await page.setViewportSize({ width, height });
    await frames(page, 5);
    const play = await page.locator('[data-transport]').evaluate((one) => one.getBoundingClientRect().top);
    for (const selector of ['[data-verdict]', '[data-users]', '.picture']) {
      for (const one of await page.locator(selector).all()) {
        const box = await one.boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= play, `${width} x ${height}: ${selector} lies at ${box.y} to ${box.y + box.height}, below ${play}`);
      }
    }
    await traceSomething(page);
    const [tree, picture] = [await page.locator('.tree').boundingBox(), await page.locator('.picture').first().boundingBox()];
    assert.ok(tree.y + 150 < play && tree.x > picture.x, `${width} x ${height}: the tree begins at ${tree.y}`);
    await page.locator('[data-story]').press('Escape');
    await page.waitForSelector('[data-story]', { state: 'detached' });
  }
  await page.close();
});

test('patient zero leaves the room to the picture and the tree, and is there on a phone', async () => {
  const { page } = await at('lesson=patient_zero&step=2', 1366, 768);
  await page.click('[data-skip]');
  await page.waitForSelector('.tree');
  await frames(page, 5);
  const [picture, paper, play] = await Promise.all(['.picture', '.tree-paper', '[data-transport]'].map((one) => page.locator(one).boundingBox()));
  assert.ok(picture.width * picture.height > 0.2 * 1366 * 768, `the picture has ${picture.width} x ${picture.height}`);
  assert.ok(paper.height > 180 && paper.y + paper.height <= play.y, `the tree has ${paper.y} to ${paper.y + paper.height}`);
  await page.close();
  const { page: phone } = await at('lesson=patient_zero&step=1', 360, 740);
  await digestOf(phone);
  await phone.click('[data-next]');
  await phone.waitForSelector('.tree', { state: 'attached' });
  await phone.waitForFunction(() => Number(document.querySelector('[data-transport]').dataset.week) > 60);
  const [box, bar] = [await phone.locator('.picture').boundingBox(), await phone.locator('[data-transport]').boundingBox()];
  assert.ok(box.y >= 0 && box.y + box.height * 0.6 < bar.y, `the picture is at ${box.y}, the transport at ${bar.y}`);
  await phone.close();
});

test('what has the focus is not covered', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05&week=200`);
  await digestOf(page, 'b');
  for (const [width, height] of [[1366, 768], [360, 740]]) {
    await page.setViewportSize({ width, height });
    await frames(page, 5);
    const covered = await page.evaluate(async () => {
      const found = [];
      const all = document.querySelectorAll('button, input, select, summary, [tabindex="0"]');
      const play = document.querySelector('[data-transport]');
      for (const one of all) {
        if (!one.checkVisibility() || one.closest('[data-transport], .page-head, .unseen')) continue;
        one.focus();
        await new Promise(requestAnimationFrame);
        const [own, other] = [one.getBoundingClientRect(), play.getBoundingClientRect()];
        // Part of a very tall element may be covered.
        const across = Math.min(own.right, other.right) - Math.max(own.left, other.left);
        const hidden = Math.min(own.bottom, other.bottom) - Math.max(own.top, other.top);
        if (across > 1 && hidden > 1 && own.height < innerHeight / 3) found.push(`${one.outerHTML.slice(0, 80)} by ${hidden}`);
      }
      return found;
    });
    assert.deepEqual(covered, [], `${width} x ${height}`);
  }
  await page.close();
});

test('what the pairs show and what is said of them is one thing', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05&week=200`);
  await judgedDone(page);
  for (const tile of await page.locator('[data-verdict]').all()) {
    const text = await tile.textContent();
    const mean = Number(await tile.locator('[data-mean]').getAttribute('data-mean'));
    assert.doesNotMatch(text, /this one pair/);
    const sentence = await tile.locator('.judged-sentence').textContent();
    assert.match(sentence, mean > 0 ? /higher|No clear/ : /lower|No clear/);
    const [first, second] = (await tile.locator('.pair-values').textContent()).match(/\d+/g).map(Number);
    assert.ok(Math.sign(second - first) === Math.sign(mean) || first === second, `${first} → ${second}, but ${mean}`);
  }
  await page.close();
});

test('means over weeks and numbers of one week say which they are', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05&week=200`);
  await judgedDone(page);
  assert.match(await page.textContent('.means'), /^Mean of weeks 53–260/);
  assert.match(await page.textContent('.twenty .dated'), /week 200$/);
  assert.deepEqual(await page.locator('.chart .dated').allTextContents(), ['week 200', 'week 200']);
  await page.click('[aria-label="One week forward"]');
  assert.deepEqual(await page.locator('.chart .dated').allTextContents(), ['week 201', 'week 201']);
  await page.close();
});

test('a lever moved while it plays throws nobody back', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=120&speed=8`);
  await digestOf(page);
  await page.click('[data-play]');
  await page.evaluate(() => {
    globalThis.weeks = [];
    const note = () => { globalThis.weeks.push(Number(document.querySelector('[data-transport]').dataset.week)); requestAnimationFrame(note); };
    note();
  });
  await slide(page, 'audit', 0.05);
  await page.waitForSelector('[data-world="b"]');
  await frames(page, 30);
  const weeks = await page.evaluate(() => globalThis.weeks);
  assert.ok(weeks.every((one, number) => number === 0 || one >= weeks[number - 1]), String([...new Set(weeks)]));
  await page.close();
});

test('a new picture has the week that stands over it', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=200`);
  await digestOf(page);
  await page.evaluate(() => {
    globalThis.found = [];
    const note = () => {
      for (const world of document.querySelectorAll('[data-world]')) {
        globalThis.found.push(`${world.dataset.week}/${document.querySelector('[data-transport]').dataset.week}`);
      }
      requestAnimationFrame(note);
    };
    note();
  });
  await slide(page, 'audit', 0.05);
  await digestOf(page, 'b');
  assert.deepEqual(await page.evaluate(() => [...new Set(globalThis.found)]), ['200/200']);
  await page.close();
});

for (const [width, height] of [[1366, 768], [360, 740]]) {
  test(`a lesson's answer waits until it has been seen, at ${width} x ${height}`, async () => {
    const { page } = await at('lesson=audit&step=1', width, height);
    await digestOf(page, 'b');
    await page.click('[data-next]');
    await page.waitForSelector('[data-waits]');
    await page.waitForFunction(() => Number(document.querySelector('[data-transport]').dataset.week) > 56);
    assert.equal(await page.locator('[data-answer], [data-verdict]').count(), 0);
    const [box, play] = [await page.locator('.picture').first().boundingBox(), await page.locator('[data-transport]').boundingBox()];
    assert.ok(box.y >= 0 && box.y + box.height * 0.6 < play.y, `the picture is at ${box.y}, the transport at ${play.y}`);
    await page.locator('[data-skip]').click();
    await page.waitForSelector('[data-answer]');
    await page.waitForSelector('[data-verdict]', { state: 'attached' });
    await page.close();
  });
}

test('whoever leaves a lesson is told what makes the second world another', async () => {
  const { page } = await openFew(browser, 'lesson=audit&step=0');
  await digestOf(page, 'b');
  await page.click('[data-tab="explore"]');
  const moved = await page.locator('.lever.moved').count();
  assert.ok(moved > 0 || (await page.locator('[data-other]').count()) > 0, 'the levers say that nothing is changed');
  await page.click('[data-tab="lessons"]');
  await page.click('[data-shelf]');
  await page.click('[data-tab="explore"]');
  await page.waitForSelector('[data-world="b"]', { state: 'detached' });
  assert.equal(await page.locator('.lever.moved').count(), 0);
  await page.close();
});

test('the slider of weeks can be dragged', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=100`);
  await digestOf(page);
  for (const [width, height] of [[1024, 768], [683, 384], [1366, 768], [360, 740]]) {
    await page.setViewportSize({ width, height });
    await frames(page, 5);
    const { width: wide } = await page.locator('[data-scrub]').boundingBox();
    assert.ok(wide >= 240, `${width} x ${height}: the slider has ${wide} px`);
    const sideways = await page.evaluate(() => [...document.querySelectorAll('.side, .stage, .evidence, .page-head, html')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `${one.className || one.tagName} ${one.scrollWidth} ${one.clientWidth}`));
    assert.deepEqual(sideways, [], `${width} x ${height}`);
  }
  await page.close();
});

test('paper has the lesson and pictures of their own shape, and no half-done pairs', async () => {
  const { page } = await openFew(browser, 'lesson=audit&step=0&view=lessons');
  await digestOf(page, 'b');
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.lesson .prose').first().isVisible());
  const shapes = await page.$$eval('.picture canvas:first-child', (list) => list.map((one) => {
    const box = one.getBoundingClientRect();
    return [box.width / box.height, one.width / one.height];
  }));
  for (const [shown, drawn] of shapes) assert.ok(Math.abs(shown / drawn - 1) < 0.02, `${drawn} is printed as ${shown}`);
  assert.deepEqual(await page.locator('.progress').evaluateAll((list) => list.filter((one) => one.checkVisibility()).length), 0);
  await page.close();
});

test('with forced colours both worlds are there', async () => {
  const { page } = await openFew(browser, `${BASELINE}&lever.audit=0.05&week=200`);
  await digestOf(page, 'b');
  await page.emulateMedia({ forcedColors: 'active' });
  const [bar, ground] = await page.locator('.bar:not(.first)').first()
    .evaluate((one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one.closest('.bars')).backgroundColor]);
  assert.notEqual(bar, ground);
  assert.doesNotMatch(bar, /, 0\)$/);
  await page.close();
});

test('Escape leads from a story back to the picture', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=100`);
  await digestOf(page);
  await page.locator('[data-world="a"] .picture').focus();
  for (const key of ['ArrowRight', 'PageDown', 'Enter', 'Escape']) await page.keyboard.press(key);
  assert.equal(await page.locator('[data-story]').count(), 0);
  assert.ok(await page.evaluate(() => document.activeElement.matches('[data-world="a"] .picture')));
  await page.close();
});

test('the end of playing is announced', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=255&speed=16`);
  await digestOf(page);
  assert.equal(await page.textContent('[data-announced]'), '');
  await page.click('[data-play]');
  await page.waitForFunction(() => /Week 260 .* \d+\s%/.test(document.querySelector('[data-announced]').textContent));
  await page.close();
});

test('a tree names the account of each manager', async () => {
  const { page } = await openFew(browser, `${BASELINE}&week=200`);
  await digestOf(page);
  await traceSomething(page);
  const names = await page.locator('.tree .who').allTextContents();
  assert.ok(names.length > 0 && names.every((name) => /^\d+, acct\. \d+$/.test(name)), names.join('; '));
  await page.close();
});
