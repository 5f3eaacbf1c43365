// A council moves in: a list of people is brought at the terminal while the council's day goes on; every row is a proposal, looked at, accepted, refused, and
// all of a kind taken at once; the record says where its facts came from; the whole is taken back, and the next file is read as if it had never been.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

import { answer, at, follow, journey, look, ownDemo, signIn, story, submit, textOf, visit } from '../harness.mjs';

const LIST = `id,given name,family name,date of birth,postcode,shoe size
M1,Wrenna,Oakhollow,2015-05-04,ZZ99 3AA,31
M2,Ivo,Oakhollow-Ní Bhraonáin,2017-02-01,ZZ99 3AA,28
M3,Una,Oakhollow,soon,ZZ99 3AA,27
`;
const program = process.env.FRONTDOOR_PROGRAM;

journey('a council moves in', (stage) => {
  // Whoever walks without a program of their own has no terminal beside it.
  if (!program) return;
  const step = story();
  let folder = '';
  let demo = null;
  let administrator = null;
  let bare = null;
  let place = '';
  after(async () => {
    await demo?.end();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** Brings the list at the terminal; answers with what was printed. */
  const bring = (...more) => {
    const { status, stdout, stderr } = spawnSync(program, ['import', 'people', path.join(folder, 'people.csv'), '--data', demo.data, ...more], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout;
  };

  step('a list is brought at the terminal while others work', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'frontdoor-moving-'));
    demo = await ownDemo();
    await writeFile(path.join(folder, 'people.csv'), LIST);
    const said = bring();
    assert.match(said, /shoe size/, 'a column that means nothing is named');
    administrator = await stage.enter('wide');
    bare = await stage.enter('bare');
    await signIn(administrator, 'administrator');
    await signIn(bare, 'administrator');
  });

  step('what it says is looked at, row by row', async () => {
    for (const page of [administrator, bare]) {
      await visit(page, '/imports');
      await look(page, page === bare ? '' : '48-imports', '48-imports-phone');
      await follow(page, 'people.csv');
      place = at(page);
      await look(page, page === bare ? '' : '49-import', '49-import-phone');
      const words = await textOf(page.locator('main'));
      for (const expected of ['Wrenna Oakhollow', 'New to the record, waiting: 3', '“soon” is no day', 'SHA-256']) {
        assert.ok(words.includes(expected), `${expected} is said`);
      }
    }
  });

  step('one is accepted without scripts, one refused, and neither is decided twice', async () => {
    await visit(bare, `${place}/proposals/1`);
    await submit(bare, 'Decide');
    assert.match(await textOf(bare.locator('.govuk-error-summary')), /Say what should happen/);
    await look(bare);
    await bare.getByRole('radio', { name: /nobody on the record/ }).check();
    await submit(bare, 'Decide');
    assert.equal(at(bare), place);
    await visit(administrator, `${place}/proposals/2`);
    await look(administrator, '50-proposal', '50-proposal-phone');
    await administrator.getByRole('radio', { name: /Refuse/ }).check();
    await submit(administrator, 'Decide');
    await visit(bare, place);
    const words = await textOf(bare.locator('main'));
    assert.match(words, /New to the record, accepted: 1/);
    assert.match(words, /New to the record, refused: 1/);
  });

  step('the whole is taken back with a reason, and the same list comes again', async () => {
    await visit(administrator, `${place}/take-back`);
    await answer(administrator, 'Why', 'The wrong list');
    await submit(administrator, /^Take/);
    assert.equal(at(administrator), place);
    await look(administrator);
    const words = await textOf(administrator.locator('main'));
    assert.match(words, /The wrong list/);
    assert.match(bring('--accept'), /3/);
    await visit(administrator, '/imports');
    assert.equal(await administrator.locator('main').getByRole('link', { name: 'people.csv' }).count(), 2);
  });

  step('nobody had hidden trouble', () => stage.leave(administrator, bare));
});
