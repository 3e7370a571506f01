// Everything that can be reached by keyboard shows a ring of 2 px and 3:1 when it is. Somebody has pressed Tab before.
() => {
  const faults = [];
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const under = (e) => {
    for (let at = e.parentElement; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (rgb(colour)[3] === 255) return colour;
    }
    return "white";
  };
  const ring = (e) => {
    const style = getComputedStyle(e);
    return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  };
  const said = (e) => (e.innerText || e.getAttribute("aria-label") || e.labels?.[0]?.innerText || e.name || e.tagName).trim().slice(0, 50);

  for (const e of document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.tabIndex < 0) continue;
    e.focus();
    if (document.activeElement !== e) continue;
    const label = e.closest("label");
    const shown = ring(e) >= 2 ? e : label;
    if (!shown || ring(shown) < 2) faults.push(`"${said(e)}" has no ring of 2 px`);
    else if (contrast(getComputedStyle(shown).outlineColor, under(shown)) < 3) faults.push(`The ring around "${said(e)}" is too faint`);
    // A link that runs over several lines is looked for in its first.
    const { top, bottom, left, right } = (label || e).getClientRects()[0];
    const at = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
    if (at && at !== e && !e.contains(at) && !label?.contains(at)) faults.push(`"${said(e)}" lies under something when it has focus`);
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
  return [...new Set(faults)];
};
