// A child's chronology: read in lanes and as a table, as it stands and as it was known; an old paper file written in by hand, marked significant with a reason
// and taken back; a version for the school that is read a second time before it is made; paper for a court. With scripts on a desk's screen, where every page
// is also looked at in a phone's width, and without any script in a phone's width.

import assert from 'node:assert/strict';

import { dayFromToday, family as newFamily, saysNew, takeCall } from '../acts.mjs';
import { answer, at, choose, follow, journey, look, signIn, story, submit, textOf, visit } from '../harness.mjs';

for (const way of ['wide', 'bare']) {
  journey(`a chronology (${way})`, (stage) => {
    const step = story();
    const family = newFamily();
    const says = async (page, words) => {
      const said = (await textOf(page.locator('main'))).replace(/\s+/g, ' ');
      assert.ok(said.includes(words), `${words} is not in ${said}`);
    };
    let manager;
    let child = '';

    step('a neighbour rings, and the child is somebody new', async () => {
      const officer = await stage.enter(way);
      await signIn(officer, 'officer');
      const contact = await takeCall(officer, family);
      await saysNew(officer, contact);
      await stage.leave(officer);
      manager = await stage.enter(way);
      await signIn(manager, 'mash-manager');
      await visit(manager, contact);
      const link = await manager.locator('main a[href^="/children/"]').first().getAttribute('href');
      [child] = link.match(/^\/children\/[0-9a-f]{32}/);
    });

    step('what no record holds is written in by hand', async () => {
      await visit(manager, `${child}/chronology/write`);
      await submit(manager, 'Write it into the chronology');
      await look(manager);
      await answer(manager, 'When did it happen?', 'about 2021');
      await answer(manager, 'What happened?', 'Left alone at night, found by a neighbour');
      await answer(manager, 'Where is it known from?', 'Paper file of Otherham Council, volume 2');
      await choose(manager, 'Where does it stand in the picture?', 'Harm');
      await look(manager);
      await submit(manager, 'Write it into the chronology');
      await says(manager, 'Left alone at night');
      await look(manager);
    });

    step('it is marked significant with one click and a reason, and taken back', async () => {
      await visit(manager, `${child}/chronology?from=1+1+2019&until=1+1+2023&view=table`);
      await look(manager);
      await follow(manager, /^Mark significant/);
      await answer(manager, 'Why?', 'The first time that we know of.');
      await look(manager);
      await submit(manager, 'Save what it means');
      await says(manager, 'Significant: The first time that we know of.');
      await visit(manager, `${child}/chronology?significant=yes`);
      await follow(manager, /^Say what it means/);
      await choose(manager, 'Does it belong in the chronology?', 'Take back what was said of it');
      await submit(manager, 'Save what it means');
      await says(manager, 'Taken back');
    });

    step('what nobody has looked at is accepted at once', async () => {
      await visit(manager, `${child}/chronology/waiting`);
      await look(manager);
      for (const box of await manager.locator('main input[name="entries"]').all()) await box.check();
      await submit(manager, 'Accept what is ticked');
      await says(manager, 'Somebody has looked at every entry.');
      await visit(manager, `${child}/chronology?known=${dayFromToday(0).replaceAll(' ', '+')}`);
      await look(manager);
      await visit(manager, `${child}/chronology/print?format=court`);
      await says(manager, 'Chronology for the court');
      await look(manager);
    });

    step('the school gets what was chosen for it, after a second look', async () => {
      await visit(manager, `${child}/chronology/for`);
      await look(manager);
      await follow(manager, 'School or college');
      await answer(manager, 'What do they need it for?', 'For the plan of support at school');
      await manager.locator('main input[name="lines"]').first().check();
      await look(manager);
      await submit(manager, 'Look at each line as they will read it');
      const look2 = at(manager);
      assert.match(look2, /\/look$/);
      await submit(manager, 'Make it');
      await look(manager);
      await manager.getByRole('checkbox').check();
      await submit(manager, 'Make it');
      await says(manager, 'Composed for School or college');
      await look(manager);
      await stage.leave(manager);
    });
  });
}
