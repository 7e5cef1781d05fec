// What lies over the page: statements to point at, and how far each line is from breaking elsewhere.

import { draw, make } from "./dom.js";

const TIGHT_PT = 0.7;
const NEAR_PT = 2;
const AMPLE_PT = 12;

/** Return the statements as buttons over the page; one of them is reached by Tab, the others by arrows. */
export function statementLayer(scene, { point, go }) {
  const shown = scene.statements.filter((one) => one.areas.length);
  const group = make("div", { class: "statements", role: "group", "aria-label": "Statements on the page" });
  const buttons = [];
  shown.forEach((statement, index) => {
    statement.areas.forEach((area, part) => {
      const mark = part === 0 ? button(statement, index === 0) : make("span", { class: "more" });
      position(mark, area, scene);
      mark.dataset.statement = statement.id;
      mark.addEventListener("pointerenter", () => point(statement));
      mark.addEventListener("click", () => go(statement));
      if (part === 0) {
        mark.addEventListener("focus", () => point(statement));
        buttons.push(mark);
      }
      group.append(mark);
    });
  });
  group.addEventListener("keydown", (event) => walk(event, buttons));
  return group;
}

function button(statement, first) {
  const label = `${statement.id}, ${statement.kind}, priority ${statement.priority}: ${statement.text}`;
  return make("button", { type: "button", tabindex: first ? 0 : -1, "aria-label": label });
}

function position(element, [left, top, width, height], scene) {
  element.style.left = `${(100 * left) / scene.width_pt}%`;
  element.style.top = `${(100 * top) / scene.height_pt}%`;
  element.style.width = `${(100 * width) / scene.width_pt}%`;
  element.style.height = `${(100 * height) / scene.height_pt}%`;
}

function walk(event, buttons) {
  const index = buttons.indexOf(document.activeElement);
  const last = buttons.length - 1;
  const to = { ArrowDown: index + 1, ArrowRight: index + 1, ArrowUp: index - 1, ArrowLeft: index - 1, Home: 0, End: last };
  if (index < 0 || !(event.key in to)) return;
  event.preventDefault();
  const next = buttons[Math.min(last, Math.max(0, to[event.key]))];
  buttons[index].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** Return a drawing in pt that lies over the whole sheet. */
export function drawing(scene, ...children) {
  return draw("svg", { class: "drawing", viewBox: `0 0 ${scene.width_pt} ${scene.height_pt}`, "aria-hidden": "true" }, ...children);
}

/** Return the break margins: a bar at the end of each line that has little to spare, as long as that; tight lines are framed. */
export function marginLayer(scene, lines) {
  const [left, top, width, height] = scene.area;
  const frame = draw("rect", { class: "area", x: left, y: top, width, height });
  const bars = lines.filter((line) => line.margin_pt !== null && line.margin_pt < AMPLE_PT).flatMap(margin);
  return drawing(scene, frame, ...bars);
}

function margin(line) {
  const [left, top, width, height] = line.area;
  const spare = line.margin_pt;
  const kind = spare < TIGHT_PT ? "tight" : spare < NEAR_PT ? "near" : "ample";
  const long = Math.max(0.6, Math.abs(spare));
  const bar = draw("rect", { class: kind, x: left + width + 1, y: line.baseline_pt - 3, width: long, height: 2.2 });
  if (kind === "ample") return [bar];
  const said = draw("text", { class: kind, x: left + width + 2 + long, y: line.baseline_pt }, `${spare.toFixed(1)} pt`);
  const edge = kind === "tight" ? [draw("rect", { class: "tight-line", x: left - 1, y: top, width: width + 2, height })] : [];
  return [bar, said, ...edge];
}
