// One box for everything: an officer takes a call and finds it again by a word, by words that stand side by side, by the street, by the school, by its number
// and by the child's name; a social worker who does not work with the child finds no word of it. With scripts on a desk's screen, where every page is also looked
// at in a phone's width, and without any script in a phone's width.

import assert from 'node:assert/strict';

import { family as newFamily, saysNew, takeCall } from '../acts.mjs';
import { journey, look, signIn, story, textOf, visit } from '../harness.mjs';

for (const way of ['wide', 'bare']) {
  journey(`the search (${way})`, (stage) => {
    const step = story();
    const family = newFamily();
    const surname = family.known.split(' ')[1];
    const found = async (page, typed) => {
      await visit(page, '/search');
      const box = page.locator('main form[role="search"]');
      const everything = 'Name, date of birth, address, telephone, number, or words in a record';
      await box.getByRole('searchbox', { name: everything, exact: true }).fill(typed);
      await box.getByRole('button', { name: 'Search' }).click();
      return (await textOf(page.locator('main'))).replace(/\s+/g, ' ');
    };
    const says = async (page, typed, ...words) => {
      const said = await found(page, typed);
      for (const word of words) assert.ok(said.includes(word), `${typed}: ${word} is not in ${said}`);
    };
    const saysNot = async (page, typed, ...words) => {
      const said = await found(page, typed);
      for (const word of words) assert.ok(!said.includes(word), `${typed}: ${word} is in ${said}`);
    };
    let officer;
    let contact = '';

    step('a neighbour rings, and the child is somebody new', async () => {
      officer = await stage.enter(way);
      await signIn(officer, 'officer');
      contact = await takeCall(officer, family);
      await saysNew(officer, contact);
    });

    step('the call is found by its words, which are marked', async () => {
      await says(officer, `"${surname.toLowerCase()}"`, surname);
      await says(officer, 'quill crying wall', 'Words in records', family.known, 'What was seen or told');
      const marked = await officer.locator('main mark').allTextContents();
      assert.deepEqual([...new Set(marked.map((word) => word.toLowerCase()))].sort(), ['crying', 'quill', 'wall']);
      await look(officer, way === 'wide' ? '76-search-words' : '', '76-search-words-phone');
      await says(officer, '"shouting through the wall"', 'Words in records');
      await saysNot(officer, '"wall the through shouting"', 'Words in records');
    });

    step('and its record is opened from there', async () => {
      await found(officer, `shouting wall`);
      await officer.locator(`main a[href="${contact}"]`).first().click();
      assert.ok(officer.url().endsWith(contact), officer.url());
    });

    step('the house is found by its street and by who lives there', async () => {
      const street = family.address.split(',')[0];
      await says(officer, street.toLowerCase(), 'Families and addresses', family.known);
      await look(officer, way === 'wide' ? '77-search-house' : '');
      await says(officer, family.known, 'lives here');
    });

    step('whatever is typed, the page answers', async () => {
      for (const typed of ['the of and', '" OR *', 'zzxxyyqq']) {
        await found(officer, typed);
        await look(officer);
      }
      await stage.leave(officer);
    });

    step('a social worker who does not work with the child finds no word of it', async () => {
      const worker = await stage.enter(way);
      await signIn(worker, 'social-worker');
      await saysNot(worker, '"shouting through the wall on Saturday evening"', family.known);
      await look(worker);
      await stage.leave(worker);
    });
  });
}
