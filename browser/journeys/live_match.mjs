// "Is this child already known?" while the caller is still on the line: the panel beside the form follows what is typed, says aloud how many it shows and what
// to ask; then one child is laid beside one record, and the household follows with one confirmation. With scripts on a desk's screen and a phone's; without
// any, by the button that looks.

import assert from 'node:assert/strict';

import { family as newFamily, fillCall, saysNew } from '../acts.mjs';
import { about, answer, at, follow, journey, look, pick, picture, signIn, story, submit, textOf, visit, ways } from '../harness.mjs';

for (const way of ['wide', 'narrow', 'bare']) {
  journey(`a child who is known already (${way})`, (stage) => {
    const step = story();
    const family = newFamily();
    const scripted = ways[way].script;
    let officer = null;
    let contact = '';

    const first = () => officer.getByRole('group', { name: 'Child 1', exact: true });
    const panel = () => officer.locator('#known-0');
    const said = () => panel().getByRole('status');

    async function nameMother() {
      const mother = officer.getByRole('group', { name: 'Person 1', exact: true });
      await answer(mother, 'Name', family.mother);
      await pick(mother, 'What are they to the first child?', 'mother');
    }

    step('before it begins, a child is known with her mother', async () => {
      officer = await stage.enter(way);
      await signIn(officer, 'officer');
      await visit(officer, '/contacts/new');
      await fillCall(officer, family);
      await nameMother();
      await submit(officer, 'Save as contact');
      await saysNew(officer, at(officer));
    });

    step('the panel follows what is typed', async () => {
      await visit(officer, '/contacts/new');
      await look(officer);
      if (scripted) {
        const requests = [];
        officer.on('request', (request) => requests.push(request.url()));
        // Letter by letter, as it is heard: the panel answers while the name is not yet whole.
        const name = first().getByRole('textbox', { name: 'Name', exact: true });
        await name.pressSequentially(family.misspelt.slice(0, -3), { delay: 30 });
        await said().getByText(/may be the same|found/).waitFor();
        await name.pressSequentially(family.misspelt.slice(-3), { delay: 30 });
        await panel().getByText(family.known).first().waitFor();
        assert.equal(await name.inputValue(), family.misspelt, 'the panel takes no letter from whoever types');
        assert.ok(await name.evaluate((field) => field === document.activeElement), 'the focus stays where somebody types');
        assert.ok(requests.every((url) => !url.includes(family.misspelt.split(' ')[0])), 'no name stands in an address');
        assert.equal(await panel().getByRole('button', { name: 'Look for them' }).count(), 0, 'the script looks by itself');
      } else {
        await answer(first(), 'Name', family.misspelt);
        await Promise.all([officer.waitForEvent('load'), panel().getByRole('button', { name: 'Look for them' }).click()]);
        assert.equal(await first().getByRole('textbox', { name: 'Name', exact: true }).inputValue(), family.misspelt, 'nothing is lost');
      }
      assert.match(await textOf(panel()), new RegExp(family.known));
      assert.match(await textOf(panel()), /Ask for the date of birth/);
      await look(officer);
    });

    step('where the panel is out of sight, the link to it says how many are there', async () => {
      const there = first().getByText(/Who may already be known: \d+ (person|people) may be the same/);
      assert.equal(await there.isVisible(), way !== 'wide');
    });

    step('what is asked for is said, and the panel is closer', async () => {
      await answer(first(), 'Date of birth, or age', family.born);
      await nameMother();
      if (scripted) {
        await panel().getByText(/Likely|Strong/).first().waitFor();
        await panel().getByText('Ask for the date of birth').waitFor({ state: 'detached' });
      } else {
        await Promise.all([officer.waitForEvent('load'), panel().getByRole('button', { name: 'Look for them' }).click()]);
        assert.match(await textOf(panel()), /Likely|Strong/);
      }
      await look(officer);
      if (way === 'wide') await picture(officer, '70-live-match', first());
      if (way === 'narrow') await picture(officer, '70-live-match-phone', panel());
    });

    step('on a phone the panel stands below, and a link leads there and back', async () => {
      const there = first().getByRole('link', { name: 'Who may already be known' });
      assert.equal(await there.isVisible(), way !== 'wide');
      if (way === 'wide') return;
      await there.click();
      assert.equal(new URL(officer.url()).hash, '#known-0');
      await panel().getByRole('link', { name: 'Back to the child’s details' }).click();
      assert.equal(new URL(officer.url()).hash, '#child-0-name');
    });

    step('the child is laid beside the record, and is the same', async () => {
      await fillCall(officer, { ...family, known: family.misspelt });
      await submit(officer, 'Save and decide now');
      await look(officer);
      contact = at(officer).split('/children/')[0];
      await follow(officer, about('Lay the two side by side', family.known));
      await look(officer, way === 'wide' ? '71-beside' : '', '71-beside-phone');
      assert.match(await textOf(officer.locator('main')), /We hold/);
      await submit(officer, about('The same child', family.known));
    });

    step('the household follows with one confirmation', async () => {
      assert.equal(at(officer), `${contact}/children/0/household`);
      await look(officer);
      assert.ok(await officer.getByRole('radio', { name: new RegExp(`^${family.mother}`) }).isChecked(), 'the mother is filled in');
      await submit(officer, 'Confirm the household');
      await visit(officer, contact);
      assert.match(await textOf(officer.locator('main')), /2nd contact in a month/);
      await stage.leave(officer);
    });
  });
}
