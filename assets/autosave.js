// Keeps a draft of a long form on the server: every ten seconds while somebody types, when a field is left and when the page is left.
// Nothing moves the focus, nothing is kept on the device. A failure is said in words and tried again; what was typed stays in the form.

const EVERY_MS = 10_000;
const RETRY_MS = 5_000;
const QUIET_MS = 60_000;
// A browser sends at most 64 KB once a page is closing.
const CLOSING_LIMIT = 60_000;

const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

// What would be sent: answers only, no files and nothing from password fields.
export function answers(form) {
  const all = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && form.elements[name]?.type !== "password") {
      all.append(name, value);
    }
  }
  return all;
}

export function improve(form) {
  const url = form.dataset.draftUrl;
  const status = document.getElementById(form.dataset.draftStatus ?? "draft-status");
  let saved = answers(form).toString();
  let sending = false;
  let timer = null;
  let troubled = false;
  let announced = 0;
  let submitted = false;
  let sentClosing = null;

  // At most one announcement a minute, but trouble and its end are said at once.
  function say(text, trouble) {
    if (!status) return;
    const now = Date.now();
    const urgent = trouble !== troubled;
    status.classList.toggle("app-draft--trouble", trouble);
    troubled = trouble;
    status.setAttribute("aria-live", urgent || now - announced >= QUIET_MS ? "polite" : "off");
    if (urgent || now - announced >= QUIET_MS) announced = now;
    status.textContent = text;
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    const body = answers(form);
    const text = body.toString();
    if (submitted || sending || text === saved) return;
    sending = true;
    clearTimeout(timer);
    timer = null;
    try {
      const answer = await fetch(url, {
        method: "POST",
        body,
        credentials: "same-origin",
        redirect: "error",
        headers: { accept: "text/plain" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      saved = text;
      say(`Draft saved ${clock()}`, false);
      form.dispatchEvent(new CustomEvent("draft-saved", { bubbles: true }));
    } catch {
      say("Draft not saved. Keep this page open: we will keep trying.", true);
    } finally {
      sending = false;
    }
    if (answers(form).toString() !== saved) later(troubled ? RETRY_MS : EVERY_MS);
  }

  function closing() {
    const body = answers(form);
    const text = body.toString();
    // Being hidden and being left often come together: once is enough.
    if (submitted || text === saved || text === sentClosing) return;
    sentClosing = text;
    const keepalive = text.length < CLOSING_LIMIT;
    fetch(url, { method: "POST", body, credentials: "same-origin", keepalive }).then(
      (answer) => {
        if (answer.ok) saved = text;
      },
      () => {},
    );
  }

  function typed() {
    if (timer === null && !sending) later(EVERY_MS);
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("focusout", save);
  form.addEventListener("submit", () => {
    submitted = true;
    // Still here long after: the sending failed on the way, so go on keeping drafts.
    setTimeout(() => {
      submitted = false;
      save();
    }, QUIET_MS);
  });
  // Back from the page that followed.
  addEventListener("pageshow", () => {
    submitted = false;
  });
  addEventListener("pagehide", closing);
  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") closing();
  });
}
