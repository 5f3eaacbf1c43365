// A council's own form about a child: looked at in the pack, filled in on the record, kept, finished, commented on, printed. Nobody programmed it.

import assert from 'node:assert/strict';

import { family as newFamily, saysNew, takeCall } from '../acts.mjs';
import { answer, at, choose, follow, inEachWay, journey, look, signIn, submit, visit } from '../harness.mjs';

journey('a council’s own form', (stage) => {
  inEachWay(stage, 'is looked at, filled in, commented on and printed', async (page, way) => {
    await signIn(page, 'officer');
    await visit(page, '/practice');
    await follow(page, 'The forms, as they look and on paper');
    await look(page);
    await follow(page, 'Young carer’s conversation');
    await look(page, way === 'wide' ? 'form-preview' : '', way === 'narrow' ? 'form-preview-phone' : '');
    await follow(page, 'On paper');
    await look(page, way === 'wide' ? 'form-paper' : '');

    const contact = await takeCall(page, newFamily());
    await saysNew(page, contact);
    const child = await page.locator('main a[href^="/children/"]').first().getAttribute('href');
    await visit(page, `${child.split('?')[0].split('/').slice(0, 3).join('/')}/forms`);
    await follow(page, 'Young carer’s conversation');
    await answer(page, 'Whom does the child look after?', 'Her mother');
    await page.getByRole('checkbox', { name: 'Medicine', exact: true }).check();
    await submit(page, 'Save and finish');
    assert.match(await page.title(), /^Error:/);
    await look(page);
    await answer(page, 'What does the child want to be different?', 'To go swimming on Fridays');
    await choose(page, 'May we talk with the family about it?', 'Only with the child there');
    await submit(page, 'Save and finish');
    await look(page);
    await page.locator('main').getByRole('link', { name: /^Comment on the answer care.whom/ }).click();
    await answer(page, 'What should be thought about again?', 'Since when?');
    await submit(page, 'Save the comment');
    await look(page, way === 'wide' ? 'form-answered' : '', way === 'narrow' ? 'form-answered-phone' : '');
    assert.match(at(page), /\/forms\/[0-9a-f]{32}/);
    await follow(page, 'On paper');
    await look(page);
  });
});
