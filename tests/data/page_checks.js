// What an accessibility checker would find in a page, and what went wrong in it; left in the page as JSON.
(async () => {
  "use strict";
  const wrong = [];
  const note = (rule, element) => wrong.push(rule + ": " + (element ? element.outerHTML.slice(0, 140) : ""));
  const all = (selector) => [...document.querySelectorAll(selector)];
  const name = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return by.split(/\s+/).map((id) => document.getElementById(id)?.textContent || "").join(" ").trim();
    return (element.getAttribute("aria-label") || element.getAttribute("alt") || element.textContent || "").trim();
  };
  const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true }) && element.getClientRects().length > 0;

  if (!document.documentElement.lang) note("the page has a language");
  if (!document.title.trim()) note("the page has a title");
  for (const one of ["main", "h1", "header", "footer"])
    if (document.querySelectorAll(one).length !== 1) note("there is one " + one);
  const zoom = document.querySelector("meta[name=viewport]").content;
  if (/user-scalable=no|maximum-scale/.test(zoom)) note("the page can be zoomed");
  let level = 0;
  for (const heading of all("h1,h2,h3,h4,h5,h6")) {
    const now = Number(heading.tagName[1]);
    if (now > level + 1) note("headings skip no level", heading);
    if (!heading.textContent.trim()) note("headings say something", heading);
    level = now;
  }
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((each, n) => ids.indexOf(each) !== n))) note("ids are unique: " + id);
  for (const element of all("img,[role=img],[role=region],section,a[href],button,summary"))
    if (!name(element)) note("it has a name", element);
  for (const element of all("[aria-labelledby],[aria-describedby]"))
    for (const attribute of ["aria-labelledby", "aria-describedby"])
      for (const id of (element.getAttribute(attribute) || "").split(/\s+/).filter(Boolean))
        if (!document.getElementById(id)) note("what names it is there", element);
  for (const table of all("table")) {
    if (!table.caption?.textContent.trim()) note("a table has a caption", table);
    if (table.querySelector("thead th:not([scope=col]), tbody th:not([scope=row])")) note("headings have a scope", table);
    for (const row of table.tBodies[0].rows)
      if (row.cells.length !== table.tHead.rows[0].cells.length) note("rows are as long as the headings", row);
  }
  for (const element of all("[tabindex]")) if (element.tabIndex > 0) note("the order of the keyboard is that of the page", element);
  for (const element of all("[role=img] *"))
    if (element.tabIndex >= 0 && (element.matches("a[href],button,input,[tabindex]"))) note("a picture holds nothing to operate", element);
  for (const element of all("*"))
    if (shown(element) && element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX) && element.tabIndex < 0)
      note("what scrolls can be reached by keyboard", element);
  for (const element of all("[role=img].plot")) {
    const figure = element.closest("figure");
    if (!figure?.querySelector("figcaption")?.textContent.trim()) note("a plot says what it shows", element);
  }

  const parts = (colour) => (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => {
    const linear = [r, g, b].map((value) => ((value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = parts(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  for (const element of all("body *")) {
    if (element.matches("script,style,noscript,[aria-hidden=true] *")) continue;
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !shown(element)) continue;
    const style = getComputedStyle(element);
    const inPicture = element.namespaceURI.endsWith("svg");
    const colour = parts(inPicture ? style.fill : style.color);
    if (style.opacity === "0" || element.closest("[style*='opacity: 0;']")) continue;
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    // What can be asked for in a legend is drawn pale until it is.
    if (element.closest(".legend") && getComputedStyle(element.closest(".traces") || element).opacity < 1) continue;
    const found = contrast(colour, behind(inPicture ? element.closest("svg").parentElement : element));
    if (found < (large ? 3 : 4.5)) note("text can be read, contrast " + found.toFixed(2), element);
  }
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth + 1) note("nothing sticks out to the side: " + page.scrollWidth + " of " + innerWidth);

  // What the plot says when the pointer comes to rest on the spans of a strip.
  const pointed = async (plot, name) => {
    const trace = plot && plot.data.find((each) => each.name === name && each.base);
    const said = [];
    if (trace) plot.scrollIntoView();
    for (let n = 0; trace && n < trace.base.length && said.length < 12; n += 1) {
      const { xaxis, yaxis2 } = plot._fullLayout;
      const along = xaxis.c2p(Date.parse(trace.base[n] + "Z") + trace.x[n] / 2);
      if (along < 0 || along > xaxis._length) continue;
      const box = plot.getBoundingClientRect();
      const at = { clientX: box.left + xaxis._offset + along, clientY: box.top + yaxis2._offset + yaxis2.d2p(name) };
      document.elementFromPoint(at.clientX, at.clientY)?.dispatchEvent(new MouseEvent("mousemove", { ...at, bubbles: true }));
      await new Promise((done) => setTimeout(done, 100));
      said.push(all(".hoverlayer .hovertext").map((each) => each.textContent).join(" | "));
    }
    return said;
  };
  const course = document.getElementById("plot-course");

  const result = {
    wrong,
    pointed: { work: await pointed(course, "work"), rest: await pointed(course, "rest") },
    errors: window.__errors,
    requests: performance.getEntriesByType("resource").map((each) => each.name).filter((each) => !each.startsWith("data:")),
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    width: innerWidth,
    drawn: all(".plot").map((plot) => [plot.id, plot.querySelectorAll("svg .trace, svg .hm, svg .bars .point").length]),
    scripts: document.scripts.length,
    images: document.images.length,
    labels: all(".plot text").map((text) => text.textContent),
    tiles: all(".tiles dd").map((each) => each.textContent),
    totals: JSON.parse(document.getElementById("totals").textContent),
  };
  const place = document.createElement("script");
  place.type = "application/json";
  place.id = "found";
  place.textContent = JSON.stringify(result).replace(/</g, "\\u003c");
  document.body.append(place);
})();
