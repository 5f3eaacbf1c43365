// What every journey shares: a browser, the ways in which people meet a page, and the checks each page must pass.
//
// A journey is one file in journeys/, run by node's own test runner against a demo that is already listening.
// `cargo xtask test --only journeys` starts one; or start it yourself and set FRONTDOOR_URL.
//
// What the demo's sign-in page must offer for signIn() is written at that function.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

/** Where Frontdoor listens, without a slash at the end. */
export const address = (process.env.FRONTDOOR_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

/** The ways in which people meet a page. Every journey that is a promise to everybody is walked in each of them. */
export const ways = {
  wide: { width: 1280, height: 900, script: true },
  narrow: { width: 320, height: 800, script: true },
  plain: { width: 1280, height: 900, script: false },
};

/** The rules that axe holds a page to: WCAG 2.2 AA and everything below it, and what axe itself calls good practice. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Chromium as it must be on a machine without a screen or an open network. */
const launch = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-gpu',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
  ],
};

/**
 * Declares a journey: its steps share one browser and run in order. `walk` is given a `stage`, whose `enter(way)`
 * brings a new person to the door: a page of their own, with no cookie and no memory.
 */
export function journey(name, walk) {
  describe(name, () => {
    const stage = new Stage();
    before(() => stage.open());
    after(() => stage.close());
    walk(stage);
  });
}

/** Declares one step for each of the given ways (all, unless said otherwise): `walk(page, way)`. */
export function inEachWay(stage, name, walk, chosen = Object.keys(ways)) {
  for (const way of chosen) {
    test(`${name} (${way})`, async () => {
      const page = await stage.enter(way);
      await walk(page, way);
      await stage.leave(page);
    });
  }
}

/** A browser and the people in it. */
export class Stage {
  #browser;
  #troubles = new Map();

  /** Starts the browser. */
  async open() {
    this.#browser = await chromium.launch(launch);
  }

  /** Stops the browser. */
  async close() {
    await this.#browser?.close();
  }

  /** A new person's page, which notes every trouble that a person would not see. */
  async enter(way = 'wide', options = {}) {
    const { width, height, script } = ways[way];
    const context = await this.#browser.newContext({
      viewport: { width, height },
      javaScriptEnabled: script,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const troubles = [];
    this.#troubles.set(page, troubles);
    page.on('pageerror', (error) => troubles.push(`a script failed: ${error.message}`));
    page.on('console', (message) => {
      // A refused form (422) is an answer, not a trouble; Chromium reports it here all the same.
      const refused = /status of 4\d\d/.test(message.text());
      if (message.type() === 'error' && !refused) troubles.push(`on the console: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 500) troubles.push(`${response.status()} from ${response.url()}`);
    });
    page.on('request', (request) => {
      if (!isOurs(request.url(), page)) troubles.push(`the page asked a stranger: ${request.url()}`);
    });
    page.hasScript = script;
    return page;
  }

  /** Ends a person's visit, and fails if their page had any trouble. */
  async leave(page) {
    const troubles = this.#troubles.get(page) ?? [];
    this.#troubles.delete(page);
    await page.context().close();
    assert.deepEqual(troubles, [], 'the page had no hidden trouble');
  }
}

/** Whether an address belongs to the place the page is at, or names nothing outside the browser. */
function isOurs(url, page) {
  if (/^(about|blob|data):/.test(url)) return true;
  const here = page.url().startsWith('http') ? new URL(page.url()).origin : new URL(url).origin;
  return new URL(url).origin === here;
}

/** Goes to one of Frontdoor's own addresses and expects a page. */
export async function visit(page, where, status = 200) {
  const response = await page.goto(address + where);
  assert.equal(response.status(), status, `${where} answers ${status}`);
}

/**
 * Signs one of the demo's people in, with password and one-time code, as that person would.
 *
 * The demo's sign-in page shows its people in a table: one row each, marked `data-demo-person="officer"` and so on,
 * with the cells `data-demo-user`, `data-demo-password` and, when the code is asked on the same page, `data-demo-code`.
 * The fields are found by their labels, as a person finds them. A code is good once, so a second visit of the same
 * person within half a minute waits for the next one, which the page shows when it is loaded again.
 */
export async function signIn(page, person) {
  let used = '';
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await visit(page, '/sign-in');
    const row = page.locator(`[data-demo-person="${person}"]`);
    await page.getByLabel(/e-?mail|user ?name/i).fill(await textOf(row.locator('[data-demo-user]')));
    await page.getByLabel(/^password/i).fill(await textOf(row.locator('[data-demo-password]')));
    const code = page.getByLabel(/code/i);
    if ((await code.count()) === 0) await submit(page);
    const shown = page.locator(`[data-demo-person="${person}"] [data-demo-code], [data-demo-code]`).first();
    await expectNewText(page, shown, used);
    used = await textOf(shown);
    await code.fill(used);
    await submit(page);
    if (!new URL(page.url()).pathname.startsWith('/sign-in')) return;
  }
  assert.fail(`${person} could not sign in; the page says: ${await textOf(page.locator('main'))}`);
}

/** Loads the page again until a text differs from what it was. */
async function expectNewText(page, locator, old) {
  for (let tries = 0; (await textOf(locator)) === old; tries += 1) {
    assert.ok(tries < 45, 'a new code appeared');
    await page.waitForTimeout(1_000);
    await page.reload();
  }
}

/** Presses the page's main button and waits for the answer. */
export async function submit(page, name = /continue|sign in|save|send|submit/i) {
  const button = page.locator('main').getByRole('button', { name }).first();
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

/** An element's text without the spaces around it. */
export async function textOf(locator) {
  return ((await locator.textContent()) ?? '').trim();
}

/** Everything that must hold of every page: see the three checks. `allowed` names axe rules the page may break. */
export async function check(page, { allowed = [] } = {}) {
  await checkShape(page);
  await checkSideways(page);
  if (page.hasScript !== false) await checkAccessible(page, allowed);
}

/** A page has a language, a title that is its own, and one main heading. */
export async function checkShape(page) {
  const shape = await page.evaluate(() => ({
    language: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll('h1').length,
  }));
  assert.match(shape.language, /^(en|cy)/, `${page.url()} says which language it is in`);
  assert.notEqual(shape.title, '', `${page.url()} has a title`);
  assert.equal(shape.headings, 1, `${page.url()} has one main heading`);
}

/** Nobody has to scroll sideways to read a page. Names what sticks out. */
export async function checkSideways(page) {
  const sticking = await page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > wide + 1);
    return out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
  });
  assert.deepEqual(sticking, [], `${page.url()} fits its window`);
}

/** axe finds nothing wrong. */
export async function checkAccessible(page, allowed = []) {
  const result = await new AxeBuilder({ page }).withTags(rules).disableRules(allowed).analyze();
  const found = result.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html.slice(0, 160)) }));
  assert.deepEqual(found, [], `axe finds nothing wrong with ${page.url()}`);
}

/**
 * Moves by the Tab key to an element, as a person without a mouse does, and fails if the way there passes through a
 * place that cannot be seen, or never arrives.
 */
export async function tabTo(page, locator, most = 120) {
  for (let presses = 0; presses <= most; presses += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate(whatHidesTheFocus);
    assert.equal(hidden, null, `the focus can be seen on ${page.url()}`);
  }
  assert.fail(`${locator} was not reached in ${most} presses of Tab`);
}

/** Runs in the page: null when the focused element can be seen, else what it is and why not. */
function whatHidesTheFocus() {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const called = element.outerHTML.slice(0, 100);
  if (box.width < 1 || box.height < 1) return `${called} has no size`;
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  // Radios and checkboxes lie under the square that is drawn for them; their label stands for them.
  const top = document.elementFromPoint(x, y);
  if (top === null) return `${called} is outside the window`;
  const related = element.contains(top) || top.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(top));
  return related ? null : `${called} is covered by ${top.outerHTML.slice(0, 100)}`;
}

/** Fills a field reached by the keyboard alone. */
export async function typeInto(page, locator, text) {
  await tabTo(page, locator);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Presses a button or follows a link reached by the keyboard alone, and waits for the page it brings. */
export async function press(page, locator) {
  await tabTo(page, locator);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Keeps a picture of the whole page when pictures are wanted: `cargo xtask screenshots` wants them. */
export async function picture(page, name) {
  const folder = process.env.FRONTDOOR_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, animations: 'disabled', caret: 'hide' });
}
