// A call stands on the wrong child. Whoever noticed ticks what it is, finds the other child, and sees what goes where before anything goes; both records say
// it afterwards, and it is taken back. With scripts on a desk's screen, where every page is also looked at in a phone's width, and without any script.

import assert from 'node:assert/strict';

import { family as newFamily, saysNew, takeCall } from '../acts.mjs';
import { answer, at, follow, journey, look, signIn, story, submit, textOf, visit } from '../harness.mjs';

const REASON = 'The school rang: the teacher meant the younger of the two.';

for (const way of ['wide', 'bare']) {
  journey(`something belongs to another child (${way})`, (stage) => {
    const step = story();
    const [first, second] = [newFamily(), newFamily()];
    const children = [];
    const says = async (page, words) => {
      const said = (await textOf(page.locator('main'))).replace(/\s+/g, ' ');
      assert.ok(said.includes(words), `${words} is not in ${said}`);
    };
    let manager;
    let move = '';

    step('two calls come about two children', async () => {
      const officer = await stage.enter(way);
      await signIn(officer, 'officer');
      const contacts = [];
      for (const family of [first, second]) {
        const contact = await takeCall(officer, family);
        await saysNew(officer, contact);
        contacts.push(contact);
      }
      await stage.leave(officer);
      manager = await stage.enter(way);
      await signIn(manager, 'mash-manager');
      for (const contact of contacts) {
        await visit(manager, contact);
        const link = await manager.locator('main a[href^="/children/"]').first().getAttribute('href');
        children.push(link.match(/^\/children\/[0-9a-f]{32}/)[0]);
      }
    });

    step('what it is and whose it is, and a name in the reason is not taken', async () => {
      await visit(manager, children[0]);
      await follow(manager, 'Something here belongs to another child');
      await look(manager, way === 'wide' ? '60-moves' : '', '60-moves-phone');
      await manager.getByRole('checkbox', { name: /received on/ }).check();
      await answer(manager, 'Search for the other record', second.known);
      await submit(manager, 'Search');
      await manager.locator(`input[type=radio][value="${children[1].slice('/children/'.length)}"]`).check();
      await answer(manager, 'How do you know whose it is?', `It is ${second.known}.`);
      await submit(manager, 'See what goes where');
      assert.match(await textOf(manager.locator('.govuk-error-summary')), /without either child’s name/);
      await look(manager);
      await answer(manager, 'How do you know whose it is?', REASON);
      await submit(manager, 'See what goes where');
      move = at(manager);
      assert.match(move, /^\/moves\/[0-9a-f]{32}$/);
      await look(manager, way === 'wide' ? '61-move' : '', '61-move-phone');
      for (const words of [first.known, second.known, REASON, 'Contact']) await says(manager, words);
      await visit(manager, '/');
      await says(manager, 'Moves between records that wait for you');
    });

    step('it is moved, and both records say so', async () => {
      await visit(manager, move);
      await submit(manager, 'Move it');
      await visit(manager, children[1]);
      await says(manager, 'Moved here from');
      await says(manager, REASON);
      await look(manager, way === 'wide' ? '62-moved' : '', '62-moved-phone');
    });

    step('nobody had hidden trouble', () => stage.leave(manager));
  });
}
