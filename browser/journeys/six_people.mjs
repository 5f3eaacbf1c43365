// The whole journey: a school says "I am worried about a child"; an officer, a manager, the child's own worker, the night
// team and an auditor each do their part; the school is told. Once with scripts on a desk's screen, where every page is
// also looked at in a phone's width, and once without any script in a phone's width.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dayFromToday, family as newFamily, saysNew, takeCall } from '../acts.mjs';
import { about, answer, at, choose, eventually, follow, journey, look, pick, signIn, story, submit, textOf, visit } from '../harness.mjs';

const officerSaw = 'The school has seen two bruises in a month, and the neighbour heard shouting. The pattern is getting worse.';
const managerWeighed = 'I weighed that nobody has spoken with the child alone yet. Two accounts agree, so it cannot wait for next week.';
const schoolTold = 'A social worker sees the child at school this week, and rings you before.';
const nightReason = 'Police rang at 02:10 from the address and need to know who may care for the child tonight.';

for (const way of ['wide', 'bare']) {
  journey(`six people and a child (${way})`, (stage) => {
    const step = story();
    const family = newFamily();
    const people = new Map();
    /** Pictures are kept of the pages as they are with scripts. */
    const pictured = (...names) => (way === 'wide' ? names : []);
    let contact = '';
    let child = '';
    let reference = '';

    /** Somebody at their own machine, signed in the first time they are needed. */
    async function as(person) {
      if (!people.has(person)) {
        const page = await stage.enter(way);
        await signIn(page, person);
        people.set(person, page);
      }
      return people.get(person);
    }

    step('before it begins, a child is known and has a worker', async () => {
      const officer = await as('officer');
      const earlier = await takeCall(officer, family);
      await saysNew(officer, earlier);
      await visit(officer, earlier);
      child = new URL(await officer.getByRole('link', { name: family.known }).first().getAttribute('href'), officer.url()).pathname;

      const manager = await as('mash-manager');
      await visit(manager, `${child}/allocate`);
      await look(manager);
      await pick(manager, 'Worker', 'Tom Okafor');
      await pick(manager, 'Team', 'Assessment team 1');
      await choose(manager, 'In what capacity?', 'allocated social worker');
      await submit(manager, 'Allocate');
      assert.match(await textOf(manager.locator('main')), /Tom Okafor/);
    });

    step('the school sends a referral about two children', async () => {
      const school = await as('school-partner');
      await visit(school, '/referrals');
      await look(school);
      await visit(school, '/referrals/new');
      await look(school, ...pictured('01-referral', '01-referral-phone'));
      await refer(school);
      await look(school, ...pictured('02-receipt'));
      reference = await textOf(school.locator('.govuk-panel strong'));
      assert.match(reference, /^[A-Z0-9]{5}-[A-Z0-9]{5}$/);
      await visit(school, '/referrals');
      await look(school);
      assert.match(await textOf(school.locator('main')), new RegExp(reference));
    });

    step('the officer finds it in the queue and takes it on', async () => {
      const officer = await as('officer');
      await visit(officer, '/queue?sort=-received');
      await look(officer, ...pictured('03-queue'));
      await follow(officer, family.misspelt);
      contact = at(officer);
      assert.match(await textOf(officer.locator('h1')), new RegExp(reference));
      await submit(officer, 'Take on this contact');
      await look(officer, ...pictured('04-contact'));
      assert.match(await textOf(officer.locator('main')), /Held by Asha Pillai/);
    });

    step('the officer sees that one child is known, misspelt as she is, and that the other is new', async () => {
      const officer = await as('officer');
      await submit(officer, 'Say whether the child is known');
      await look(officer, ...pictured('05-already-known'));
      await submit(officer, about('The same child', family.known));
      await visit(officer, `${contact}/children/1`);
      await look(officer);
      await submit(officer, 'Somebody new');
      await visit(officer, contact);
      assert.match(await textOf(officer.locator('main')), /2nd contact in a month/);
    });

    step('the officer records that the family was not asked, and proposes', async () => {
      const officer = await as('officer');
      await visit(officer, `${contact}/consent`);
      await look(officer);
      await choose(officer, 'What for?', 'Asking other agencies what they know about the family.');
      await choose(officer, 'What did they say?', 'Not asked');
      await answer(officer, 'Who was asked?', 'Nobody yet: the mother would be told in front of her partner');
      await choose(officer, 'On which basis in law do we go on?', 'Public task');
      await submit(officer, 'Record this');
      await look(officer);
      await submit(officer, 'Propose what should happen');
      await propose(officer);
      await look(officer);
      assert.match(await textOf(officer.locator('main')), /Waiting for a manager/);
    });

    step('the officer cannot decide what they proposed', async () => {
      const officer = await as('officer');
      await visit(officer, `${contact}/decision`, 403);
      await look(officer);
    });

    step('the manager goes on without agreement, and says why', async () => {
      const manager = await as('mash-manager');
      await visit(manager, contact);
      await follow(manager, /^Go on without agreement/);
      await look(manager);
      await choose(
        manager,
        'On which ground do we go on without agreement?',
        'Asking, or waiting, would raise the risk of significant harm to the child.',
      );
      await answer(manager, 'Why does it hold here, and why is going on proportionate?', 'The partner reads her messages. Two agencies only are asked.');
      await answer(manager, 'What could happen if they were asked?', 'The child could be pressed to say nothing.');
      await submit(manager, 'Go on without agreement');
      assert.match(await textOf(manager.locator('main')), /Going on without agreement/);
    });

    step('the manager decides in four presses at most, and gives reasons', async () => {
      const manager = await as('mash-manager');
      await visit(manager, '/');
      await look(manager, ...pictured('07-to-decide'));
      let presses = 0;
      await follow(manager, about('Decide', `contact ${reference}`));
      presses += 1;
      await look(manager, ...pictured('08-decision'));
      await choose(manager, 'What do you decide?', 'Agree');
      presses += 1;
      await answer(manager, 'Your reasons, or your question', managerWeighed);
      await submit(manager, 'Record my decision');
      presses += 1;
      assert.ok(presses <= 4);
      await look(manager, ...pictured('09-decided'));
      assert.match(await textOf(manager.locator('main')), /Decided/);
    });

    step('the manager approves what the school is told, and the school finds it in its own list', async () => {
      const manager = await as('mash-manager');
      await visit(manager, `${contact}/feedback`);
      await look(manager, ...pictured('10-feedback'));
      const drafted = await manager.getByRole('textbox', { name: 'What the referrer is told', exact: true }).inputValue();
      assert.match(drafted, /^Dear Ruth Adeyemi,/);
      assert.doesNotMatch(drafted, /[{}]/, 'no gap is left in the letter');
      await answer(manager, 'What the referrer is told', `${drafted}\n${schoolTold}`);
      await submit(manager, 'Approve and send');
      const school = await as('school-partner');
      await visit(school, '/referrals');
      const card = school.locator('.govuk-summary-card').filter({ hasText: reference });
      await eventually(school, 'the school is told', async () => /Told /.test(await textOf(card)));
      await look(school, ...pictured('11-school-told', '11-school-told-phone'));
      assert.ok((await textOf(card)).includes(schoolTold), 'word for word what the manager approved');
      await visit(school, contact, 403);
      await visit(school, child, 403);
    });

    step("the child's worker sees the notice, says so, and reads the child's file", async () => {
      const worker = await as('social-worker');
      await visit(worker, '/');
      await look(worker, ...pictured('12-worker'));
      const notice = worker.locator(`tr:has(a[href="${contact}"])`).first();
      await Promise.all([worker.waitForEvent('load'), notice.getByRole('link', { name: /^Acknowledge/ }).click()]);
      await look(worker);
      await submit(worker, 'I have seen this');
      const left = worker.getByRole('link', { name: /^Acknowledge/ }).and(worker.locator(`tr:has(a[href="${contact}"]) a`));
      assert.equal(await left.count(), 0, 'a notice that was seen is gone');
      await visit(worker, child);
      await look(worker, ...pictured('13-child', '13-child-phone'));
      await visit(worker, `${child}/chronology`);
      await look(worker, ...pictured('14-chronology'));
      await visit(worker, contact);
      assert.match(await textOf(worker.locator('main')), new RegExp(managerWeighed.slice(0, 40)));
    });

    step('the night worker learns whom to ring, and no more until they give a reason', async () => {
      const night = await as('night-worker');
      await visit(night, '/search');
      await night.getByRole('searchbox', { name: /^Name, date of birth/ }).fill(family.known);
      await submit(night, 'Search');
      await look(night);
      await follow(night, family.known);
      await look(night, ...pictured('15-night-summary', '15-night-summary-phone'));
      const told = await textOf(night.locator('main'));
      assert.match(told, /Whom to ring/);
      assert.match(told, /Tom Okafor/);
      assert.doesNotMatch(told, /shouting through the wall/);
      await visit(night, `${child}/chronology`, 403);
      await look(night);
      await visit(night, contact, 403);

      await visit(night, child);
      await submit(night, 'Open with a reason');
      await look(night);
      await answer(night, 'Why do you need to open this record?', nightReason);
      await submit(night, 'Open this record');
      assert.equal(at(night), child);
      await look(night, ...pictured('16-night-opened'));
      assert.match(await textOf(night.locator('main')), /You opened this record with a reason/);
      await visit(night, `${child}/chronology`);
    });

    step('a manager who did not open it reviews the opening', async () => {
      const manager = await as('mash-manager');
      await visit(manager, '/openings');
      await look(manager);
      const row = manager.getByRole('row').filter({ hasText: family.known });
      await Promise.all([manager.waitForEvent('load'), row.getByRole('link').first().click()]);
      await look(manager);
      await choose(manager, 'Was the reason good?', 'Yes');
      await answer(manager, 'What did you find?', 'The police log agrees with it.');
      await submit(manager, 'Save the review');
      assert.equal(await manager.getByRole('row').filter({ hasText: family.known }).count(), 0);
    });

    step('the auditor sees what was known when it was decided, and who has looked', async () => {
      const auditor = await as('auditor');
      await visit(auditor, contact);
      await look(auditor);
      await follow(auditor, about('What was known when this was decided', family.misspelt));
      await look(auditor, ...pictured('17-as-known'));
      const then = await textOf(auditor.locator('main'));
      assert.match(then, /events known/);
      await visit(auditor, `${child}/looked`);
      await look(auditor, ...pictured('18-who-looked'));
      const looks = await textOf(auditor.locator('main'));
      for (const name of ['Asha Pillai', 'Rashid Karim', 'Tom Okafor', 'Grace Lindqvist', 'Iris Bellweather']) {
        assert.match(looks, new RegExp(name));
      }
      assert.match(looks, /Refused/);
    });

    test('every page that was looked at was as it must be', () => stage.leave(...people.values()));

    /** The school's referral, as far as a busy teacher fills it in. */
    async function refer(page) {
      await choose(page, 'Is any child in danger now?', 'No');
      const first = page.getByRole('group', { name: 'Child 1', exact: true });
      await nameChild(first, family.misspelt);
      for (const [part, value] of Object.entries(family.parts)) await answer(first, part, value);
      await answer(first, 'Home address', family.address);
      await submit(page, 'Add another child');
      const second = page.getByRole('group', { name: 'Child 2', exact: true });
      await nameChild(second, family.sibling);
      await answer(page, 'Who lives with the children?', `${family.mother}, their mother, and her partner Dean. The father lives in Westmoor.`);
      await answer(page, 'What happened, and when?', 
        'On Monday at 09:10 her teacher saw a round bruise on the left upper arm. Three weeks ago there was one on the back.',
      );
      await answer(page, 'What do you think it means, and what could happen if nothing is done?', 'She is frightened of somebody at home.');
      await answer(page, "The child's own words", '“I have to be quiet when Dean is tired.” Said to Ms Ferris on Monday.');
      await choose(page, 'Does the family know that you are telling us?', 'No');
      await answer(page, 'Why not?', 'Her mother would be told in front of Dean.');
      await submit(page, 'Send referral');
    }

    async function nameChild(group, name) {
      await answer(group, 'Name', name);
      await answer(group, 'Where is the child at this moment, and when do they go home?', 'In class until 15:20');
    }

    /** The officer's proposal. */
    async function propose(page) {
      await choose(page, 'What should happen?', 'Referral for assessment');
      await choose(page, 'Which level of need?', '4: Statutory');
      await choose(page, 'Which paragraph of level 4 fits best?', '4.2 Physical harm');
      await answer(page, 'Why?', officerSaw);
      await answer(page, 'What else did you consider, and why not?', 'Early help: the mother cannot speak freely yet.');
      await answer(page, 'Why is no MASH enquiry needed?', 'Two agencies say the same, and the child has said it herself.');
      const action = page.getByRole('group', { name: 'Action 1', exact: true });
      await answer(action, 'What is to be done?', 'See the child at school, alone, with Ms Ferris near');
      await pick(action, 'By whom?', 'Tom Okafor');
      await answer(action, 'By when: day', dayFromToday(2));
      await look(page, ...pictured('06-proposal'));
      await submit(page, 'Propose this');
    }
  });
}
