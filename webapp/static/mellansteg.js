// Turns the page without letting go of it, so that a lost connection loses nothing. Everything works without this file.
"use strict";
(() => {
  let sending = false;
  let here = location.pathname;

  const show = (html, url) => {
    if (document.body.hidden) return;
    const next = new DOMParser().parseFromString(html, "text/html");
    document.title = next.title;
    if (url !== location.href) history.pushState(null, "", url);
    here = location.pathname;
    if (next.body.dataset.frame) {
      for (const name of ["lang", "dir", "className"]) document.documentElement[name] = next.documentElement[name];
      document.body.replaceWith(document.adoptNode(next.body));
    } else {
      // The frame is the one that stands here already.
      for (const part of [".ways", "main"]) document.querySelector(part).replaceWith(document.adoptNode(next.querySelector(part)));
    }
    scrollTo(0, 0);
    const first = document.getElementById("errors") || document.querySelector("h1");
    if (first) {
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
    }
  };

  const lost = (form) => {
    const said = document.createElement("p");
    said.className = "error";
    said.id = "lost";
    said.setAttribute("role", "alert");
    const button = form.querySelector(".go");
    if (button) button.before(said);
    else form.append(said);
    said.textContent = document.body.dataset.offline;
  };

  const send = async (form, button) => {
    document.getElementById("lost")?.remove();
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.append(button.name, button.value);
    form.setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(form.action, { method: "POST", body, headers: { "X-Frame": document.body.dataset.frame }, signal: AbortSignal.timeout?.(30000) });
      const html = await reply.text();
      if (reply.status > 501 || !html.includes("<main")) throw reply;
      show(html, reply.redirected ? reply.url : location.href);
    } catch {
      lost(form);
    }
    form.removeAttribute("aria-busy");
  };

  addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.className === "leave") {
      // Gone from the screen at once; the browser goes on by itself.
      document.body.hidden = true;
      return;
    }
    if (form.method !== "post" || form.target || button?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    send(form, button).finally(() => {
      sending = false;
    });
  });

  // Whoever kept the page for Back shows it as the server would now.
  addEventListener("pageshow", (event) => {
    if (event.persisted && document.body.hidden) location.reload();
  });

  addEventListener("popstate", () => {
    if (location.pathname !== here) location.reload();
  });
})();
