// What every journey shares: a browser, the ways in which people meet a page, and the checks each page must pass.
//
// A journey is one file in journeys/, run by node's own test runner against a demo that is already listening.
// `cargo xtask test --only journeys` starts one; or start it yourself and set FRONTDOOR_URL.
//
// What several journeys do alike, such as recording a contact, is in acts.mjs.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

/** Where Frontdoor listens, without a slash at the end. */
export let address = (process.env.FRONTDOOR_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

/** The demo in which the journeys of this file walk, where they have one of their own. */
let own = null;
after(() => own?.end());

/**
 * Begins a demo of this file's own, instead of the one that it has: no journey meets what another left behind, and one may kill its server and begin it again
 * on the same data, or have another pack. Null where nobody said which program to run (`FRONTDOOR_PROGRAM`); the journeys then walk in the demo that listens
 * already, and kill nothing. `FRONTDOOR_MADE` names the data of a council that is made already; it is copied, which is far quicker than making one.
 */
export async function ownDemo({ pack = '' } = {}) {
  const program = process.env.FRONTDOOR_PROGRAM;
  if (!program) return null;
  await own?.end();
  const data = await mkdtemp(path.join(tmpdir(), 'frontdoor-own-'));
  const made = process.env.FRONTDOOR_MADE;
  if (made) await cp(made, data, { recursive: true });
  const port = await freePort();
  own = new OwnDemo(program, data, port, pack);
  await own.begin();
  address = `http://127.0.0.1:${port}`;
  return own;
}

class OwnDemo {
  #program;
  #data;
  #port;
  #pack;
  #running;

  constructor(program, data, port, pack) {
    [this.#program, this.#data, this.#port, this.#pack] = [program, data, port, pack];
  }

  /** The folder of its data. */
  get data() {
    return this.#data;
  }

  /** Starts it, and waits until it answers. `daysLater` is how many days from today it takes the day to be. */
  async begin({ daysLater = 0 } = {}) {
    const pack = this.#pack ? ['--pack', this.#pack] : [];
    const later = daysLater ? ['--days-later', `${daysLater}`] : [];
    const words = ['demo', '--listen', `127.0.0.1:${this.#port}`, '--data', this.#data, ...pack, ...later];
    this.#running = spawn(this.#program, words, { stdio: 'ignore' });
    for (let tries = 0; tries < 600; tries += 1) {
      assert.equal(this.#running.exitCode, null, 'the demo goes on running');
      const there = await fetch(`http://127.0.0.1:${this.#port}/sign-in`).then((answer) => answer.ok, () => false);
      if (there) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    assert.fail('the demo answers');
  }

  /** Kills it as a power cut does: it is told nothing and saves nothing. */
  async kill() {
    const ended = new Promise((resolve) => this.#running.once('exit', resolve));
    this.#running.kill('SIGKILL');
    await ended;
  }

  /** Ends it for good and takes its data away. */
  async end() {
    if (this.#running.exitCode === null && this.#running.signalCode === null) await this.kill();
    await rm(this.#data, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The ways in which people meet a page. Every journey that is a promise to everybody is walked in each of them. */
export const ways = {
  wide: { width: 1280, height: 900, script: true },
  narrow: { width: 320, height: 800, script: true },
  plain: { width: 1280, height: 900, script: false },
  bare: { width: 320, height: 800, script: false },
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
    before(async () => {
      if (!own) await ownDemo();
      await stage.open();
    });
    after(() => stage.close());
    walk(stage);
  });
}

/**
 * Declares the steps of a story: `step(name, walk)`, in order. Each stands on the one before, so that after one has failed
 * the rest are left out.
 */
export function story() {
  let broken = false;
  return (name, walk) =>
    test(name, async (t) => {
      if (broken) return t.skip('an earlier step failed');
      broken = true;
      await walk();
      broken = false;
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

  /**
   * A new person's page, which notes every trouble that a person would not see. `forgiven` says which words of the console
   * are no trouble, because the journey itself makes them: a network that is cut off, a sign-in that is ended elsewhere.
   */
  async enter(way = 'wide', { forgiven = /status of 4\d\d/, ...options } = {}) {
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
    return this.#page(context, script, forgiven);
  }

  /** One more page in the browser of somebody who is here: another tab. */
  async tab(page) {
    return this.#page(page.context(), page.hasScript, page.forgiven);
  }

  async #page(context, script, forgiven) {
    const page = await context.newPage();
    const troubles = [];
    this.#troubles.set(page, troubles);
    page.on('pageerror', (error) => troubles.push(`a script failed: ${error.message}`));
    page.on('console', (message) => {
      // A refused form (422) is an answer, not a trouble; Chromium reports it here all the same.
      if (message.type() === 'error' && !forgiven.test(message.text())) troubles.push(`on the console: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 500) troubles.push(`${response.status()} from ${response.url()}`);
    });
    page.on('request', (request) => {
      if (!isOurs(request.url(), page)) troubles.push(`the page asked a stranger: ${request.url()}`);
    });
    Object.assign(page, { hasScript: script, forgiven, faults: [] });
    return page;
  }

  /** Ends the visits of one or more people, and fails if any had trouble or looked at something that was not as it must be. */
  async leave(...pages) {
    const found = [];
    for (const page of pages) {
      found.push(...page.faults, ...(this.#troubles.get(page) ?? []));
      this.#troubles.delete(page);
      await page.context().close();
    }
    assert.deepEqual(found, [], 'every page was as it must be, and had no hidden trouble');
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
 * Signs one of the demo's people in, with password and one-time code, as that person would: by the user name that
 * the demo lists (`officer`, `mash-manager`).
 *
 * A code is good once. The demo shows one that is still good; when a person has come so often within half a minute
 * that none is left, the page shows none, and is loaded again until it does.
 */
export async function signIn(page, person, where = '/sign-in') {
  await visit(page, where);
  await page.getByLabel('User name').fill(person);
  await page.getByLabel('Password', { exact: true }).fill(await demoPassword(page, person));
  await submit(page, 'Sign in');
  await giveCode(page);
}

/** The password that the demo's sign-in page shows for one of its people. */
export async function demoPassword(page, person) {
  const row = page.getByRole('row').filter({ has: page.getByText(person, { exact: true }) });
  return textOf(row.locator('code').last());
}

/** The second step: the code that the demo shows. */
export async function giveCode(page) {
  const shown = page.locator('.govuk-inset-text strong');
  await eventually(page, 'the demo shows a code', async () => (await shown.count()) > 0);
  await page.getByLabel('Code').fill(await textOf(shown));
  await submit(page, 'Continue');
  const left = !new URL(page.url()).pathname.startsWith('/sign-in');
  assert.ok(left, `signed in; the page says: ${await textOf(page.locator('main'))}`);
}

/** Signs the person at this page out. */
export async function signOut(page) {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Sign out' }).click()]);
  if (new URL(page.url()).pathname === '/sign-out') await submit(page, 'Sign out');
}

/** Loads the page again until something holds that the server does in its own time. */
export async function eventually(page, what, holds, most = 60) {
  for (let tries = 0; !(await holds()); tries += 1) {
    assert.ok(tries < most, what);
    await page.waitForTimeout(1_000);
    await page.reload();
  }
}

/** Presses one of the page's buttons, or follows a link that looks like one, and waits for the answer. */
export async function submit(page, name) {
  const button = page.locator('main').getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first();
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

/** Follows one of the page's links and waits for the answer. */
export async function follow(page, name) {
  const link = page.locator('main').getByRole('link', { name }).first();
  await Promise.all([page.waitForEvent('load'), link.click()]);
}

/** Answers a question in words. The question is found by its label, in the whole page or a part of it. */
export async function answer(part, question, words) {
  await part.getByRole('textbox', { name: question, exact: true }).fill(words);
}

/** Answers a question from a list. */
export async function pick(part, question, label) {
  await part.getByRole('combobox', { name: question, exact: true }).selectOption({ label });
}

/**
 * Answers a question with one of its choices. The question is found by its legend, the choice by its label; the questions
 * that another choice opens stand inside the group as well, and are passed over.
 */
export async function choose(part, question, choice) {
  const choices = part.getByRole('group', { name: question, exact: true }).locator('> .govuk-radios > .govuk-radios__item');
  await choices.getByRole('radio', { name: choice, exact: true }).check();
}

/** The name of a button or link whose words are followed, for those who hear the page, by what it is about. */
export function about(words, what) {
  return new RegExp(`^${[words, what].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s*:\\s*')}$`);
}

/** The path that the page is at. */
export function at(page) {
  return new URL(page.url()).pathname;
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
    return out.slice(0, 5).map((element) => element.outerHTML.slice(0, 80));
  });
  assert.deepEqual(sticking, [], `${page.url()} fits its window`);
}

/** axe finds nothing wrong. */
export async function checkAccessible(page, allowed = []) {
  // In the page itself and not in a second one beside it, and only what is wrong in full: a quarter of all the journeys' time less.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const result = await axe.withTags(rules).disableRules(allowed).analyze();
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
    assert.equal(await hiddenFocus(page), null, `the focus can be seen on ${page.url()}`);
  }
  assert.fail(`${locator} was not reached in ${most} presses of Tab`);
}

/** What hides the focus, once the browser has scrolled to it. */
async function hiddenFocus(page) {
  let hidden = null;
  for (let looks = 0; looks < 20; looks += 1) {
    hidden = await page.evaluate(whatHidesTheFocus);
    if (hidden === null) return null;
    await page.waitForTimeout(50);
  }
  return hidden;
}

/** Runs in the page: null when the focused element can be seen, else what it is and why not. */
function whatHidesTheFocus() {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const called = element.outerHTML.slice(0, 100);
  if (box.width < 1 || box.height < 1) return `${called} has no size`;
  // The middle of what is in the window: a tall field may end below it.
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
  // Radios and checkboxes lie under the square that is drawn for them; their label stands for them.
  const top = document.elementFromPoint(x, y);
  if (top === null) return `${called} is outside the window`;
  const related = element.contains(top) || top.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(top));
  return related ? null : `${called} is covered by ${top.outerHTML.slice(0, 100)}`;
}

/** Answers a question with one of its choices by the keyboard alone: Tab reaches the group, the arrows move in it. */
export async function stepTo(page, question, choice) {
  const choices = page.getByRole('group', { name: question, exact: true }).locator('> .govuk-radios > .govuk-radios__item');
  const wanted = choices.getByRole('radio', { name: choice, exact: true });
  const first = choices.getByRole('radio').first();
  await tabTo(page, first);
  await page.keyboard.press('Space');
  for (let moves = await choices.count(); !(await wanted.isChecked()); moves -= 1) {
    assert.ok(moves > 0, `“${choice}” was reached by the arrows`);
    await page.keyboard.press('ArrowDown');
  }
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

/**
 * Looks at a page as it stands, at its own width and at a phone's, and notes what is not as it must be: the person's visit
 * then fails when it ends, with everything they saw. A page without scripts is looked at in the width it has.
 * With a name, a picture of it is kept; with a second name, one of how it stands on a phone.
 */
export async function look(page, name = '', onPhone = '') {
  const own = page.viewportSize();
  await notice(page, name);
  if (page.hasScript === false || own.width <= 320) return;
  await page.setViewportSize({ ...own, width: 320 });
  await notice(page, onPhone);
  await page.setViewportSize(own);
}

async function notice(page, name) {
  await picture(page, name);
  for (const each of [checkShape, checkSideways, checkAccessible]) {
    if (each === checkAccessible && page.hasScript === false) continue;
    await each(page).catch(({ message }) => page.faults.push(`${page.viewportSize().width} px: ${message.replace(/\s+/g, ' ').slice(0, 600)}`));
  }
}

/** The most of a page that a picture shows, in CSS pixels: what is further down is seen in the page itself. */
const PICTURED = 1_500;
/** The same, from a place in it. */
const PICTURED_FROM = 900;

/**
 * Keeps a picture of the page when pictures are wanted: `cargo xtask screenshots` wants them. From its top, unless a place in it is named: a long form is shown
 * where something happens in it.
 */
export async function picture(page, name, from = null) {
  const folder = process.env.FRONTDOOR_SCREENSHOTS;
  if (!folder || !name) return;
  await mkdir(folder, { recursive: true });
  // Scrolled to its top, with the bar of the child in its place and not over what the address pointed at.
  await page.evaluate(() => scrollTo(0, 0));
  const { width } = page.viewportSize();
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  const y = from ? Math.max(0, (await from.boundingBox()).y - 20) : 0;
  const clip = { x: 0, y, width, height: Math.min(tall - y, from ? PICTURED_FROM : PICTURED) };
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, clip, animations: 'disabled', caret: 'hide' });
}
