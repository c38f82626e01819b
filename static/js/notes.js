// A note is added without leaving the form: the thread comes back and takes the place of the one shown.
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const thread = form.closest("#notes");
  if (!thread) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true; // a second click would add it twice
  try {
    const answer = await fetch(`${form.action}?bare`, { method: "POST", body: new FormData(form), redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    thread.replaceWith(page.getElementById("notes"));
    document.getElementById("note-text").focus();
  } catch {
    // The session is over, or the network: the page of its own says so, in another tab.
    button.disabled = false;
    form.submit();
  }
});
