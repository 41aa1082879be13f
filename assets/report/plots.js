(() => {
  "use strict";
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const palettes = JSON.parse(document.getElementById("palettes").textContent);
  const inked = (value, palette, key) => {
    if (Array.isArray(value)) return key === "customdata" || key === "text" ? value : value.map((each) => inked(each, palette));
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inked(each, palette, name)]));
    // Colours are named where colours stand; a label that is called "ink" stays one.
    return /color/i.test(key || "") && palette[value] ? palette[value] : value;
  };
  const draw = (palette, width) => {
    for (const [name, figure] of Object.entries(figures)) {
      const place = document.getElementById("plot-" + name);
      const layout = inked(figure.layout, palette);
      layout.autosize = !width;
      if (width) layout.width = width;
      if (!width && place.clientWidth < 560) {
        layout.margin = { ...layout.margin, l: 40, r: 6 };
        layout.font.size = 11;
        for (const axis of ["yaxis", "yaxis2"]) if (layout[axis]) delete layout[axis].title;
        if (layout.xaxis.tickvals && layout.xaxis.tickvals.length > 6) {
          layout.xaxis.tickvals = layout.xaxis.tickvals.filter((_, n) => n % 2 === 0);
          layout.xaxis.ticktext = layout.xaxis.ticktext.filter((_, n) => n % 2 === 0);
        }
      }
      Plotly.react(place, inked(figure.data, palette), layout, { displayModeBar: false, responsive: !width, doubleClick: false });
    }
  };
  const screen = () => draw(dark.matches ? palettes.dark : palettes.light);
  dark.addEventListener("change", screen);
  addEventListener("beforeprint", () => draw(palettes.light, 680));
  addEventListener("afterprint", screen);
  screen();
  document.documentElement.dataset.drawn = Object.keys(figures).length;
})();
