// "Already known?" beside a contact: asks the server while somebody describes a child, and puts its answer into the panel. What is said aloud (how many are
// shown, whom to ring) is put in only when it changed, so that nobody hears the same again; the focus stays where it is.
// <aside data-matches-url="/contacts/new/known/0" data-matches-form="contact" data-matches-fields="child-0- other-">
//   <div role="status" data-matches-said> <div data-matches-found> <div data-matches-button>: the button that does the same without this script.

const PAUSE_MS = 400;

export function improve(panel) {
  const form = document.getElementById(panel.dataset.matchesForm);
  const said = panel.querySelector("[data-matches-said]");
  const found = panel.querySelector("[data-matches-found]");
  const button = panel.querySelector("[data-matches-button]");
  // Where the panel stands below the questions, the link to it says how many are there.
  const way = document.querySelector(`[data-matches-way="${CSS.escape(panel.id)}"]`);
  if (!form || !said || !found) return;
  const beginnings = (panel.dataset.matchesFields ?? "").split(" ").filter((beginning) => beginning !== "");
  let timer = null;
  let asking = null;

  const watched = (name) => beginnings.some((beginning) => name.startsWith(beginning));

  function question() {
    const all = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (watched(name) && typeof value === "string" && value.trim() !== "") all.append(name, value);
    }
    return all;
  }

  let asked = question().toString();

  // The button is there for whoever has no script, and comes back when asking fails.
  function show(instead) {
    if (button) button.hidden = !instead;
  }

  async function ask() {
    const body = question();
    const text = body.toString();
    if (text === asked) return;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      // Sent as a body, so that no name stands in an address or a log.
      const answer = await fetch(panel.dataset.matchesUrl, {
        method: "POST",
        body,
        signal,
        credentials: "same-origin",
        redirect: "error",
        headers: { accept: "text/html" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      place(new DOMParser().parseFromString(await answer.text(), "text/html"));
      asked = text;
      show(false);
    } catch (error) {
      if (error.name !== "AbortError") show(true);
    }
  }

  function place(answer) {
    const now = answer.querySelector("[data-matches-said]");
    const people = answer.querySelector("[data-matches-found]");
    if (!now || !people) return;
    // What somebody has opened to read is not closed under their eyes.
    const open = found.querySelector("details")?.open ?? false;
    const focused = found.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    found.replaceChildren(...people.childNodes);
    if (open) found.querySelector("details")?.setAttribute("open", "");
    if (focused) found.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    const count = now.querySelector("[data-matches-count]")?.textContent ?? "";
    if (way) way.textContent = count === "" ? "" : `: ${count}`;
    if (now.innerHTML !== said.innerHTML) said.replaceChildren(...now.childNodes);
  }

  function typed(event) {
    if (!event.target.name || !watched(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  }

  show(false);
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
}
