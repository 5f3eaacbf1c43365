// One child on record twice: two calls with the mother named, two records of each. A day later they are laid side by side, the household with them, and read as
// one with a reason; somebody rings meanwhile. A month later it is undone: both are as they were known before, while they were one and after, and what was
// written between is sorted, moved to the right child, and nobody is asked again. With scripts on a desk's screen, where every page is also looked at in a
// phone's width, and without any script in a phone's width.
//
// Time goes by because the demo is begun again on a later day. Where the demo that listens is not the journey's own, everything happens on one day.

import assert from 'node:assert/strict';

import { family as newFamily, fillCall, saysNew } from '../acts.mjs';
import { about, answer, at, choose, follow, journey, look, ownDemo, pick, signIn, story, submit, textOf, visit } from '../harness.mjs';

/** On which days each way is walked, from today: the calls, the link, the undoing. Time only goes forward. */
const DAYS = { wide: [0, 1, 32], bare: [40, 41, 72] };

let demo;

for (const way of ['wide', 'bare']) {
  journey(`one child on record twice (${way})`, (stage) => {
    const step = story();
    const family = newFamily();
    const [called, linked, undone] = DAYS[way];
    const words = async (page) => (await textOf(page.locator('main'))).replace(/\s+/g, ' ');
    const says = async (page, expected) => {
      const said = await words(page);
      assert.ok(said.includes(expected), `${expected} is not in ${said}`);
    };
    const saysNot = async (page, unexpected) => {
      const said = await words(page);
      assert.ok(!said.includes(unexpected), `${unexpected} is in ${said}`);
    };
    const childOf = async (page, contact) => {
      await visit(page, contact);
      const link = await page.locator('main a[href^="/children/"]').first().getAttribute('href');
      return link.match(/^\/children\/[0-9a-f]{32}/)[0];
    };
    /** A day as an address says it, so many days from today, where the council is. */
    const day = (later) => new Date(Date.now() + later * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'Europe/London' });
    /** The record as it was known at the end of a day, without how many events there are beside those. */
    const asKnown = async (child, later) => {
      await visit(manager, `${child}?known=${day(later)}`);
      const said = await words(manager);
      const record = said.slice(said.indexOf('60-second summary'), said.indexOf('What was known when'));
      assert.notEqual(record, '');
      return record;
    };
    /** Begins the demo again, so many days from today. Whoever was signed in signs in again. */
    const goesBy = async (daysLater) => {
      if (!demo) return;
      await demo.kill();
      await demo.begin({ daysLater });
    };
    const enters = async (person) => {
      const page = await stage.enter(way);
      await signIn(page, person);
      return page;
    };
    /** A neighbour rings about the child under one of the two names, with the mother; ends at the contact's page. */
    const rings = async (page, known) => {
      await visit(page, '/contacts/new');
      await fillCall(page, { ...family, known });
      const mother = page.getByRole('group', { name: 'Person 1', exact: true });
      await answer(mother, 'Name', family.mother);
      await pick(mother, 'What are they to the first child?', 'mother');
      await submit(page, 'Save as contact');
      return at(page);
    };
    let manager;
    let first = '';
    let second = '';
    let link = '';
    let between = '';
    const before = new Map();

    step('two neighbours ring about one child, and each time the child is somebody new', async () => {
      demo ??= await ownDemo();
      await goesBy(called);
      const officer = await enters('officer');
      const contacts = [];
      for (const known of [family.known, family.misspelt]) {
        const contact = await rings(officer, known);
        await saysNew(officer, contact);
        contacts.push(contact);
      }
      await stage.leave(officer);
      manager = await enters('mash-manager');
      [first, second] = [await childOf(manager, contacts[0]), await childOf(manager, contacts[1])];
      assert.notEqual(first, second);
      await stage.leave(manager);
    });

    step('a day later whoever keeps the record in order finds the two', async () => {
      await goesBy(linked);
      manager = await enters('mash-manager');
      if (demo) for (const child of [first, second]) before.set(child, await asKnown(child, called));
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
      const agree = manager.getByRole('cell').filter({ hasText: 'Date of birth' }).last();
      assert.ok((await agree.boundingBox()).x < manager.viewportSize().width, 'whether they agree is in sight, and not beside the page');
      await look(manager, way === 'wide' ? '72-side-by-side' : '', '72-side-by-side-phone');
    });

    step('they are one person: said with a reason, the mother with the child, and read as one', async () => {
      await submit(manager, 'Save the answer');
      await says(manager, 'Say whether they are the same person.');
      await look(manager);
      await choose(manager, 'Are they the same person?', 'The same person');
      await manager.getByRole('group', { name: 'Who else of the household is on record twice?' }).getByRole('checkbox').first().check();
      await answer(manager, 'How do you know?', 'The school has one child of this name and birthday.');
      await submit(manager, 'Save the answer');
      link = at(manager);
      assert.match(link, /^\/links\/[0-9a-f]{32}$/);
      await says(manager, 'Two records that are read as one');
      await says(manager, 'Said together with');
      await look(manager, way === 'wide' ? '73-link' : '');
      for (const child of [first, second]) {
        await visit(manager, child);
        await says(manager, 'Also on record as');
        await look(manager);
      }
    });

    step('while they are one, somebody rings about the child, who is found once', async () => {
      const officer = await enters('officer');
      between = await rings(officer, family.misspelt);
      await visit(officer, `${between}/children/0`);
      assert.equal(await officer.getByRole('button', { name: about('The same child', family.known) }).count(), 1);
      await submit(officer, about('The same child', family.known));
      await stage.leave(officer, manager);
    });

    step('a month later they were two after all: undone with a reason', async () => {
      await goesBy(undone);
      manager = await enters('mash-manager');
      await visit(manager, first);
      await says(manager, 'Also on record as');
      await follow(manager, 'Undo');
      await look(manager);
      await submit(manager, 'Undo the link');
      await says(manager, 'Say why, in words.');
      await answer(manager, 'Why are they two people?', 'The cousins were born on one day.');
      await submit(manager, 'Undo the link');
      await says(manager, 'Written while they were one: whose is it?');
      await look(manager, way === 'wide' ? '74-whose-is-it' : '');
    });

    step('both histories are whole: as known before, while they were one, and after', async () => {
      for (const child of [first, second]) {
        await visit(manager, child);
        await saysNot(manager, 'Also on record as');
        if (!demo) continue;
        assert.equal(await asKnown(child, called), before.get(child), 'as known before it was said, nothing is changed');
        await saysNot(manager, 'Also on record as');
        await asKnown(child, undone - 1);
        await says(manager, 'Also on record as');
        await look(manager);
        await asKnown(child, undone);
        await saysNot(manager, 'Also on record as');
      }
      await visit(manager, link);
      await says(manager, 'The cousins were born on one day.');
      await look(manager);
    });

    step('what was written between is sorted, and what is the other child’s leads on to moving it', async () => {
      await submit(manager, 'Sort what was written between');
      const contact = manager.getByRole('group', { name: /^Contact/ });
      await contact.getByRole('radio', { name: family.misspelt, exact: true }).check();
      await answer(manager, 'How do you know?', 'The neighbour named the younger cousin.');
      await submit(manager, 'Save whose each is');
      await says(manager, 'It stands with the other child.');
      await look(manager, way === 'wide' ? '75-sorted' : '');
      await follow(manager, 'Move it to the other record');
      assert.equal(at(manager), `${first}/moves`);
      assert.equal(await manager.getByRole('checkbox', { checked: true }).count(), 1, 'what it is is ticked');
      assert.ok(await manager.getByRole('radio', { name: family.misspelt, exact: true }).isChecked(), 'whose it is is chosen');
      await look(manager);
      await answer(manager, 'How do you know whose it is?', 'The neighbour meant the younger of the two.');
      await submit(manager, 'See what goes where');
      await submit(manager, 'Move it');
      await visit(manager, second);
      await says(manager, 'Moved here from');
      await visit(manager, `${link}/sort`);
      await saysNot(manager, 'It stands with the other child.');
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
