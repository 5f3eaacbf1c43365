// Starts GOV.UK's components and, where a page asks for them by its markup, our own. Every page works without any of this.
import { improve as exitByEscape } from "./exit.js";
import * as govuk from "./govuk-frontend.min.js";

// ARIA allows no aria-expanded on a radio button: the question it opens follows it in the page, which is enough.
class Radios extends govuk.Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

const components = [
  govuk.Button,
  govuk.CharacterCount,
  govuk.Checkboxes,
  govuk.ErrorSummary,
  govuk.ExitThisPage,
  govuk.FileUpload,
  govuk.NotificationBanner,
  govuk.PasswordInput,
  Radios,
  govuk.ServiceNavigation,
  govuk.SkipLink,
  govuk.Tabs,
];

for (const component of components) {
  govuk.createAll(component);
}

// The way out is ready as soon as the page is: on a slow line, whoever needs it has no time for one more script.
document.querySelectorAll(".govuk-exit-this-page").forEach((element) => exitByEscape(element));

const improvements = [
  ["form[data-draft-url]", "./autosave.js"],
  ["[data-session-expires-in]", "./session.js"],
  ["[data-matches-url]", "./matches.js"],
  ["form[data-slider]", "./slider.js"],
  ["[data-live]", "./live.js"],
];

for (const [selector, module] of improvements) {
  const elements = document.querySelectorAll(selector);
  if (elements.length > 0) {
    import(module).then(({ improve }) => elements.forEach((element) => improve(element)));
  }
}
