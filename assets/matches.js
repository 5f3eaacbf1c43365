// "Already known?" beside a contact: asks the server while the child's details are typed, and puts its answer into the panel.
// <div id="matches" data-matches-url="/contacts/matches" data-matches-form="contact" data-matches-fields="child-" aria-live="polite">

const PAUSE_MS = 600;

export function improve(panel) {
  const form = document.getElementById(panel.dataset.matchesForm);
  if (!form) return;
  const prefix = panel.dataset.matchesFields ?? "";
  let timer = null;
  let asked = "";
  let asking = null;

  const watched = (name) => name.startsWith(prefix);

  function question() {
    const all = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (watched(name) && typeof value === "string" && value.trim() !== "") all.append(name, value);
    }
    return all;
  }

  async function ask() {
    const body = question();
    const text = body.toString();
    if (text === asked || text === "") return;
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
      if (!answer.ok) return;
      const html = await answer.text();
      asked = text;
      const fragment = new DOMParser().parseFromString(html, "text/html").body;
      panel.replaceChildren(...fragment.childNodes);
    } catch {
      // The panel is an extra: the search after saving finds the same.
    }
  }

  form.addEventListener("input", (event) => {
    if (!event.target.name || !watched(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
}
