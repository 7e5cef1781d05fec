// The Word file's page, drawn from the numbers that the file itself says.

import { draw } from "./dom.js";
import { drawing } from "./overlay.js";

/** Return the page as a drawing; `address(name)` leads to a picture that stands in the file. */
export function wordDrawing(scene, word, address) {
  const rules = word.rules.map((rule) => {
    const [x, y, width, height] = rule.area;
    if (rule.picture) {
      return draw("image", { x, y, width, height, href: address(rule.picture), preserveAspectRatio: "none" });
    }
    return draw("rect", { x, y, width, height, fill: rule.color });
  });
  const lines = word.lines.flatMap((line) => line.runs.map((run) => runText(line, run)));
  const page = drawing(scene, ...rules, ...lines);
  page.classList.add("word");
  return page;
}

function runText(line, run) {
  return draw(
    "text",
    {
      x: run.rtl ? run.x_pt + run.width_pt : run.x_pt,
      y: line.baseline_pt - run.raised_pt,
      "font-family": `"${run.family}"`,
      "font-size": run.size_pt,
      "font-weight": run.bold ? 700 : 400,
      "font-style": run.italic ? "italic" : "normal",
      fill: run.color,
      direction: run.rtl ? "rtl" : "ltr",
      textLength: run.width_pt > 0 ? run.width_pt : null,
    },
    run.text,
  );
}
