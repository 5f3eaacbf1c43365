// Nobody loses a word: not when a sign-in ends in the middle of a long form, not when a tab dies, not when the button is
// pressed twice, not when two people write in one record, not when the service is away. And nobody else sees the words.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dayFromToday, family as newFamily, fillCall, saysNew, takeCall } from '../acts.mjs';
import { address, answer, at, choose, giveCode, journey, look, pick, signIn, signOut, story, submit, textOf, visit } from '../harness.mjs';

const FACTS = 'What was seen or heard, by whom, and when?';
const facts = (page) => page.getByRole('textbox', { name: FACTS, exact: true });
const draftStatus = (page) => page.getByRole('status').filter({ hasText: /draft/i });

/** So many words, each different, so that a lost one shows. */
const wordsOf = (mark, many) => Array.from({ length: many }, (_, place) => `${mark}${place + 1}`).join(' ');

/** What somebody does that makes the page keep a draft, and waits until the server has it. */
async function keptAfter(page, act) {
  const keeping = page.waitForResponse((response) => response.url().includes('/drafts/keep/') && response.ok());
  await act();
  await keeping;
}

/** Throws away what earlier journeys left in this form. */
async function emptyHands(page) {
  await visit(page, '/drafts');
  const drafts = page.getByRole('link', { name: /^Throw away/ });
  while ((await drafts.count()) > 0) {
    await Promise.all([page.waitForEvent('load'), drafts.first().click()]);
    await submit(page, 'Throw the draft away');
  }
}

/** Ends every sign-in of a person from another machine. */
async function endSignIns(stage, person) {
  const elsewhere = await stage.enter('wide');
  await signIn(elsewhere, person);
  await visit(elsewhere, '/account/sign-out-everywhere');
  await submit(elsewhere, 'Sign out everywhere');
  await stage.leave(elsewhere);
}

/** Signs somebody in at the page where they are. */
async function signInHere(page, person, password) {
  await page.getByLabel('User name').fill(person);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await submit(page, 'Sign in');
  await giveCode(page);
}

const cutOff = { forgiven: /status of 4\d\d|net::ERR_INTERNET_DISCONNECTED/ };
const password = 'invented harbour lantern tide';

journey('a sign-in ends in the middle of a long form', (stage) => {
  const step = story();
  const long = wordsOf('word', 3_000);
  const after = wordsOf('after', 40);
  let page;

  step('three thousand words are typed, and kept when the field is left', async () => {
    page = await stage.enter('wide');
    await signIn(page, 'officer');
    await emptyHands(page);
    await visit(page, '/contacts/new');
    await facts(page).fill(long);
    await keptAfter(page, () => facts(page).blur());
    assert.match(await textOf(draftStatus(page)), /^Draft saved \d\d:\d\d$/);
  });

  step('the sign-in ends elsewhere, the person goes on typing and presses save', async () => {
    await endSignIns(stage, 'officer');
    await facts(page).press('ControlOrMeta+End');
    await page.keyboard.insertText(` ${after}`);
    await submit(page, 'Save as contact');
    assert.equal(at(page), '/sign-in');
    await look(page);
  });

  step('somebody else who signs in on that browser sees nothing of it', async () => {
    await signInHere(page, 'night-worker', password);
    for (const where of ['/', '/drafts', '/contacts/new']) {
      await visit(page, where);
      assert.doesNotMatch(await page.content(), /word17 word18/);
    }
    assert.equal(await facts(page).inputValue(), '');
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.equal(kept, '[{},{}]', 'nothing is kept on the device');
    await signOut(page);
  });

  step('the person signs in again and their words are back', async () => {
    await signIn(page, 'officer');
    await visit(page, '/drafts');
    await look(page);
    await visit(page, '/contacts/new');
    const back = await facts(page).inputValue();
    assert.ok(back.startsWith(long), 'all that was typed before the sign-in ended');
    await look(page);
  });

  step('nothing was amiss', () => stage.leave(page));
});

journey('a sign-in ends, and there are no scripts to keep drafts', (stage) => {
  test('what was sent is not lost', async () => {
    const page = await stage.enter('bare');
    await signIn(page, 'police-partner');
    await emptyHands(page);
    await visit(page, '/referrals/new');
    const question = 'What happened, and when?';
    await answer(page, question, wordsOf('said', 300));
    await endSignIns(stage, 'police-partner');
    await submit(page, 'Send referral');
    const stopped = await page.content();
    if (!stopped.includes('said300')) {
      await signIn(page, 'police-partner');
      await visit(page, '/referrals/new');
      assert.equal(await page.getByRole('textbox', { name: question, exact: true }).inputValue(), wordsOf('said', 300));
    }
    await stage.leave(page);
  });
});

journey('a tab dies', (stage) => {
  test('no more than fifteen seconds of typing are lost', async () => {
    const page = await stage.enter('wide');
    await signIn(page, 'social-worker');
    await emptyHands(page);
    // The page's own clock is turned, so that nobody waits.
    await page.clock.install();
    await visit(page, '/contacts/new');
    await facts(page).focus();
    await page.keyboard.insertText(wordsOf('early', 200));
    await keptAfter(page, () => page.clock.fastForward('00:15'));
    await page.keyboard.insertText(' late1');
    const tab = await stage.tab(page);
    const devtools = await page.context().newCDPSession(page);
    const dead = page.waitForEvent('crash');
    devtools.send('Page.crash').catch(() => {});
    await dead;
    await visit(tab, '/contacts/new');
    assert.ok((await facts(tab).inputValue()).startsWith(wordsOf('early', 200)));
    await stage.leave(tab);
  });
});

journey('the service is away while somebody types', (stage) => {
  test('the page says so, keeps the words, goes on trying, and says when they are kept', async () => {
    const page = await stage.enter('wide', cutOff);
    await signIn(page, 'team-manager');
    await emptyHands(page);
    await page.clock.install();
    await visit(page, '/contacts/new');
    await page.context().setOffline(true);
    await facts(page).fill(wordsOf('away', 50));
    await facts(page).blur();
    const trouble = page.getByText('Draft not saved. Keep this page open: we will keep trying.');
    await trouble.waitFor();
    await page.clock.fastForward('00:06');
    assert.ok(await trouble.isVisible(), 'it was tried again, and the service is still away');
    await page.context().setOffline(false);
    await keptAfter(page, () => page.clock.fastForward('00:06'));
    await page.getByText(/^Draft saved \d\d:\d\d$/).waitFor();
    assert.equal(await facts(page).inputValue(), wordsOf('away', 50));
    await emptyHands(page);
    await stage.leave(page);
  });
});

journey('a form is sent twice', (stage) => {
  test('there is one contact, whether the button is pressed twice, at once, or after going back', async () => {
    const page = await stage.enter('wide');
    const family = newFamily();
    await signIn(page, 'night-worker');
    await emptyHands(page);
    await visit(page, '/contacts/new');
    await fillCall(page, family);
    // Three sendings of one form: two at the same moment, and the button after them.
    const twice = await page.evaluate(async () => {
      const form = document.querySelector('main form[data-draft-url]');
      const sent = new URLSearchParams(new FormData(form));
      sent.set('then', 'save');
      const answers = await Promise.all([1, 2].map(() => fetch(form.action, { method: 'POST', body: sent })));
      return answers.map((each) => new URL(each.url).pathname);
    });
    await submit(page, 'Save as contact');
    assert.deepEqual(twice, [at(page), at(page)], 'each sending leads to the same contact');
    const contact = at(page);

    await page.goBack();
    assert.equal(at(page), '/contacts/new');
    if ((await facts(page).inputValue()) !== '') {
      // The browser shows the form as it was: it is still the same form.
      await submit(page, 'Save as contact');
      assert.equal(at(page), contact, 'sent again after going back, it leads to the same contact');
    }
    await visit(page, '/queue');
    const rows = page.getByRole('row').filter({ hasText: family.known });
    assert.equal(await rows.count(), 1);
    assert.equal(await rows.getByRole('link').first().getAttribute('href'), contact);
    await visit(page, '/drafts');
    assert.match(await textOf(page.locator('main')), /You have no drafts/);
    await stage.leave(page);
  });
});

journey('two people write in one record', (stage) => {
  test('the second sees what both began from, theirs and the other’s, and loses nothing', async () => {
    const family = newFamily();
    const officer = await stage.enter('wide');
    await signIn(officer, 'officer');
    await emptyHands(officer);
    const contact = await takeCall(officer, family);
    await saysNew(officer, contact);
    await visit(officer, `${contact}/proposal`);
    await propose(officer, 'What both began from.');

    const manager = await stage.enter('wide');
    await signIn(manager, 'mash-manager');
    for (const page of [officer, manager]) await visit(page, `${contact}/proposal`);
    const why = (page) => page.getByRole('textbox', { name: 'Why?', exact: true });
    await why(officer).fill('What the officer writes.');
    await submit(officer, 'Propose this');
    await why(manager).fill('What the manager writes.');
    await submit(manager, 'Propose this');

    assert.equal(at(manager), `${contact}/proposal`);
    assert.match(await textOf(manager.locator('main')), /Someone else saved this while you were writing/);
    const compared = manager.locator('.app-compare, section, table').filter({ hasText: 'What both began from.' }).first();
    for (const words of ['What the officer writes.', 'What the manager writes.', 'What both began from.']) {
      assert.match(await textOf(compared), new RegExp(words));
    }
    assert.equal(await why(manager).inputValue(), 'What the manager writes.');
    await look(manager, '19-two-editors');
    await why(manager).fill('What the officer writes. What the manager writes.');
    await submit(manager, 'Propose this');
    assert.equal(at(manager), contact);
    assert.match(await textOf(manager.locator('main')), /What the officer writes\. What the manager writes\./);
    await stage.leave(officer, manager);
  });

  async function propose(page, why) {
    await choose(page, 'What should happen?', 'Information and advice');
    await choose(page, 'Which level of need?', '1: Universal');
    await choose(page, 'Which paragraph of level 1 fits best?', '1.1 Neglect');
    await answer(page, 'Why?', why);
    await answer(page, 'What else did you consider, and why not?', 'Early help: not asked for.');
    const action = page.getByRole('group', { name: 'Action 1', exact: true });
    await answer(action, 'What is to be done?', 'Ring the school');
    await pick(action, 'By whom?', 'Asha Pillai');
    await answer(action, 'By when: day', dayFromToday(1));
    await submit(page, 'Propose this');
    assert.doesNotMatch(await page.title(), /^Error/);
  }
});
