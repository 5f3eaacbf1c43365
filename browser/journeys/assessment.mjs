// A child and family assessment of three children with two fathers and four years behind them, from its history to a manager's signature. On the way a
// sign-in ends in the middle of a section, a second worker writes in the same section, and the server is killed: at the end every word that anybody typed
// stands in the record. With scripts on a desk's screen, where every page is also looked at in a phone's width; and without any script in a phone's width.

import assert from 'node:assert/strict';
import { before } from 'node:test';
import { inflateRawSync } from 'node:zlib';

import { dayFromToday } from '../acts.mjs';
import { address, answer, at, follow, journey, look, ownDemo, pick, signIn, story, submit, textOf, visit } from '../harness.mjs';

let demo = null;
before(async () => {
  demo = await ownDemo();
});

const plainly = (text) => text.replace(/\s+/g, ' ').trim();

for (const way of ['wide', 'bare']) {
  journey(`an assessment (${way})`, (stage) => {
    const step = story();
    const pictured = (...names) => (way === 'wide' ? names : []);
    const typed = [];
    const answers = [];
    let worker;
    let assessment = '';
    let reference = '';
    let child = '';
    let manager;

    /** Words of this walk that no other has, kept to be looked for at the end. */
    const say = (words) => {
      const said = way === 'wide' ? words : `Seen again: ${words.split(' ').reverse().join(' ')}`;
      typed.push(said);
      return said;
    };

    /** Answers one question of the assessment, by its place. */
    const write = async (page, place, words) => {
      answers.push(say(words));
      await page.locator(`[id="${place}"]`).fill(typed.at(-1));
    };

    /** Opens a part and fills answers by the names of their questions. */
    const fillPart = async (page, part, given) => {
      await visit(page, `${assessment}/sections/${part}`);
      for (const [question, words] of Object.entries(given)) await write(page, `${part}.${question}`, words);
    };
    const writePart = async (page, part, given, choices = {}) => {
      await fillPart(page, part, given);
      for (const [question, value] of Object.entries(choices)) await tick(page, `${part}.${question}`, value);
      await submit(page, 'Save and go to the list of sections');
      assert.equal(at(page), assessment, await textOf(page.locator('main')));
    };

    step('the worker finds the children and begins', async () => {
      worker = await stage.enter(way);
      await signIn(worker, 'social-worker');
      await visit(worker, '/search');
      await worker.getByRole('searchbox', { name: /^Name, date of birth/ }).fill('Orla Larkwhistle');
      await submit(worker, 'Search');
      await follow(worker, 'Orla Larkwhistle');
      [child] = at(worker).match(/^\/children\/[0-9a-f]{32}/);
      await follow(worker, 'Child and family assessment');
      await look(worker);
      assert.equal(await worker.getByRole('checkbox').count(), 2, 'brothers and sisters are assessed together');
      await answer(worker, 'Why is it made?', say('What is different from the last two times, and can it last?'));
      await pick(worker, 'Which social worker makes it?', 'Tom Okafor');
      await submit(worker, 'Begin the assessment');
      assert.match(await textOf(worker.locator('.govuk-error-summary')), /Set the day/);
      await worker.locator('#review_on').fill(dayFromToday(10));
      await worker.locator('#shared_on').fill(dayFromToday(0));
      await worker.locator('#shared_with').fill(say('Rhona, at home'));
      await submit(worker, 'Begin the assessment');
      assessment = at(worker);
      assert.match(assessment, /^\/assessments\/[0-9a-f]{32}$/);
      [reference] = (await textOf(worker.locator('.govuk-caption-l'))).match(/CFA-\w+/);
      await look(worker, ...pictured('51-assessment'));
      const said = await textOf(worker.locator('main'));
      for (const words of ['Not begun', 'Orla Larkwhistle', 'Declan Moorcroft', 'Stuart Penhale', 'Decision']) assert.ok(said.includes(words), words);
      assert.doesNotMatch(said, /%/, 'no share in percent');
    });

    step('a new partner is named', async () => {
      await follow(worker, 'Parents and carers');
      await look(worker);
      await worker.locator('#name').fill(say('The man called Dez'));
      await worker.locator('#relation').fill(say('their mother’s new friend'));
      await worker.getByRole('radio', { name: 'New partner', exact: true }).check();
      await submit(worker, 'Add them');
      assert.match(await textOf(worker.locator('main')), /The man called Dez|Dez called man The/);
    });

    step('history is linked to now, event by event', async () => {
      await visit(worker, `${assessment}/history`);
      await look(worker, ...pictured('53-assessment-history'));
      const waiting = worker.locator('#waiting');
      const before = Number((await textOf(waiting)).match(/\d+/)[0]);
      assert.ok(before >= 10, `${before} significant events wait`);
      for (const [way, words] of [
        ['It repeats today', 'She was held in the house then and she is again.'],
        ['It is different now', 'Their grandmother lives a street away since spring.'],
        ['Not known', 'Nobody has asked Declan since he left.'],
      ]) {
        await follow(worker, /^Link it to now/);
        await worker.getByRole('radio', { name: way, exact: true }).check();
        await answer(worker, 'So what does it mean for the children now?', say(words));
        await submit(worker, 'Save');
      }
      await follow(worker, /^Link it to now/);
      await look(worker);
      await worker.getByRole('radio', { name: 'It does not bear on now', exact: true }).check();
      await worker.locator('#reason').fill(say('It was put right in the same week.'));
      await submit(worker, 'Save');
      assert.equal(Number((await textOf(worker.locator('#waiting'))).match(/\d+/)[0]), before - 4);
    });

    step('a section is written with the evidence beside it, and an event is cited', async () => {
      await visit(worker, `${assessment}/sections/about`);
      await write(worker, 'about.why_now', 'Orla stays away from school, and her mother’s arm was broken while all three were at home.');
      await submit(worker, /^Use this/);
      assert.equal(at(worker), `${assessment}/sections/about`);
      assert.match(await textOf(worker.locator('main')), /Rests on/);
      await look(worker, ...pictured('54-assessment-section', '54-assessment-section-phone'));
      assert.equal(await worker.locator('[id="about.why_now"]').inputValue(), typed.at(-1), 'what was typed was saved with it');
      await write(worker, 'about.family_told', 'Rhona was told on Monday and wants the shouting to stop.');
      await write(worker, 'about.sources', 'School, health visitor, police, grandmother. Not reached: Declan.');
      await submit(worker, 'Save and go on');
      assert.equal(at(worker), `${assessment}/sections/lived.0`);
    });

    step('each child is written about apart; a copied text is shown side by side', async () => {
      const day = 'Orla wakes at six and listens first. If it is quiet she gets the little ones up, finds something for breakfast and walks Dominic to school before she goes herself.';
      await writePart(worker, 'lived.0', { day, words: '“I sleep in my coat so I am ready.”', wants: 'To finish a week of school.' }, { alone: 'yes' });
      await writePart(worker, 'lived.1', { day: day.replace('Orla', 'Dominic').replaceAll('she', 'he').replace('herself', 'himself'), words: '“When he comes I count to a hundred.”', wants: 'To stay after school.' }, { alone: 'yes' });
      await writePart(worker, 'lived.2', { day: 'Poppy is carried from room to room by her sister and goes quiet when a man speaks.', words: 'She points at the door and says “no”.', not_alone_why: 'She is three and would not leave Orla; the nursery watched her play.' }, { alone: 'no' });
      await visit(worker, `${assessment}/mirror`);
      await look(worker);
      await follow(worker, /the same/);
      await look(worker, ...pictured('56-assessment-alike'));
      assert.ok((await worker.locator('mark').count()) >= 2, 'what is the same is marked in both');
      await answer(worker, 'Why do these words stand in both?', say('They get up together; how it is for each follows in their own words.'));
      await submit(worker, 'Save why');
    });

    step('the sign-in ends in the middle of a section, and nothing is lost', async () => {
      await fillPart(worker, 'history', { different: 'No. Each time he left, help ended, and he came back within months.', parents_past: 'Rhona grew up with a father who hit her mother.' });
      await endSignIns(stage, 'social-worker');
      await submit(worker, 'Save and go to the list of sections');
      assert.equal(at(worker), '/sign-in', 'the sign-in had ended');
      await signIn(worker, 'social-worker');
      await visit(worker, `${assessment}/sections/history`);
      for (const [question, back] of [['different', 2], ['parents_past', 1]]) {
        assert.equal(await worker.locator(`[id="history.${question}"]`).inputValue(), typed.at(-back));
      }
      await write(worker, 'history.moves', 'Three homes in four years.');
      await write(worker, 'history.missed', 'We closed twice when it got a little better.');
      await submit(worker, 'Save and go to the list of sections');
    });

    step('a second worker writes in the same section, and both keep every word', async () => {
      const second = await stage.enter(way);
      await signIn(second, 'mash-worker');
      for (const page of [worker, second]) await visit(page, `${assessment}/sections/harm`);
      await write(second, 'harm.past', 'Dominic had a grip mark on his arm; Orla has had two nights away.');
      await write(second, 'harm.harder', 'No money of her own; a two-room flat.');
      await submit(second, 'Save and go to the list of sections');
      await write(worker, 'harm.past', 'All three were in the bath behind a locked door while it happened.');
      await write(worker, 'harm.danger', 'That he comes back at night, that Rhona is hurt worse, and that Orla goes to the man who gave her the telephone.');
      await submit(worker, 'Save and go to the list of sections');
      assert.equal(at(worker), `${assessment}/sections/harm`);
      const main = await textOf(worker.locator('main'));
      assert.match(main, /Someone else saved this section/);
      await look(worker, ...pictured('57-assessment-two-editors'));
      assert.equal(await worker.locator('[id="harm.harder"]').inputValue(), typed.at(-3), 'an answer that only they wrote stands in the form');
      assert.ok(main.includes(typed.at(-4)), 'theirs is shown');
      await worker.locator('[id="harm.past"]').fill(`${typed.at(-2)} ${typed.at(-4)}`);
      await submit(worker, 'Save and go to the list of sections');
      assert.equal(at(worker), assessment);
      await stage.leave(second);
    });

    step('the server is killed while somebody writes, and nothing that was kept is lost', async () => {
      await fillPart(worker, 'cumulative', { trend: 'Round in circles: four peaks in four years, each after help had ended.' });
      if (way === 'wide') {
        const kept = worker.waitForResponse((response) => response.url().includes('/drafts/keep/') && response.ok());
        await worker.locator('[id="cumulative.trend"]').blur();
        await kept;
      } else {
        // Without scripts a draft is made when the form is sent: it is sent, and the page that follows is never seen.
        await submit(worker, 'Save and go to the list of sections');
      }
      if (demo) {
        await demo.kill();
        await demo.begin();
      }
      await visit(worker, `${assessment}/sections/cumulative`);
      assert.equal(await worker.locator('[id="cumulative.trend"]').inputValue(), typed.at(-1));
      await write(worker, 'cumulative.effect', 'Poppy has few words; Dominic flinches.');
      await submit(worker, 'Save and go to the list of sections');
    });

    step('every carer, what must happen, other readings, and the decision', async () => {
      await visit(worker, assessment);
      const people = await worker.locator('a[href*="/sections/carer."]').count();
      assert.ok(people >= 4, `mother, two fathers and the new friend: ${people}`);
      for (let place = 0; place < people; place += 1) {
        const known = place !== people - 1;
        if (known) {
          await writePart(worker, `carer.${place}`, { now: `Care as seen in visit ${place}: meals on most days, no safety at night.`, for: `What speaks for person ${place}: the children run to them.`, against: `What speaks against person ${place}: promises that did not hold.` });
        } else {
          await writePart(worker, `carer.${place}`, { missing_why: 'Nobody would give a surname; the police are asked.' });
        }
        await writePart(
          worker,
          `capacity.${place}`,
          { must_change: `Person ${place} is there, sober, at bedtime on school nights.`, tried: `The programme, four months, for person ${place}; then it stopped.`, test: `Six weeks for person ${place}, seen by the health visitor.` },
          { judgement: !known ? 'not_assessed' : 'willing_unproven', review: dayFromToday(30) },
        );
      }
      await writePart(worker, 'place', { wider: 'Maureen has beds for all three.' });
      await writePart(worker, 'anything', {}, { needed: 'yes' });
      await visit(worker, `${assessment}/sections/need`);
      await fillNeed(worker, 0, ['All three', 'They sleep through the night without listening for him.', 'Rhona Larkwhistle', 'Orla says so, and is in school by nine on ten days of two weeks.', 'They stay with Maureen from that day, and we meet the lawyers.']);
      await submit(worker, 'Add another thing that needs to happen');
      await fillNeed(worker, 1, ['Orla', 'She has a grown-up of her own to ring.', 'Nkechi Sorensen', 'Orla names them.', 'The exploitation team takes it over.']);
      await look(worker);
      await submit(worker, 'Save and go to the list of sections');
      await writePart(worker, 'views', { alternative: 'That Rhona is as afraid as the children, and not unwilling.', family: 'Rhona agrees; Stuart says that nothing happened.', agencies: 'School and police agree.', dissent: 'Nobody.' });
      for (const place of ['0', '1', '2']) {
        await visit(worker, `${assessment}/sections/decision.${place}`);
        await tick(worker, `decision.${place}.in_need`, 'yes');
        await worker.locator(`input[name="decision.${place}.outcome"][value="prov_of_services"]`).check();
        await write(worker, `decision.${place}.reasons`, `For child ${place}: the pattern of the past (B), the danger (C) and a test that is still to come (E).`);
        for (const factor of ['3A', '3B']) await worker.locator(`input[name="decision.${place}.factors"][value="${factor}"]`).check();
        await submit(worker, 'Save and go to the list of sections');
      }
      await look(worker);

      async function fillNeed(page, number, [who, outcome, by, measure, ifNot]) {
        for (const [question, words] of Object.entries({ child: who, outcome, who: by, measure, contingency: ifNot })) {
          await write(page, `need.${number}.${question}`, words);
        }
        await fillDay(page, `need.${number}.when`, dayFromToday(28));
      }
    });

    step('it is put before a manager, with the reasons of what is missing', async () => {
      await submit(worker, 'Put it before a manager');
      await look(worker, ...pictured('60-assessment-submit'));
      await submit(worker, 'Put it before a manager');
      assert.match(await textOf(worker.locator('.govuk-error-summary')), /Put it right or say why not/);
      for (const area of await worker.locator('textarea[id^="why-"]').all()) await area.fill(say(`Not yet, since the family asked for time (${typed.length}).`));
      await submit(worker, 'Put it before a manager');
      assert.equal(at(worker), assessment, await textOf(worker.locator('main')));
      assert.match(await textOf(worker.locator('main')), /Waiting to be authorised/);
    });

    step('the manager reads with the mirror, comments at the place and sends it back', async () => {
      manager = await stage.enter(way);
      await signIn(manager, 'team-manager');
      await visit(manager, '/assessments');
      await look(manager);
      await visit(manager, `${assessment}/authorise`);
      await look(manager, ...pictured('62-assessment-authorise'));
      await visit(manager, `${assessment}/read`);
      await look(manager);
      await follow(manager, /^Comment on: What are we worried will happen/);
      await look(manager);
      await answer(manager, 'What should be thought about again?', say('How likely is it this month, and what would tell us?'));
      await submit(manager, 'Save the comment');
      await visit(manager, `${assessment}/authorise`);
      await manager.locator('#why').fill(say('Good work. Say how likely the danger is before I sign.'));
      await submit(manager, 'Send it back');
      assert.match(await textOf(manager.locator('main')), /Sent back/);
    });

    step('the worker answers the comment and puts it forward again', async () => {
      await visit(worker, `${assessment}/sections/harm`);
      await write(worker, 'harm.fact', 'Fact: the arm, the door, the bath. Opinion: that he will come.');
      await submit(worker, 'Save, and answer this comment');
      await look(worker);
      await answer(worker, 'What did you do about it, or why nothing?', say('Added: every month for a year, most on Thursdays.'));
      await submit(worker, 'Answer the comment');
      await visit(worker, `${assessment}/submit`);
      for (const area of await worker.locator('textarea[id^="why-"]').all()) await area.fill(say(`As before: asked for and not yet there (${typed.length}).`));
      await submit(worker, 'Put it before a manager');
      assert.equal(at(worker), assessment, await textOf(worker.locator('main')));
    });

    step('the manager authorises it, and the family is told', async () => {
      await visit(manager, `${assessment}/authorise`);
      await submit(manager, 'Authorise');
      await look(manager);
      await manager.getByRole('checkbox', { name: /^I looked at the quality mirror/ }).check();
      await manager.locator('#reasons').fill(say('The past was used, each child speaks, and there is a test with an end. Less would be what failed before.'));
      await submit(manager, 'Authorise');
      assert.equal(at(manager), assessment, await textOf(manager.locator('main')));
      await visit(worker, `${assessment}/told`);
      await look(worker);
      for (const [whom, name] of [['The family', 'Rhona'], ['The child', 'Orla'], ['Agency that took part', 'Harbour Academy']]) {
        await visit(worker, `${assessment}/told`);
        await pick(worker, 'Who?', whom);
        await worker.locator('#told_name').fill(name);
        await pick(worker, 'How?', 'Talked through with them, and in writing');
        await worker.locator('#told_on').fill(dayFromToday(0));
        await worker.locator('#told_words').fill(say(`${name} read it and said what was right and wrong in it.`));
        await submit(worker, 'Write it down');
      }
      await look(worker);
    });

    step('the family and the file get it as PDF and as Word', async () => {
      for (const [whom, name, purpose] of [
        ["The council's own file", '', 'The paper file'],
        ['Somebody of the family', 'Rhona Larkwhistle', 'So that they know what we think and what happens'],
      ]) {
        await visit(worker, `${child}/documents`);
        await submit(worker, 'Compose a document');
        await pick(worker, 'What is it?', `Assessment ${reference}`);
        await worker.getByRole('radio', { name: whom, exact: true }).check();
        await worker.locator('#name').fill(name);
        if (name) await pick(worker, 'Who on the record is it?', name);
        await pick(worker, 'What is it for?', purpose);
        await submit(worker, 'Compose it');
        assert.match(at(worker), /^\/documents\/[0-9a-f]{32}$/, await textOf(worker.locator('main')));
        await submit(worker, 'Give it, as shown here');
        await answer(worker, 'How is it given, and into whose hands?', say(`Printed and put into the hands of ${name || 'the archive'}`));
        await submit(worker, 'I have looked at it as it goes: give it');
        assert.ok(plainly(await textOf(worker.locator('main'))).includes(typed.at(-1)));
        await look(worker);
        const pdf = await taken(worker, 'Take the PDF', 'application/pdf');
        assert.match(pdf.subarray(0, 8).toString('latin1'), /^%PDF-/);
        assert.match(pdf.subarray(-16).toString('latin1'), /%%EOF/);
        const word = await taken(worker, 'Take the Word file', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');
        const inIt = wordsOfWord(word);
        if (!name) assert.deepEqual(answers.filter((words) => !inIt.includes(plainly(words))), [], 'every answer stands in the Word file');
        else assert.ok(inIt.includes('What we found, and what happens now'), inIt);
      }
    });

    step('every word that anybody typed is in the record', async () => {
      let all = '';
      for (const below of ['', '/read', '/history', '/mirror']) {
        await visit(worker, `${assessment}${below}`);
        all += ` ${plainly(await textOf(worker.locator('main')))}`;
      }
      for (const given of await links(worker, `${child}/documents`, 'a[href^="/documents/"]')) {
        await visit(worker, given);
        all += ` ${plainly(await textOf(worker.locator('main')))}`;
      }
      const lost = typed.filter((words) => !all.includes(plainly(words)));
      assert.deepEqual(lost, [], 'nothing is lost');
      assert.ok(typed.length > 60, `${typed.length} texts were typed`);
      await stage.leave(worker, manager);
    });
  });
}

/** Chooses one of a question's choices by its value, or fills its day. */
async function tick(page, name, value) {
  const choice = page.locator(`input[name="${name}"][value="${value}"]`);
  if ((await choice.count()) > 0) return choice.check();
  return fillDay(page, name, value);
}

/** Fills the boxes of a day. */
async function fillDay(page, name, words) {
  const [day, month, year] = words.split(' ');
  for (const [part, text] of Object.entries({ day, month, year })) await page.locator(`input[name="${name}.${part}"]`).fill(text);
}

/** Where the links of a page lead. */
async function links(page, where, which) {
  await visit(page, where);
  return page.locator(which).evaluateAll((found) => [...new Set(found.map((link) => link.getAttribute('href')))]);
}

/** A file that a link gives. */
async function taken(page, name, kind) {
  const link = page.locator('main').getByRole('link', { name, exact: true });
  const given = await page.request.get(address + (await link.getAttribute('href')));
  assert.equal(given.status(), 200);
  assert.equal(given.headers()['content-type'], kind);
  assert.match(given.headers()['content-disposition'], /^attachment; filename="?D-/);
  return given.body();
}

/** Every word of a Word file: its main part, which is packed as in any zip file, without its marks. */
function wordsOfWord(file) {
  const name = 'word/document.xml';
  for (let head = file.indexOf('PK\u0003\u0004', 0, 'latin1'); head >= 0; head = file.indexOf('PK\u0003\u0004', head + 4, 'latin1')) {
    const [called, extra] = [file.readUInt16LE(head + 26), file.readUInt16LE(head + 28)];
    if (file.subarray(head + 30, head + 30 + called).toString() !== name) continue;
    const data = file.subarray(head + 30 + called + extra);
    const text = file.readUInt16LE(head + 8) === 0 ? data.subarray(0, file.readUInt32LE(head + 18)) : inflateRawSync(data);
    const words = text.toString().replace(/<\/w:p>/g, ' ').replace(/<[^>]*>/g, '');
    return plainly(words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&'));
  }
  return assert.fail(`the file has no ${name}`);
}

/** Ends every sign-in of a person from another machine. */
async function endSignIns(stage, person) {
  const elsewhere = await stage.enter('wide');
  await signIn(elsewhere, person);
  await visit(elsewhere, '/account/sign-out-everywhere');
  await submit(elsewhere, 'Sign out everywhere');
  await stage.leave(elsewhere);
}
