// Every room of the hub, of child protection and of the work with a child, looked at by those whose it is: agencies, meetings, the night, notifications,
// thresholds, consistency, the watch, discussions, enquiries, conferences, powers and plans; a child's story, closings, audits, calibration and quality; what
// the nation asks for. What somebody does in them is walked elsewhere; here each page, and the first of whatever it lists, is as it must be at both widths.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { at, journey, look, signIn, visit } from '../harness.mjs';

/** Who looks at what. A second item: which of the page's links is followed as well, by how its address begins, and the picture's name. */
const ROOMS = {
  'mash-worker': [['/hub', '', '31-hub', '31-hub-phone'], ['/hub', '/enquiries/']],
  'mash-manager': [
    ['/hub/measures'],
    ['/meetings', '/meetings/MEETING', '32-meeting', '32-meeting-phone'],
    ['/meetings/measures'],
    ['/notifications', '/notifications/batches'],
    ['/acceptances', '/acceptances/ID'],
    ['/thresholds', '/thresholds/'],
    ['/consistency', '', '35-consistency'],
    ['/consistency/readings'],
    ['/second-readings', '/second-readings/ID'],
    ['/agency/contacts'],
    ['/agency/contacts/new'],
  ],
  'service-manager': [
    ['/second-readings', '/second-readings/ID', '34-second-reading'],
    ['/inspection', '/inspection?', '53-inspection', '53-inspection-phone'],
    ['/inspection?list=1', '/inspection/children/ID'],
    ['/data-quality'],
  ],
  'night-worker': [['/tonight', '/cards/', '33-tonight', '33-tonight-phone']],
  'night-manager': [['/morning']],
  'officer': [['/morning', '', '36-morning', '36-morning-phone'], ['/notifications']],
  'police-partner': [['/meetings/mine'], ['/meetings/slots']],
  'housing-partner': [['/'], ['/meetings/mine']],
  'school-administrator': [['/'], ['/agency', '/agency/', '37-agency', '37-agency-phone'], ['/agency/people/new']],
  'administrator': [['/agency-keys'], ['/agency-keys/new'], ['/imports']],
  'analyst': [
    ['/data-quality', '/data-quality?', '51-data-quality', '51-data-quality-phone'],
    ['/data-quality/years'],
    ['/feed', '', '52-feed', '52-feed-phone'],
    ['/feed/send'],
  ],
  'team-manager': [
    ['/watch', '/watch/ID', '38-watch', '38-watch-phone'],
    ['/watch/rules', '', '39-watch-rules'],
    ['/protection', '', '40-protection', '40-protection-phone'],
    ['/strategy', '/strategy/ID', '41-discussion', '41-discussion-phone'],
    ['/strategy/late'],
    ['/strategy/measures'],
    ['/strategy/scorecard', '/strategy/scorecard/behind', '42-scorecard', '42-scorecard-phone'],
    ['/section47', '/section47/ID', '43-section47', '43-section47-phone'],
    ['/conferences', '/conferences/ID', '44-conference', '44-conference-phone'],
    ['/disagreements', '/disagreements/ID', '45-disagreement', '45-disagreement-phone'],
    ['/powers', '/powers/ID', '46-power', '46-power-phone'],
    ['/safety-plans', '/safety-plans/ID', '47-safety-plan', '47-safety-plan-phone'],
    ['/closures', '/closures/ID'],
  ],
  'social-worker': [
    ['/plans', '/plans/ID'],
    ['/case-summaries', '/children/'],
    ['/forms', '/forms/'],
    ['/calibration', '/calibration/ID'],
    ['/practice/sessions', '/practice/sessions/ID'],
  ],
  'principal-social-worker': [
    ['/quality'],
    ['/quality/behind'],
    ['/audits', '/audits/ID'],
    ['/audits/samples', '/audits/samples/ID'],
    ['/calibration/sums'],
    ['/practice/sessions/new'],
  ],
};

/** The pages of one child, below the child's own address. */
const OF_A_CHILD = [
  '/chronology',
  '/chronology/print?format=court',
  '/chronology/for',
  '/chronology/waiting',
  '/chronology/write',
  '/network',
  '/network/add',
  '/summary',
  '/summary/print',
  '/summary/write',
  '/voice',
  '/voice/hear',
  '/documents',
  '/documents/new',
  '/forms',
  '/close',
];

for (const way of ['wide', 'bare']) {
  journey(`every room of the hub is as it must be (${way})`, (stage) => {
    for (const [person, pages] of Object.entries(ROOMS)) {
      test(person, async () => {
        const page = await stage.enter(way);
        await signIn(page, person);
        for (const [room, further, ...names] of pages) {
          const pictured = way === 'wide' ? names : [];
          await visit(page, room);
          const inside = further ? await firstBelow(page, further) : undefined;
          await look(page, ...(inside ? [] : pictured));
          if (!inside) continue;
          await visit(page, inside);
          await look(page, ...pictured);
        }
        await stage.leave(page);
      });
    }

    test('a child whose story is told', async () => {
      const page = await stage.enter(way);
      await signIn(page, 'social-worker');
      // Of that child a letter waits for a second look; from its page one comes to the child.
      const letter = await firstBelow(page, '/documents/ID');
      assert.ok(letter, 'a document waits');
      await visit(page, letter);
      await look(page);
      const child = await firstBelow(page, '/children/ID');
      for (const below of OF_A_CHILD) {
        await visit(page, child + below);
        await look(page);
      }
      await stage.leave(page);
    });
  });
}

/** The first link of the page that begins so; `ID` and `MEETING` stand for a record's number, so that no link to a page of its own is taken. */
async function firstBelow(page, further) {
  const begins = further.replace(/(ID|MEETING)$/, '');
  const wanted = begins === further ? /.*/ : /\/[0-9a-f]{32}$/;
  const links = await page.locator(`main a[href^="${begins}"]`).evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  return links.find((href) => wanted.test(href) && href !== at(page));
}
