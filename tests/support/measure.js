// What axe does not see, measured on the page as it is drawn. Widths in CSS pixels.
({ least, smallest }) => {
  const faults = [];
  const root = document.documentElement;
  const box = (e) => e.getBoundingClientRect();
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && box(e).width > 1;
  const said = (e) => (e.innerText || e.getAttribute("aria-label") || e.name || e.tagName).trim().slice(0, 60);
  // Links inside running text are excepted, as in WCAG 2.5.5.
  const inText = (e) =>
    e.tagName === "A" && getComputedStyle(e).display === "inline" && e.parentElement.innerText.trim() !== e.innerText.trim();

  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("body *")].filter(
      (e) => seen(e) && (box(e).right > root.clientWidth + 1 || box(e).left < -1),
    );
    const names = wide.slice(0, 3).map((e) => `${e.tagName}.${e.className}`);
    faults.push(`The page is ${root.scrollWidth} wide in a window of ${root.clientWidth}: ${names}`);
  }

  for (const e of document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")) {
    const label = ["radio", "checkbox"].includes(e.type) ? e.labels[0] : null;
    const target = label && seen(label) ? label : e;
    if (!seen(target) || inText(e)) continue;
    // What stands outside the page until it is reached by keyboard is measured as it is then.
    const away = box(target).right <= 0 || box(target).bottom <= 0 || box(target).left >= root.scrollWidth;
    if (away) e.focus();
    const { width, height } = box(target);
    if (away) e.blur();
    if (width < least - 0.5 || height < least - 0.5) {
      faults.push(`The target "${said(target)}" is ${Math.round(width)}x${Math.round(height)}`);
    }
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement;
    if (!node.data.trim() || !seen(e) || e.closest("svg, script, option")) continue;
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    if (size < smallest - 0.1) faults.push(`The text "${node.data.trim().slice(0, 40)}" is ${size} px`);
    const cut = e.scrollWidth > e.clientWidth + 1 && !["visible", "auto"].includes(style.overflowX) && style.display !== "inline";
    if (cut) faults.push(`The text "${said(e)}" is cut off`);
  }
  return [...new Set(faults)];
};
