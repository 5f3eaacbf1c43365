// One child on record twice: two calls, two records; laid side by side, read as one with a reason, undone with another, and what was written between is sorted. With
// scripts on a desk's screen, where every page is also looked at in a phone's width, and without any script in a phone's width.

import assert from 'node:assert/strict';

import { family as newFamily, saysNew, takeCall } from '../acts.mjs';
import { answer, at, choose, follow, journey, look, signIn, story, submit, textOf, visit } from '../harness.mjs';

for (const way of ['wide', 'bare']) {
  journey(`one child on record twice (${way})`, (stage) => {
    const step = story();
    const family = newFamily();
    const words = async (page) => (await textOf(page.locator('main'))).replace(/\s+/g, ' ');
    const says = async (page, expected) => {
      const said = await words(page);
      assert.ok(said.includes(expected), `${expected} is not in ${said}`);
    };
    const childOf = async (page, contact) => {
      await visit(page, contact);
      const link = await page.locator('main a[href^="/children/"]').first().getAttribute('href');
      return link.match(/^\/children\/[0-9a-f]{32}/)[0];
    };
    let manager;
    let first = '';
    let second = '';
    let link = '';

    step('two neighbours ring about one child, and each time the child is somebody new', async () => {
      const officer = await stage.enter(way);
      await signIn(officer, 'officer');
      const contacts = [];
      for (const known of [family.known, family.misspelt]) {
        const contact = await takeCall(officer, { ...family, known });
        await saysNew(officer, contact);
        contacts.push(contact);
      }
      await stage.leave(officer);
      manager = await stage.enter(way);
      await signIn(manager, 'mash-manager');
      [first, second] = [await childOf(manager, contacts[0]), await childOf(manager, contacts[1])];
      assert.notEqual(first, second);
    });

    step('whoever keeps the record in order finds the two', async () => {
      await visit(manager, '/who-is-who');
      await says(manager, 'Probably one person');
      await look(manager);
    });

    step('the other record is searched for, and the two are laid side by side', async () => {
      await visit(manager, first);
      await follow(manager, 'Same person as another record');
      await look(manager);
      await answer(manager, 'Search for the other record', family.misspelt);
      await submit(manager, 'Search');
      await manager.locator(`main input[name="other"][value="${second.split('/').pop()}"]`).check();
      await look(manager);
      await submit(manager, 'Lay them side by side');
      await says(manager, 'Are these two records one person?');
      await says(manager, 'Date of birth');
      await look(manager);
    });

    step('they are one person: said with a reason, and read as one', async () => {
      await submit(manager, 'Save the answer');
      await says(manager, 'Say whether they are the same person.');
      await look(manager);
      await choose(manager, 'Are they the same person?', 'The same person');
      await answer(manager, 'How do you know?', 'The school has one child of this name and birthday.');
      await submit(manager, 'Save the answer');
      link = at(manager);
      assert.match(link, /^\/links\/[0-9a-f]{32}$/);
      await says(manager, 'Two records that are read as one');
      await look(manager);
      for (const child of [first, second]) {
        await visit(manager, child);
        await says(manager, 'Also on record as');
        await look(manager);
      }
    });

    step('they were two after all: undone with a reason, and what was written between is sorted', async () => {
      await visit(manager, first);
      await follow(manager, 'Undo');
      await look(manager);
      await submit(manager, 'Undo the link');
      await says(manager, 'Say why, in words.');
      await answer(manager, 'Why are they two people?', 'The cousins were born on one day.');
      await submit(manager, 'Undo the link');
      await says(manager, 'Written while they were one: whose is it?');
      await look(manager);
      await visit(manager, link);
      await says(manager, 'The cousins were born on one day.');
      await look(manager);
      for (const child of [first, second]) {
        await visit(manager, child);
        assert.ok(!(await words(manager)).includes('Also on record as'));
      }
    });

    step('nobody is asked again', async () => {
      await visit(manager, `${first}/same-as/${second.split('/').pop()}`);
      await choose(manager, 'Are they the same person?', 'Different people');
      await answer(manager, 'How do you know?', 'The cousins were born on one day.');
      await submit(manager, 'Save the answer');
      await visit(manager, `${first}/same-as`);
      await says(manager, 'Said to be other people');
      await look(manager);
      await stage.leave(manager);
    });
  });
}
