// Signing in: everybody's first page, and the one where a mistake must tell a stranger nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { at, check, giveCode, inEachWay, journey, picture, signIn, signOut, submit, tabTo, textOf, typeInto, visit } from '../harness.mjs';

const people = [
  'officer',
  'social-worker',
  'mash-manager',
  'team-manager',
  'police-partner',
  'school-partner',
  'night-worker',
  'auditor',
  'administrator',
  'service-manager',
];

journey('signing in', (stage) => {
  inEachWay(stage, 'the door is open to everybody, and says that this is a demonstration', async (page, way) => {
    await visit(page, '/');
    assert.equal(at(page), '/sign-in', 'nobody sees anything before signing in');
    await check(page);
    assert.match(await textOf(page.locator('main')), /This is a demonstration/);
    await picture(page, way === 'wide' && '00-sign-in');
  });

  inEachWay(stage, 'a mistake tells nothing about who is known', async (page) => {
    const answers = [];
    for (const user of ['officer', 'nobody.at.all']) {
      await visit(page, '/sign-in');
      await page.getByLabel('User name').fill(user);
      await page.getByLabel('Password', { exact: true }).fill('not the password of anybody');
      await submit(page, 'Sign in');
      answers.push(await textOf(page.getByRole('alert')));
      assert.match(await page.title(), /^Error:/);
      await check(page);
    }
    assert.equal(answers[0], answers[1], 'known and unknown people are answered alike');
  }, ['wide', 'bare']);

  for (const person of people) {
    test(`the ${person} signs in and out`, async () => {
      const page = await stage.enter('wide');
      await signIn(page, person);
      await check(page);
      await signOut(page);
      assert.match(await textOf(page.locator('main')), /You are signed out/);
      await visit(page, '/');
      assert.equal(at(page), '/sign-in', 'nobody is signed in any more');
      await stage.leave(page);
    });
  }

  test('one press signs in as one of the invented people', async () => {
    const page = await stage.enter('bare');
    await visit(page, '/sign-in');
    await submit(page, 'Sign in as Helen Marchbanks');
    await check(page);
    await giveCode(page);
    assert.match(await textOf(page.locator('body')), /Helen Marchbanks/);
    await stage.leave(page);
  });

  test('signing in needs neither script nor mouse', async () => {
    const page = await stage.enter('plain');
    await visit(page, '/sign-in');
    await typeInto(page, page.getByLabel('User name'), 'somebody');
    await typeInto(page, page.getByLabel('Password', { exact: true }), 'a long enough pass phrase');
    await tabTo(page, page.locator('main').getByRole('button', { name: 'Sign in', exact: true }));
    await stage.leave(page);
  });
});
