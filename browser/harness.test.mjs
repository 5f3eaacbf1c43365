// The harness itself: each check must find the fault it is there to find.

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';

import { Stage, check, checkAccessible, checkShape, checkSideways, press, tabTo, typeInto } from './harness.mjs';

const good = page('<main><h1>Good</h1><label for="a">Name</label><input id="a"><button>Go</button></main>');

const pages = {
  '/good': good,
  '/no-label': page('<main><h1>No label</h1><input id="a"></main>'),
  '/too-wide': page('<main><h1>Too wide</h1><div style="width:600px">wide</div></main>'),
  '/two-headings': page('<main><h1>One</h1><h1>Two</h1></main>'),
  '/covered': page('<main><h1>Covered</h1><a href="/good">Go</a></main><div style="position:fixed;inset:0;background:#fff"></div>'),
  '/script-fails': page('<main><h1>Fails</h1><script>throw new Error("on purpose")</script></main>'),
  '/stranger': page('<main><h1>Stranger</h1><img alt="" src="http://127.0.0.1:9/picture.png"></main>'),
  '/form': page('<main><h1>Form</h1><form action="/sent"><label for="a">Name</label><input id="a" name="a"><button>Send</button></form></main>'),
  '/sent': page('<main><h1>Sent</h1></main>'),
};

function page(body) {
  return `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;
}

describe('the harness', () => {
  const stage = new Stage();
  let server;
  let here;

  before(async () => {
    server = http.createServer((request, response) => {
      const found = pages[new URL(request.url, 'http://here').pathname];
      const status = found === undefined ? 500 : 200;
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(found ?? page('<h1>Broken</h1>'));
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    here = `http://127.0.0.1:${server.address().port}`;
    await stage.open();
  });

  after(async () => {
    await stage.close();
    server.close();
  });

  async function at(where, way = 'wide') {
    const page = await stage.enter(way);
    await page.goto(here + where);
    return page;
  }

  for (const way of ['wide', 'narrow', 'plain']) {
    test(`a good page passes (${way})`, async () => {
      const page = await at('/good', way);
      await check(page);
      await stage.leave(page);
    });
  }

  const faults = [
    ['a field without a label', '/no-label', 'wide', checkAccessible],
    ['a page wider than a phone', '/too-wide', 'narrow', checkSideways],
    ['two main headings', '/two-headings', 'plain', checkShape],
    ['a focus that cannot be seen', '/covered', 'wide', (page) => tabTo(page, page.getByRole('link'))],
    ['a button out of reach', '/good', 'wide', (page) => tabTo(page, page.locator('h1'), 5)],
    ['a script that fails', '/script-fails', 'wide', (page) => stage.leave(page)],
    ['a page that asks a stranger', '/stranger', 'wide', (page) => stage.leave(page)],
    ['a page that breaks', '/nowhere', 'plain', (page) => stage.leave(page)],
  ];
  for (const [fault, where, way, find] of faults) {
    test(`${fault} is found`, async () => {
      const page = await at(where, way);
      await assert.rejects(find(page), assert.AssertionError);
      await page.context().close();
    });
  }

  test('a form can be sent by the keyboard alone', async () => {
    const page = await at('/form');
    await typeInto(page, page.getByLabel('Name'), "O'Brien");
    await press(page, page.getByRole('button'));
    assert.equal(new URL(page.url()).searchParams.get('a'), "O'Brien");
    await stage.leave(page);
  });
});
