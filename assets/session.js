// Warns before a session ends, and lets the person go on (WCAG 2.2.1). Typing keeps a session, because drafts are being saved.
// <div data-session-expires-in="1800" data-session-warn="300" data-session-extend-url="/session/extend" data-session-ended-url="/sign-in">

const SECOND = 1000;

export function improve(element) {
  const { sessionExtendUrl: extendUrl, sessionEndedUrl: endedUrl } = element.dataset;
  const seconds = Number(element.dataset.sessionExpiresIn);
  const warn = Number(element.dataset.sessionWarn ?? 300);
  if (!(seconds > 0)) return;
  const dialog = makeDialog();
  let ends = Date.now() + seconds * SECOND;

  async function extend() {
    try {
      const answer = await fetch(extendUrl, { method: "POST", credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      ends = Date.now() + seconds * SECOND;
      dialog.close();
    } catch {
      dialog.say("We could not keep you signed in. Your draft is kept: sign in again in another tab, then come back.");
    }
  }

  function tick() {
    const left = Math.ceil((ends - Date.now()) / SECOND);
    if (left <= 0) {
      // With unsaved typing on the page we stay: leaving would lose it.
      if (document.querySelector(".app-draft--trouble")) return;
      if (endedUrl) location.assign(endedUrl);
      return;
    }
    if (left <= warn) dialog.open(left);
    else dialog.close();
  }

  dialog.onStay(extend);
  document.addEventListener("draft-saved", () => {
    ends = Date.now() + seconds * SECOND;
  });
  setInterval(tick, SECOND);
}

function makeDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "app-session";
  dialog.setAttribute("aria-labelledby", "session-title");
  dialog.setAttribute("aria-describedby", "session-words");
  const title = document.createElement("h2");
  title.id = "session-title";
  title.className = "govuk-heading-m";
  title.textContent = "Are you still there?";
  const words = document.createElement("p");
  words.id = "session-words";
  words.className = "govuk-body";
  words.setAttribute("aria-live", "polite");
  const stay = document.createElement("button");
  stay.type = "button";
  stay.className = "govuk-button";
  stay.textContent = "Stay signed in";
  dialog.append(title, words, stay);
  document.body.append(dialog);
  let minutes = null;
  return {
    onStay: (act) => {
      stay.addEventListener("click", act);
      dialog.addEventListener("cancel", act);
    },
    open: (left) => {
      const now = Math.ceil(left / 60);
      if (now !== minutes) {
        minutes = now;
        const time = now === 1 ? "1 minute" : `${now} minutes`;
        words.textContent = `For safety you will be signed out in ${time}. Your draft is kept.`;
      }
      if (!dialog.open) dialog.showModal();
    },
    close: () => {
      minutes = null;
      if (dialog.open) dialog.close();
    },
    say: (text) => {
      words.textContent = text;
    },
  };
}
