// The slider of "as known on" shows its page when it is let go, so that no button need be pressed. Without a script there is the button.

export function improve(form) {
  const slider = form.querySelector("input[type=range]");
  slider?.addEventListener("change", () => form.requestSubmit());
}
