// Measures the main pages of a running demo and prints a table: node evidence.mjs http://127.0.0.1:8080 [requests a page]
// KEEP=file keeps the sign-ins; USE=file uses them again, for the same council copied to another engine and served there.
// Latency is what a browser on the same machine waits for the whole answer; pages are asked one after the other, each by somebody who may see it.

import { readFileSync, writeFileSync } from 'node:fs';

const base = process.argv[2] ?? 'http://127.0.0.1:8080';
const times = Number(process.argv[3] ?? 300);

/** One person's browser: cookies kept, redirects followed by hand. */
class Visitor {
  cookies = new Map();

  async ask(path, form) {
    const headers = { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const options = form
      ? { method: 'POST', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form) }
      : { headers };
    const answer = await fetch(base + path, { ...options, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      this.cookies.set(name, value);
    }
    return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') };
  }

  async follow(answer) {
    return answer.to ? this.ask(answer.to) : answer;
  }
}

const hidden = (html, name) => html.match(new RegExp(`name="${name}"[^>]*value="([^"]*)"`))?.[1];

const kept = process.env.USE ? JSON.parse(readFileSync(process.env.USE, 'utf8')) : {};

async function signedIn(user) {
  const visitor = new Visitor();
  if (kept[user]) {
    visitor.cookies.set('__Host-frontdoor', kept[user]);
    return visitor;
  }
  const page = await visitor.ask('/sign-in');
  const password = page.text.match(/name="password" value="([^"]+)"/)?.[1];
  const form = { form: hidden(page.text, 'form') ?? '', user_name: user, password };
  const code = await visitor.follow(await visitor.ask('/sign-in', form));
  const digits = code.text.match(/<strong[^>]*>(\d{6})<\/strong>/)?.[1];
  const done = await visitor.ask('/sign-in/code', { form: hidden(code.text, 'form') ?? '', user, code: digits });
  if (done.status !== 303) throw new Error(`${user} could not sign in: ${done.status}`);
  kept[user] = [...visitor.cookies.values()][0];
  if (process.env.KEEP) writeFileSync(process.env.KEEP, JSON.stringify(kept));
  return visitor;
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

async function measure(name, visitor, path, form) {
  const first = await visitor.ask(path, form);
  if (first.status !== 200) throw new Error(`${name}: ${path} answered ${first.status}`);
  const waits = [];
  for (let asked = 0; asked < times; asked += 1) {
    const begun = performance.now();
    await visitor.ask(path, form);
    waits.push(performance.now() - begun);
  }
  waits.sort((one, other) => one - other);
  const [half, most, nearly] = [0.5, 0.95, 0.99].map((share) => percentile(waits, share).toFixed(1));
  console.log(`| ${name} | ${half} | ${most} | ${nearly} | ${(first.text.length / 1024).toFixed(0)} |`);
}

const officer = await signedIn('officer');
const manager = await signedIn('mash-manager');
const auditor = await signedIn('auditor');
const queue = await officer.ask('/queue');
const contact = queue.text.match(/\/contacts\/[0-9a-f]{32}/)?.[0];
const search = (text) => ({ form: '0'.repeat(32), query: text });
const found = await auditor.ask('/search', search('Exampleton'));
const child = found.text.match(/\/children\/[0-9a-f]{32}/)?.[0];
const today = new Date().toISOString().slice(0, 10);

console.log('| Page | p50 ms | p95 ms | p99 ms | KB |\n|---|---|---|---|---|');
await measure('Sign in', new Visitor(), '/sign-in');
await measure('My work', manager, '/');
await measure('Front door queue', officer, '/queue');
await measure('Queue register', officer, '/queues');
await measure('New contact', officer, '/contacts/new');
await measure('Contact', officer, contact);
await measure('Search by name', auditor, '/search', search('Ava Exampleton 2015'));
await measure('Child’s record', auditor, child);
await measure('Chronology', auditor, `${child}/chronology`);
await measure('Record as known on a day', auditor, `${child}?known=${today}`);
await measure('Who has looked', auditor, `${child}/looked`);

// How long after an act was answered a page that is watched hears of it; nothing where the act was not taken.
async function heard(watcher, enquiry, act) {
  const headers = { cookie: [...watcher.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  const watched = await fetch(`${base}${enquiry}/changes`, { headers });
  const reader = watched.body.getReader();
  const { status } = await act();
  const saved = performance.now();
  for (let told = ''; status === 303 && !told.includes('data:'); ) told += new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  return status === 303 ? [performance.now() - saved] : [];
}

// The hub: as its own people see it.
const worker = await signedIn('mash-worker');
const police = await signedIn('police-partner');
const night = await signedIn('night-worker');
const firstIn = async (visitor, page, pattern) => (await visitor.ask(page)).text.match(pattern)?.[0];
const enquiry = await firstIn(worker, '/hub', /\/enquiries\/[0-9a-f]{32}/);
const meeting = await firstIn(manager, '/meetings', /\/meetings\/[0-9a-f]{32}/);
const asked = await firstIn(police, '/', /\/requests\/[0-9a-f]{32}/);
await measure('Hub board', worker, '/hub');
await measure('Enquiry', worker, enquiry);
await measure('Ask agencies', worker, `${enquiry}/ask`);
await measure('Analyse and recommend', worker, `${enquiry}/analysis`);
await measure('How agencies answer', manager, '/hub/measures');
await measure('A partner’s first page', police, '/');
if (asked) await measure('What a partner is asked', police, asked);
await measure('Meetings', manager, '/meetings');
await measure('A meeting', manager, meeting);
await measure('Tonight', night, '/tonight');
await measure('From the night', officer, '/morning');
await measure('Referrals waiting', manager, '/acceptances');
await measure('Notifications', officer, '/notifications');
await measure('Threshold document', manager, '/thresholds');
await measure('Consistency', manager, '/consistency');

// Each open enquiry is watched by the manager while the worker rates it again: an answer is heard of in the same way.
const board = (await worker.ask('/hub')).text;
const waits = [];
for (const place of new Set(board.match(/\/enquiries\/[0-9a-f]{32}/g))) {
  for (const rating of ['green', 'amber', 'red', 'green', 'amber']) {
    const page = (await worker.ask(`${place}/rating`)).text;
    const fields = { form: hidden(page, 'form') ?? '', version: hidden(page, 'version') ?? '', rating, reason: 'Rated again for the measure.' };
    waits.push(...(await heard(manager, place, () => worker.ask(`${place}/rating`, fields))));
  }
}
waits.sort((one, other) => one - other);
const [half, most] = [0.5, 1].map((share) => percentile(waits, share)?.toFixed(0));
console.log(`\nFrom the answer to whoever saved until a page that is watched hears of it: ${waits.length} times, p50 ${half} ms, at most ${most} ms`);
