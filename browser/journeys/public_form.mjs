// Anybody tells us that they are worried about a child: without an account, leaving nothing behind in the browser, and
// learning nothing about who is known to us.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { family as newFamily, saysNew, takeCall } from '../acts.mjs';
import { address, answer, at, choose, inEachWay, journey, look, signIn, signOut, submit, textOf, visit } from '../harness.mjs';

/** What the browser keeps: nothing, after somebody who may be watched. */
async function kept(page) {
  const { cookies, origins } = await page.context().storageState();
  const session = await page.evaluate(() => Object.keys(sessionStorage).length + Object.keys(localStorage).length);
  return { cookies: cookies.length, origins: origins.length, session };
}
const nothing = { cookies: 0, origins: 0, session: 0 };

async function tell(page, name) {
  await visit(page, '/tell-us');
  await choose(page, 'Is a child in danger now?', 'No');
  await answer(page, 'What have you seen or heard?', 'The child sits on the stairs outside until late, without a coat, most evenings.');
  await answer(page.getByRole('group', { name: 'Child 1', exact: true }), 'Name, or how we could find the child', name);
  await submit(page, 'Send');
}

/** A page's words, without the number that differs on each receipt. */
async function words(page) {
  return (await textOf(page.locator('main'))).replace(/[A-Z0-9]{5}-[A-Z0-9]{5}/g, 'NUMBER');
}

journey('anybody tells us', (stage) => {
  inEachWay(
    stage,
    'one answer is enough, and nothing is left in the browser',
    async (page, way) => {
      await visit(page, '/tell-us');
      await look(page, ...(way === 'wide' ? ['20-tell-us'] : []));
      await submit(page, 'Send');
      assert.match(await page.title(), /^Error:/);
      assert.match(await textOf(page.getByRole('alert')), /Tell us what you have seen or heard/);
      await look(page);
      await answer(page, 'What have you seen or heard?', 'Shouting, every night.');
      await submit(page, 'Send');
      assert.equal(at(page), '/tell-us/received');
      await look(page);
      assert.deepEqual(await kept(page), nothing);
    },
    ['wide', 'bare'],
  );

  test('the receipt is the same for a child we know and for one we do not', async () => {
    const family = newFamily();
    const officer = await stage.enter('wide');
    await signIn(officer, 'officer');
    await saysNew(officer, await takeCall(officer, family));
    const anybody = await stage.enter('wide');
    await tell(anybody, family.known);
    const known = await words(anybody);
    await tell(anybody, 'Somebody Nobodyknows');
    assert.equal(await words(anybody), known);
    assert.match(known, /NUMBER/);
    assert.deepEqual(await kept(anybody), nothing);
    await stage.leave(officer, anybody);
  });

  test('going back after sending shows an empty form', async () => {
    const page = await stage.enter('wide');
    await tell(page, 'Somebody Nobodyknows');
    await page.goBack();
    assert.equal(at(page), '/tell-us');
    assert.equal(await page.getByRole('textbox', { name: 'What have you seen or heard?' }).inputValue(), '');
    await stage.leave(page);
  });

  for (const [how, leave] of [
    ['by its button', (page) => page.getByRole('button', { name: /Exit this page/ }).first().click()],
    ['by Shift three times', (page) => press(page, 'Shift', 3)],
    ['by Escape three times', (page) => press(page, 'Escape', 3)],
    ['by Escape more often than three times', (page) => press(page, 'Escape', 5)],
  ]) {
    test(`there is a quick way out, ${how}, at once and on a slow line`, async () => {
      const page = await stage.enter('wide');
      await slowLine(page);
      const stopped = [];
      page.on('requestfailed', (request) => stopped.push(request.url()));
      await visit(page, '/tell-us');
      await answer(page, 'What have you seen or heard?', 'He is in the room.');
      await leave(page);
      await page.waitForURL(`${address}/leave`);
      assert.deepEqual(stopped, [], 'nothing on the way out was stopped');
      const left = await textOf(page.locator('body'));
      assert.doesNotMatch(left, /child|worried|He is in the room/i);
      await look(page);
      assert.deepEqual(await kept(page), nothing);
      await page.goBack();
      assert.doesNotMatch(await page.content(), /He is in the room/);
      await stage.leave(page);
    });
  }

  test('the quick way out needs no script', async () => {
    const page = await stage.enter('bare');
    await visit(page, '/tell-us');
    await page.getByRole('button', { name: /Exit this page/ }).first().click();
    await page.waitForURL(`${address}/leave`);
    await stage.leave(page);
  });

  test('somebody who signs out leaves nothing in the browser', async () => {
    const page = await stage.enter('wide');
    await signIn(page, 'night-worker');
    const [cookie, ...others] = (await page.context().storageState()).cookies;
    assert.deepEqual(others, []);
    assert.ok(cookie.httpOnly && cookie.sameSite !== 'None', 'no script can read who is signed in');
    await signOut(page);
    assert.deepEqual(await kept(page), nothing);
    await stage.leave(page);
  });
});

async function press(page, key, times) {
  for (let pressed = 0; pressed < times; pressed += 1) await page.keyboard.press(key);
}

/** Every answer takes its time to come, as on a telephone at the edge of a village. */
async function slowLine(page) {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: -1, uploadThroughput: -1 });
}
