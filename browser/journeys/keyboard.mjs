// The core of the work without a mouse: sign in, take a call, put right what is wrong, save. Every place that the focus
// passes through can be seen.

import assert from 'node:assert/strict';

import { family as newFamily } from '../acts.mjs';
import { at, demoPassword, journey, look, press, stepTo, story, tabTo, textOf, typeInto, visit } from '../harness.mjs';

const field = (part, name) => part.getByRole('textbox', { name, exact: true });
const button = (page, name) => page.locator('main').getByRole('button', { name, exact: true });

journey('by keyboard alone', (stage) => {
  const step = story();
  const family = newFamily();
  let page;

  step('the skip link is the first stop, and leads past everything that is on every page', async () => {
    page = await stage.enter('wide');
    await visit(page, '/sign-in');
    const skip = page.getByRole('link', { name: 'Skip to main content' });
    await page.keyboard.press('Tab');
    assert.ok(await skip.evaluate((link) => link === document.activeElement));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'the next stop is in the main part');
  });

  step('signing in', async () => {
    const password = await demoPassword(page, 'officer');
    await visit(page, '/sign-in');
    await typeInto(page, page.getByLabel('User name'), 'officer');
    await typeInto(page, page.getByLabel('Password', { exact: true }), password);
    await press(page, button(page, 'Sign in'));
    // The demo fills its code in.
    await press(page, button(page, 'Continue'));
    assert.equal(at(page), '/');
  });

  step('from the first page to a new contact', async () => {
    await press(page, page.getByRole('navigation').getByRole('link', { name: 'New contact' }));
    assert.equal(at(page), '/contacts/new');
  });

  step('an empty form is answered in words: the focus is on them, and each leads to its question', async () => {
    await press(page, button(page, 'Save as contact'));
    assert.match(await page.title(), /^Error:/);
    const summary = page.getByRole('alert');
    assert.ok(await summary.evaluate((words) => words.closest('.govuk-error-summary').contains(document.activeElement)), 'the focus is on the summary');
    const links = summary.getByRole('link');
    assert.ok((await links.count()) > 0);
    for (const link of await links.all()) {
      const where = (await link.getAttribute('href')).slice(1);
      await tabTo(page, link);
      await page.keyboard.press('Enter');
      const landed = await page.evaluate(() => document.activeElement.id);
      assert.equal(landed, where, `“${await textOf(link)}” leads to its question`);
    }
    await look(page);
  });

  step('the call is typed in and saved', async () => {
    await visit(page, '/contacts/new');
    await stepTo(page, 'Is any child in danger now?', 'No');
    await stepTo(page, 'Who is contacting us?', 'Family or public');
    await stepTo(page, 'Which? Family or public', 'Individual: acquaintance (including neighbours and child minders)');
    await typeInto(page, field(page, 'Their name'), 'Bernard Quill');
    const child = page.getByRole('group', { name: 'Child 1', exact: true });
    await typeInto(page, field(child, 'Name'), family.known);
    await typeInto(page, field(child, 'Date of birth, or age'), family.born);
    await typeInto(page, field(page, 'What was seen or heard, by whom, and when?'), 'Mr Quill heard a child crying on Saturday evening.');
    await press(page, button(page, 'Save as contact'));
    assert.match(at(page), /^\/contacts\/[0-9a-f]+$/);
    assert.match(await textOf(page.locator('main')), new RegExp(family.known));
  });

  step('the child is said to be new, and the way leads on', async () => {
    await press(page, button(page, 'Say whether the child is known'));
    await press(page, button(page, 'Somebody new'));
    await press(page, button(page, 'Propose what should happen'));
    assert.match(at(page), /\/proposal$/);
  });

  step('nothing was amiss', () => stage.leave(page));
});
