// What several journeys do alike, as the people in it do it: fields by their questions, buttons by their words.

import { answer, at, choose, submit, visit } from './harness.mjs';

const firstNames = ['Isla', 'Rowan', 'Priya', 'Leon', 'Maya', 'Tomasz', 'Amira', 'Finlay'];
const beginnings = ['Brindle', 'Thistle', 'Fallow', 'Marigold', 'Winter', 'Bramble', 'Linnet', 'Copper'];
const endings = ['thorpe', 'croft', 'mere', 'stead', 'worth', 'hollow', 'marsh', 'ridge'];

const oneOf = (list) => list[Math.floor(Math.random() * list.length)];

/**
 * A family that nobody in the demo has met, with invented names. `misspelt` is the known child's name as somebody
 * else might write it.
 */
export function family() {
  const surname = oneOf(beginnings) + oneOf(endings);
  const [known, sibling] = [oneOf(firstNames), 'Kit'];
  const year = 2013 + Math.floor(Math.random() * 9);
  const day = 1 + Math.floor(Math.random() * 27);
  return {
    known: `${known} ${surname}`,
    misspelt: `${known} ${surname.slice(0, 3)}${surname.slice(4)}`,
    sibling: `${sibling} ${surname}`,
    born: `${day} 3 ${year}`,
    parts: { Day: `${day}`, Month: '3', Year: `${year}` },
    mother: `Joanna ${surname}`,
    address: `${2 + Math.floor(Math.random() * 400)} ${oneOf(beginnings)} Row, Northbridge`,
  };
}

/** An officer types a telephone call in and saves it: a neighbour worries about the known child. Ends at the contact's page. */
export async function takeCall(page, family) {
  await visit(page, '/contacts/new');
  await fillCall(page, family);
  await submit(page, 'Save as contact');
  return at(page);
}

/** Fills the page for a new contact, as far as a short call fills it. */
export async function fillCall(page, family) {
  await choose(page, 'Is any child in danger now?', 'No');
  await choose(page, 'Who is contacting us?', 'Family or public');
  await choose(page, 'Which? Family or public', 'Individual: acquaintance (including neighbours and child minders)');
  await answer(page, 'Their name', 'Bernard Quill');
  await answer(page, 'A number to ring back', '01632 960321');
  const child = page.getByRole('group', { name: 'Child 1', exact: true });
  await answer(child, 'Name', family.known);
  await answer(child, 'Date of birth, or age', family.born);
  await answer(child, 'Where is the child now?', 'At home with her mother');
  await answer(child, 'Address', family.address);
  await answer(child, 'School, nursery or college', 'Elm Grove Primary');
  await answer(page, 'What was seen or heard, by whom, and when?', 
    'Mr Quill heard shouting through the wall on Saturday evening, and a child crying for about ten minutes.',
  );
}

/** Says that the first child whose place is given is somebody new. Ends at the contact's page. */
export async function saysNew(page, contact, place = 0) {
  await visit(page, `${contact}/children/${place}`);
  await submit(page, 'Somebody new');
}

/** A day from today, as people type it. */
export function dayFromToday(days) {
  const day = new Date(Date.now() + days * 86_400_000);
  return `${day.getDate()} ${day.getMonth() + 1} ${day.getFullYear()}`;
}
