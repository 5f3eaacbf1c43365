// A council's own form about a child, written as docs/forms.md says and by nothing else: its mistake is named with its line; it is looked at in the pack and on
// paper, filled in on the record in every way in which people meet a page, finished, commented on, printed. Then a question of it changes: the old answer keeps
// the question it was given to, and the next child is asked the new one. Nobody programmed it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

import { answer, at, choose, follow, journey, look, ownDemo, signIn, story, submit, textOf, visit, ways } from '../harness.mjs';

const FORM = `# Written by the head of early help with docs/forms.md beside her.
id = "getting_to_school"
version = 1
title = "Getting to school"
guidance = "Ask the child first. Ten minutes are enough."
offered = "child"

[[section]]
id = "way"
title = "The way there"

[[section.question]]
id = "school"
kind = "short_text"
label = "Which school is it?"
prefill = "child.school"
owner = "Head of early help"
why = "Nobody types what the record knows."

[[section.question]]
id = "how"
kind = "on"
label = "How does the child get there?"
guidance = "Ask about yesterday, and then whether every day is like that."
needed = "submit"
not_known = true
owner = "Head of early help"
why = "Lateness is counted each term by the partnership."
choices = [
    { value = "foot", words = "On foot" },
    { value = "bus", words = "By bus" },
    { value = "driven", words = "Somebody drives", hint = "Also a taxi" },
]

[[section.question]]
id = "driver"
kind = "short_text"
label = "Who drives?"
needed = "submit"
when = { question = "how", is = "driven" }
owner = "Head of early help"
why = "Who has the care of the child on the way."

[[section.question]]
id = "minutes"
kind = "number"
label = "How many minutes does it take?"
min = 0
max = 240
owner = "Head of early help"
why = "A way of more than an hour is looked at with the school."

[[section.question]]
id = "says"
kind = "long_text"
label = "What does the child say about it?"
hint = "In the child's own words"
needed = "submit"
owner = "Head of early help"
why = "The child's own voice."

[[section]]
id = "feel"
title = "How it feels"
bands = [{ from = 0, words = "easy" }, { from = 2, words = "look closer" }]

[[section.question]]
id = "dark"
kind = "one"
label = "Is any of it in the dark?"
owner = "Head of early help"
why = "Safety on the way."
choices = [
    { value = "no", words = "None of it", weight = 0 },
    { value = "yes", words = "Some of it", weight = 1 },
]

[[section.question]]
id = "alone"
kind = "one"
label = "Does the child go alone?"
owner = "Head of early help"
why = "Safety on the way."
choices = [
    { value = "no", words = "With somebody", weight = 0 },
    { value = "yes", words = "Alone", weight = 1 },
]
`;
const LINE = 1 + FORM.split('\n').indexOf('kind = "on"');
const RIGHT = FORM.replace('kind = "on"', 'kind = "one"');
const CHANGED = RIGHT.replace('"By bus"', '"By bus, train or tram"');
const program = process.env.FRONTDOOR_PROGRAM;

journey('a council’s own form, from the documentation to the record', (stage) => {
  // Whoever walks without a program of their own has no pack to put a form into.
  if (!program) return;
  const step = story();
  let folder = '';
  let demo = null;
  let child = '';
  let form = '';
  after(async () => {
    await demo?.end();
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  const file = (name, of = 'our-pack') => path.join(folder, of, 'forms', `${name}.toml`);

  /** Begins one on the child's record; those that were filled in stand above it under the same name. */
  const begin = async (page) => {
    await visit(page, `${child}/forms`);
    await Promise.all([page.waitForEvent('load'), page.locator('main a[href$="/forms/new/getting_to_school"]').click()]);
  };

  /** What the program says of a pack, in the folder where the council keeps it. */
  const checked = (...more) => {
    const { status, stdout, stderr } = spawnSync(program, ['pack', 'check', 'our-pack', ...more], { cwd: folder, encoding: 'utf8' });
    return { whole: status === 0, said: stdout + stderr };
  };

  step('it is written, and its mistake is named with its line', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'frontdoor-pack-'));
    await cp(path.resolve('../packs/england'), path.join(folder, 'our-pack'), { recursive: true });
    await writeFile(file('getting_to_school'), FORM);
    const wrong = checked();
    assert.equal(wrong.whole, false);
    assert.match(wrong.said, new RegExp(`our-pack/forms/getting_to_school\\.toml:${LINE}: There is no kind of question called “on”\\. Did you mean “one”\\?`));
    await writeFile(file('getting_to_school'), RIGHT);
    assert.equal(checked().whole, true, checked().said);
  });

  step('it stands among the forms of the pack, as it will look and on paper', async () => {
    demo = await ownDemo({ pack: path.join(folder, 'our-pack') });
    const worker = await stage.enter('wide');
    await signIn(worker, 'social-worker');
    await visit(worker, '/practice');
    await follow(worker, 'The forms, as they look and on paper');
    await look(worker);
    await follow(worker, 'Getting to school');
    await look(worker);
    await follow(worker, 'On paper');
    await look(worker);
    await visit(worker, '/search');
    await worker.getByRole('searchbox', { name: /^Name, date of birth/ }).fill('Orla Larkwhistle');
    await submit(worker, 'Search');
    await follow(worker, 'Orla Larkwhistle');
    [child] = at(worker).match(/^\/children\/[0-9a-f]{32}/);
    await stage.leave(worker);
  });

  for (const way of Object.keys(ways)) {
    step(`it is filled in on a child’s record, finished, commented on and printed (${way})`, async () => {
      const page = await stage.enter(way);
      await signIn(page, 'social-worker');
      await begin(page);
      assert.equal(await page.getByRole('textbox', { name: 'Which school is it?', exact: true }).inputValue(), 'Harbour Academy');
      await choose(page, 'How does the child get there?', 'By bus');
      await answer(page, 'How many minutes does it take?', '300');
      await submit(page, 'Save and finish');
      assert.match(await page.title(), /^Error:/);
      await look(page);
      assert.equal(await page.getByRole('radio', { name: 'By bus', exact: true }).isChecked(), true, 'what was chosen stands there still');
      await answer(page, 'How many minutes does it take?', '50');
      await answer(page, 'What does the child say about it?', 'The last bus is at four, and I count the stops.');
      await choose(page, 'Is any of it in the dark?', 'Some of it');
      await choose(page, 'Does the child go alone?', 'Alone');
      await submit(page, 'Save and finish');
      assert.match(at(page), /\/forms\/[0-9a-f]{32}/, await textOf(page.locator('main')));
      assert.match(await textOf(page.locator('main')), /look closer/, 'what the sum is called');
      await follow(page, /^Comment on the answer way.says/);
      await answer(page, 'What should be thought about again?', 'Who waits with her at four?');
      await submit(page, 'Save the comment');
      await look(page);
      form = at(page);
      await follow(page, 'On paper');
      await look(page);
      assert.match(await textOf(page.locator('main')), /I count the stops/);
      await stage.leave(page);
    });
  }

  step('a question changes: the check wants the old one kept, old answers keep it, and the next child is asked the new one', async () => {
    await cp(path.join(folder, 'our-pack'), path.join(folder, 'as-it-was'), { recursive: true });
    await writeFile(file('getting_to_school'), CHANGED);
    const wrong = checked('--was', 'as-it-was');
    assert.equal(wrong.whole, false);
    assert.match(wrong.said, /Version 1 of this form was already in use and its questions are others now: “way\.how”/);
    await cp(file('getting_to_school', 'as-it-was'), file('getting_to_school.1'));
    await writeFile(file('getting_to_school'), (await readFile(file('getting_to_school'), 'utf8')).replace('version = 1', 'version = 2'));
    assert.equal(checked('--was', 'as-it-was').whole, true, checked('--was', 'as-it-was').said);
    await demo.kill();
    await demo.begin();
    const worker = await stage.enter('wide');
    await signIn(worker, 'social-worker');
    await visit(worker, form);
    await look(worker);
    const old = await textOf(worker.locator('main'));
    assert.match(old, /By bus/);
    assert.doesNotMatch(old, /train or tram/);
    await begin(worker);
    assert.equal(await worker.getByRole('radio', { name: 'By bus, train or tram', exact: true }).count(), 1);
    await stage.leave(worker);
  });
});
