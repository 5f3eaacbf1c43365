// Signing in: everybody's first page, and the one where a mistake must tell a stranger nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { check, inEachWay, journey, picture, signIn, submit, tabTo, textOf, typeInto, visit } from '../harness.mjs';

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
];

journey('signing in', (stage) => {
  inEachWay(stage, 'the door is open to everybody, and says that this is a demonstration', async (page, way) => {
    await visit(page, '/');
    assert.equal(new URL(page.url()).pathname, '/sign-in', 'nobody sees anything before signing in');
    await check(page);
    assert.match(await textOf(page.locator('body')), /demonstration|demo/i);
    await picture(page, `sign-in-${way}`);
  });

  inEachWay(stage, 'a mistake tells nothing about who is known', async (page) => {
    await visit(page, '/sign-in');
    const known = await textOf(page.locator('[data-demo-person="officer"] [data-demo-user]'));
    const answers = [];
    for (const user of [known, 'nobody.at.all@northbridge.example']) {
      await visit(page, '/sign-in');
      await page.getByLabel(/e-?mail|user ?name/i).fill(user);
      await page.getByLabel(/^password/i).fill('not the password of anybody');
      const code = page.getByLabel(/code/i);
      if ((await code.count()) > 0) await code.fill('000000');
      await submit(page);
      const summary = page.locator('.govuk-error-summary');
      answers.push(await textOf(summary));
      assert.match(await page.title(), /^Error:/);
      await check(page);
    }
    assert.equal(answers[0], answers[1], 'known and unknown people are answered alike');
  });

  for (const person of people) {
    test(`the ${person} signs in`, async () => {
      const page = await stage.enter('wide');
      await signIn(page, person);
      await check(page);
      await stage.leave(page);
    });
  }

  test('signing in needs neither script nor mouse', async () => {
    const page = await stage.enter('plain');
    await visit(page, '/sign-in');
    await typeInto(page, page.getByLabel(/e-?mail|user ?name/i), 'somebody@northbridge.example');
    await typeInto(page, page.getByLabel(/^password/i), 'a long enough pass phrase');
    await tabTo(page, page.locator('main').getByRole('button', { name: /continue|sign in/i }).first());
    await stage.leave(page);
  });
});
