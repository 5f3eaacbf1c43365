// Starts GOV.UK's components and, where a page asks for them by its markup, our own. Every page works without any of this.
import { initAll } from "./govuk-frontend.min.js";

initAll();

const improvements = [
  ["form[data-draft-url]", "./autosave.js"],
  ["[data-session-expires-in]", "./session.js"],
  [".govuk-exit-this-page", "./exit.js"],
  ["[data-matches-url]", "./matches.js"],
  ["form[data-slider]", "./slider.js"],
];

for (const [selector, module] of improvements) {
  const elements = document.querySelectorAll(selector);
  if (elements.length > 0) {
    import(module).then(({ improve }) => elements.forEach((element) => improve(element)));
  }
}
