// Exit this page, with Escape three times as well as GOV.UK's Shift three times, and nothing left behind the Back button.

const TOGETHER_MS = 5_000;

export function improve(component) {
  const link = component.querySelector(".govuk-js-exit-this-page-button");
  if (!link) return;
  let presses = [];
  let leaving = false;

  function leave() {
    leaving = true;
    document.body.replaceChildren();
    document.title = "";
    location.replace(link.href);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = presses.filter((time) => now - time < TOGETHER_MS);
    presses.push(now);
    if (presses.length >= 3 && !leaving) leave();
    // To the browser, Escape means "stop loading": one press too many would keep somebody here.
    if (leaving) event.preventDefault();
  });
}
