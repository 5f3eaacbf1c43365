// A part of a page that shows by itself that something changed. The server says that it moved, never what; the part is then asked for again.
// <div data-live="/enquiries/…/live" data-changes="/enquiries/…/changes">. Without this script the page's own link looks again.

export function improve(part) {
  const source = new EventSource(part.dataset.changes);
  let asking = false;
  let again = false;

  async function renew() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const answer = await fetch(part.dataset.live, {
        method: "POST",
        credentials: "same-origin",
        redirect: "error",
        headers: { accept: "text/html" },
      });
      if (answer.ok) place(new DOMParser().parseFromString(await answer.text(), "text/html").body);
    } catch {
      // The next change asks again; the page's link looks again by hand.
    }
    asking = false;
    if (again) {
      again = false;
      renew();
    }
  }

  // Whoever is on a link in the part stays on it.
  function place(body) {
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    part.replaceChildren(...body.childNodes);
    if (focused) part.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }

  source.addEventListener("moved", renew);
  addEventListener("pagehide", () => source.close());
}
