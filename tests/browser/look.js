// What we have promised about a participant page, measured as it stands before anybody has touched it.
({ question, direction }) => {
  const faults = [];
  const main = document.querySelector("main");
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
  const bottom = (e) => e.getBoundingClientRect().bottom + scrollY;
  const said = (e) => (e.innerText || e.getAttribute("aria-label") || e.name || e.tagName).trim().slice(0, 50);
  const count = (text) => (text.match(/[\p{L}\p{N}]+(?:[-:.’'/][\p{L}\p{N}]+)*/gu) || []).length;

  if (document.documentElement.dir !== direction) faults.push(`The page says dir=${document.documentElement.dir}`);
  if (getComputedStyle(document.body).direction !== direction) faults.push("The page does not run the way it says");

  if (question) {
    const first = main.querySelector("input:not([type=hidden]), textarea");
    const answer = first && (first.labels?.[0] && ["radio", "checkbox"].includes(first.type) ? first.labels[0] : first);
    if (bottom(document.querySelector("h1")) > 640) faults.push("The question is not on the first screen");
    if (answer && bottom(answer) > 640) faults.push(`The first answer ends at ${Math.round(bottom(answer))} px`);
  }

  // Official wording is not ours, nor is its help where it is shown a second time to check. Drawings are not read,
  // and what was said before is folded away, its name with it.
  const others = [...main.querySelectorAll(".legal, .official, .answers dd.under, .told > summary, svg text")];
  const total = count(main.innerText) - others.map((e) => count(e.innerText ?? e.textContent)).reduce((a, b) => a + b, 0);
  if (total > 120) {
    const heading = [...main.querySelectorAll("h2")].find((h) => h.previousElementSibling === null);
    const short = main.querySelector(".short") || (heading && heading.nextElementSibling);
    if (!short) faults.push(`The page has ${total} words and does not begin with "Kort sagt"`);
    else if (count(short.innerText) > 45) faults.push(`"Kort sagt" has ${count(short.innerText)} words`);
  }

  // A question that touches the buttons or the answers above it seems to belong to them.
  for (const e of main.querySelectorAll("form + #form, fieldset + fieldset")) {
    const gap = e.getBoundingClientRect().top - e.previousElementSibling.getBoundingClientRect().bottom;
    if (seen(e) && seen(e.previousElementSibling) && gap < 16) faults.push(`"${said(e)}" stands ${Math.round(gap)} px below what comes before it`);
  }

  for (const e of document.querySelectorAll("p, li, dd, dt, label, blockquote, summary")) {
    if (!seen(e) || e.closest(".stair, .when, .words, h1, h2") || e.classList.contains("words") || !e.innerText.trim()) continue;
    const style = getComputedStyle(e);
    const line = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    const least = e.closest("[lang]").lang === "ar" ? 1.7 : 1.5;
    if (!(line >= least - 0.01)) faults.push(`The lines of "${said(e)}" are ${line.toFixed(2)} high`);
  }
  return [...new Set(faults)];
};
