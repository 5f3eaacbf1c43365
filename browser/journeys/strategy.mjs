// A strategy discussion from the contact that asked for it to its chair's signature: what rose beside what is in hand, held now with a reason, one page
// while it is held, what was known when, why the next step is a section 47 enquiry. With scripts on a desk's screen, where every page is also looked
// at in a phone's width; without any script in a phone's width; and the two answers by the keyboard alone.

import assert from 'node:assert/strict';

import { dayFromToday, family as newFamily, saysNew, takeCall } from '../acts.mjs';
import { answer, at, choose, follow, journey, look, press, signIn, stepTo, story, submit, tabTo, textOf, typeInto, visit } from '../harness.mjs';

const harm = 'He is hit by an adult at home, twice within a week.';
const wouldChange = 'Whether the bruise is older than the fall that the family tells of.';

for (const way of ['wide', 'bare']) {
  journey(`a strategy discussion (${way})`, (stage) => {
    const step = story();
    const family = newFamily();
    const pictured = (...names) => (way === 'wide' ? names : []);
    let manager;
    let contact = '';
    let discussion = '';

    step('a neighbour rings, and the child is somebody new', async () => {
      const officer = await stage.enter(way);
      await signIn(officer, 'officer');
      contact = await takeCall(officer, family);
      await saysNew(officer, contact);
      await stage.leave(officer);
    });

    step('a manager begins a discussion from the contact, and the record is put in', async () => {
      manager = await stage.enter(way);
      await signIn(manager, 'mash-manager');
      await visit(manager, contact);
      await submit(manager, 'Begin a strategy discussion');
      await look(manager, ...pictured('40-strategy-new', '40-strategy-new-phone'));
      await answer(manager, 'Which harm is suspected?', harm);
      await answer(manager, 'Why now?', 'A second bruise, and shouting on Saturday evening.');
      await submit(manager, 'Begin, and see what is known');
      discussion = at(manager);
      assert.match(discussion, /^\/strategy\/[0-9a-f]{32}$/);
      await look(manager, ...pictured('41-strategy-planner', '41-strategy-planner-phone'));
      const said = await textOf(manager.locator('main'));
      for (const words of ['Should we meet?', harm, 'Mr Quill heard shouting', 'Rule of this council', 'What cannot wait']) assert.ok(said.includes(words), words);
      assert.equal(await manager.locator('.app-picture svg[role]').count(), 3, 'three pictures are drawn');
    });

    step('what is known is changed where it stands', async () => {
      await visit(manager, `${discussion}/information`);
      await look(manager, ...pictured('42-strategy-information', '42-strategy-information-phone'));
      await open(manager, '#item-legal');
      await manager.locator('#item-legal').getByRole('radio', { name: 'Known', exact: true }).check();
      await manager.locator('#item-legal-known-words').fill('No orders are known; his mother alone decides for him.');
      await submit(manager, 'Save what is known');
      assert.match(await textOf(manager.locator('.govuk-error-summary')), /from whom or what it is known/);
      await look(manager);
      await open(manager, '#item-legal');
      await manager.locator('#item-legal-known-source').fill('The school');
      await manager.locator('#item-legal-known-on').fill(dayFromToday(0));
      await submit(manager, 'Save what is known');
      assert.match(await textOf(manager.locator('main')), /No orders are known; his mother alone decides for him/);
    });

    step('it waits first, with what keeps the child safe and an end', async () => {
      await manager.locator('#gather_from').fill('The hospital, about the last attendance.');
      await submit(manager, 'Wait, and gather first');
      assert.match(await textOf(manager.locator('.govuk-error-summary')), /what keeps each child safe/);
      await look(manager);
      await manager.locator('#gather_changes').fill(wouldChange);
      await manager.locator('#gather_safe').fill('His aunt collects him from school and he sleeps there.');
      await submit(manager, 'Wait, and gather first');
      assert.match(await textOf(manager.locator('main')), /Gathering first until/);
      await look(manager);
    });

    step('then it is held now, and the reason is asked and given', async () => {
      await submit(manager, 'Hold now with who we have');
      assert.match(await textOf(manager.locator('.govuk-error-summary')), /Say why it cannot wait/);
      await choose(manager, 'Why can it not wait?', 'Danger now');
      await submit(manager, 'Hold now with who we have');
      assert.match(await textOf(manager.locator('main')), /Convened by/);
      await look(manager, ...pictured('43-strategy-convened'));
    });

    step('who is here is written down, on the record of the discussion', async () => {
      await visit(manager, `${discussion}/record`);
      await look(manager);
      await follow(manager, 'Write down who is here now');
      await look(manager);
      await manager.locator('#place').fill('Room 4');
      for (const agency of [/^Police/, /^Health/]) await manager.getByRole('group', { name: agency }).locator('input[name="person"]').first().check();
      await submit(manager, 'Ask everybody');
      await visit(manager, `${discussion}/record`);
      await look(manager, ...pictured('44-strategy-record', '44-strategy-record-phone'));
      const here = manager.locator('select[id^="attendance-"]');
      for (let place = 0; place < (await here.count()); place += 1) await here.nth(place).selectOption({ label: 'In person' });
      await fill(manager, {
        likelihood: 'Likely: twice within a week.',
        severity: 'An injury to the face.',
        otherwise: 'A fall at nursery that nobody wrote down.',
        'risk-0-words': 'He is hit again tonight',
        'child-0-reasons': 'Two bruises that nobody explains alike.',
        'child-0-considered': 'An assessment without an enquiry: it would be too slow.',
        'child-0-interim': 'He stays with his aunt.',
        'child-0-interim-date': dayFromToday(2),
      });
      await manager.getByRole('checkbox', { name: 'Section 47 enquiry, jointly with police' }).check();
      await submit(manager, 'Record the decision');
      const wrong = await textOf(manager.locator('.govuk-error-summary'));
      for (const words of ['who sees the child', 'mental capacity', 'an interpreter is needed']) assert.ok(wrong.includes(words), `${words}: ${wrong}`);
      await look(manager, ...pictured('45-strategy-record-errors'));
    });

    step('the plan is completed, the decision recorded and signed', async () => {
      await fill(manager, {
        'child-0-plan-seen_by': 'Asha Pillai, with a detective',
        'child-0-plan-place': 'At school',
        'child-0-plan-seen-date': dayFromToday(1),
        'child-0-plan-language': 'English',
        'child-0-plan-capacity': 'None known.',
        'child-0-plan-communication': 'Short sentences; he draws.',
        'child-0-plan-parents-words': 'His mother, by the social worker, after he was seen.',
        'child-0-plan-medical-words': 'The paediatrician on call.',
        'child-0-plan-medical_consent': 'His mother.',
        'child-0-plan-interview-words': 'He is too young.',
      });
      for (const [part, needed] of [['interpreter', 'no'], ['intermediary', 'no'], ['parents', 'yes'], ['medical', 'yes'], ['interview', 'no'], ['legal', 'no']]) {
        await manager.locator(`input[name="child-0-plan-${part}"][value="${needed}"]`).check();
      }
      await submit(manager, 'Record the decision');
      assert.equal(at(manager), discussion, await textOf(manager.locator('main')));
      await look(manager, ...pictured('46-strategy-decided', '46-strategy-decided-phone'));
      assert.match(await textOf(manager.locator('main')), /A section 47 enquiry begins with this discussion/);
      await visit(manager, `${discussion}/known`);
      await look(manager, ...pictured('47-strategy-known', '47-strategy-known-phone'));
      assert.match(await textOf(manager.locator('main')), /At the decision/);
      await visit(manager, `${discussion}/sign`);
      await look(manager);
      await submit(manager, 'Sign the record');
      assert.match(await textOf(manager.locator('main')), /Signed by/);
      await follow(manager, 'Give each their copy');
      await look(manager);
    });

    step('the lists, the causes and the child know of it', async () => {
      for (const page of ['/strategy', '/strategy/late', '/strategy/measures']) {
        await visit(manager, page);
        await look(manager);
      }
      await stage.leave(manager);
    });
  });
}

journey('hold now or wait, by keyboard', (stage) => {
  const step = story();
  step('a manager waits without a mouse', async () => {
    const family = newFamily();
    const officer = await stage.enter('wide');
    await signIn(officer, 'officer');
    const contact = await takeCall(officer, family);
    await saysNew(officer, contact);
    await stage.leave(officer);
    const manager = await stage.enter('wide');
    await signIn(manager, 'mash-manager');
    await visit(manager, contact);
    await press(manager, manager.locator('main').getByRole('button', { name: 'Begin a strategy discussion' }));
    await typeInto(manager, manager.locator('#harm'), harm);
    await typeInto(manager, manager.locator('#event'), 'A second bruise.');
    await press(manager, manager.getByRole('button', { name: 'Begin, and see what is known' }));
    const discussion = at(manager);
    // The parts of a picture are links: they are reached, and seen, by Tab.
    await tabTo(manager, manager.locator('.app-picture__link').last());
    await visit(manager, `${discussion}/convene`);
    await stepTo(manager, 'Why can it not wait?', 'Evidence will be lost');
    await typeInto(manager, manager.locator('#words'), 'The bruise fades.');
    await press(manager, manager.locator('#hold'));
    assert.match(await textOf(manager.locator('main')), /Evidence will be lost/);
    await stage.leave(manager);
  });
});

/** Unfolds what is folded away, where it is. */
async function open(page, place) {
  const folded = page.locator(place);
  if ((await folded.getAttribute('open')) === null) await folded.locator('summary').first().click();
}

/** Fills fields by their ids. */
async function fill(page, fields) {
  for (const [id, words] of Object.entries(fields)) await page.locator(`[id="${id}"]`).fill(words);
}
