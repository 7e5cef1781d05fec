// What is said beside the page: problems, the fit, the statement pointed at, the room there is.

import { at, count, make } from "./dom.js";
import { editorSwitch, placeButton } from "./places.js";

const GRAVITY = ["error", "warning", "notice"];
const MOST_NEXT = 4;

const head = (id, text, more) => make("h2", { id }, text, more ? make("span", { class: "count" }, more) : null);

/** Show what is wrong, gravest first. */
export function showProblems(problems) {
  const sorted = [...problems].sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity));
  const list = sorted.length
    ? make("ul", { class: "problems" }, ...sorted.map(problemItem))
    : make("p", { class: "quiet" }, "Nothing to mend.");
  at("problems").replaceChildren(
    head("problems-head", "Problems", sorted.length ? String(sorted.length) : ""),
    list,
    editorSwitch(),
  );
}

function problemItem(problem) {
  return make(
    "li",
    { class: problem.severity },
    make("p", {}, make("span", { class: "severity" }, problem.severity), " ", problem.message),
    problem.hint ? make("p", { class: "hint" }, problem.hint) : null,
    problem.file ? placeButton(problem) : null,
  );
}

/** Show how the page was fitted, in one line. */
export function showStrip(display) {
  const fit = display.fit;
  const strip = at("strip");
  strip.className = display.stage;
  if (!fit) {
    strip.replaceChildren(part("", { waiting: "The page is being made …", failed: "There is no page yet." }[display.stage] ?? "…"));
    return;
  }
  const parts = [
    part("type", `${fit.body_pt} / ${fit.leading_pt} pt`),
    fill(display.stage === "draft" && display.scene ? display.scene.fill : fit.fill),
    part("layouts", String(fit.layouts)),
    part("room", room(display)),
  ];
  if (fit.shortened.length) parts.push(part("shortened", fit.shortened.join(", "), true));
  if (fit.dropped.length) parts.push(part("left out", fit.dropped.join(", "), true));
  if (!fit.shortened.length && !fit.dropped.length) parts.push(part("", "nothing given up"));
  if (fit.why) parts.push(part("arranged", `${fit.arrangement}: ${fit.why}`));
  parts.push(make("span", { class: "stage" }, { draft: "fitting …", failed: "last good page", fitted: "" }[display.stage] ?? ""));
  strip.replaceChildren(...parts);
}

function part(name, text, marked = false) {
  return make("span", { class: marked ? "part marked" : "part", title: text }, name ? make("b", {}, name) : null, name ? " " : "", text);
}

function fill(share) {
  const meter = make("meter", { min: 0, max: 1, value: Math.min(share, 1), "aria-label": "How full the page is" });
  return make("span", { class: share > 1 ? "part marked" : "part" }, make("b", {}, "full"), " ", meter, ` ${(share * 100).toFixed(1)} %`);
}

/** Return about how many words more the page has room for: at a comfortable size, if it has some there, and at the smallest. */
function room(display) {
  const budget = display.budget;
  if (!budget) return display.unweighed ? "not known" : "…";
  const [spare, comfortable] = [budget.floor, budget.best].map((one) => one.words - budget.words);
  if (spare < 0) return `${count(-spare, "word")} too many`;
  const atFloor = `${count(spare, "word")} at ${budget.floor.body_pt} pt`;
  const hasMore = comfortable > 0 && budget.best.body_pt !== budget.floor.body_pt;
  return hasMore ? `${count(comfortable, "word")} at ${budget.best.body_pt} pt, ${spare} at ${budget.floor.body_pt} pt` : atFloor;
}

/** Return how the Word file's lines stand beside the PDF's. */
export function wordWords(word) {
  const same = word.same_lines === word.all_lines ? "same lines" : `${word.same_lines} of ${word.all_lines} lines the same`;
  return `${same}, ${word.off_pt.toFixed(1)} pt off at most`;
}

/** Show what is known of a statement; `today` says how old its facts are. */
export function showCard(statement, display) {
  if (!statement) {
    const keys = "Point at a statement on the page, or reach it with Tab and the arrow keys.";
    at("card").replaceChildren(head("card-head", "Statement"), make("p", { class: "quiet" }, keys));
    return;
  }
  const taken = display.budget?.statements.find((one) => one.name === statement.id);
  const facts = new Map((display.scene?.facts ?? []).map((fact) => [fact.id, fact]));
  const rows = [
    ["kind", statement.kind],
    ["wording", statement.wording],
    ["priority", `${statement.priority} of 5${statement.optional ? ", may be left out" : ""}`],
    ["takes", taken ? `${count(taken.lines, "line")}, ${taken.mm.toFixed(1)} mm, ${count(taken.words, "word")}` : count(statement.lines, "line")],
    ...Object.entries(statement.citations).map(([key, title]) => [`@${key}`, title === key ? "" : title]),
  ];
  at("card").replaceChildren(
    head("card-head", "Statement"),
    make("p", { class: "id" }, statement.id),
    make("p", { class: "text", dir: "auto" }, statement.text),
    make("dl", {}, ...rows.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)])),
    ...statement.facts.map((id) => factLine(facts.get(id), id)),
    placeButton(statement.place),
  );
}

function factLine(fact, id) {
  if (!fact) return make("p", { class: "fact" }, `{fact:${id}}`);
  const days = Math.floor((Date.now() - Date.parse(fact.as_of)) / 86400000);
  const age = days < 0 ? "" : `, ${count(days, "day")} old`;
  const due = fact.review_by ? `, review by ${fact.review_by}` : "";
  const stale = fact.review_by && Date.parse(fact.review_by) < Date.now() - 86400000;
  return make("p", { class: stale ? "fact stale" : "fact" }, make("b", {}, fact.id), ` ${fact.value}: as of ${fact.as_of}${age}${due}`);
}

/** Show what takes the room, what would give way next, and what could come back. */
export function showBudget(display, point) {
  const budget = display?.budget;
  if (!budget) {
    const why = display?.unweighed ? `It could not be measured: ${display.unweighed}` : "It is measured when the page has come to rest.";
    at("budget").replaceChildren(head("budget-head", "Room"), make("p", { class: "quiet" }, why));
    return;
  }
  const tallest = Math.max(1, ...budget.statements.map((one) => one.mm));
  const parts = [
    moves("Would give way next", budget.going.slice(0, MOST_NEXT)),
    moves("Could come back", budget.returning.slice(0, MOST_NEXT)),
    lines("Lines to win", budget.winnable.slice(0, MOST_NEXT)),
  ];
  at("budget").replaceChildren(
    head("budget-head", "Room", `${budget.words} words`),
    ...parts.filter(Boolean),
    make("h3", {}, "Heights"),
    make("ol", { class: "heights" }, ...budget.statements.map((one) => height(one, tallest, point))),
  );
}

function moves(title, list) {
  if (!list.length) return null;
  const said = list.map((one) => make("li", {}, make("b", {}, one.statement), ` ${one.how === "short" ? "in its short wording" : "left out"}: ${one.mm.toFixed(1)} mm`));
  return make("div", {}, make("h3", {}, title), make("ul", { class: "moves" }, ...said));
}

function lines(title, list) {
  if (!list.length) return null;
  const said = list.map((one) => make("li", {}, make("b", {}, one.statement), ` ends “${one.ending}”: ${count(one.characters, "character")} fewer save a line`));
  return make("div", {}, make("h3", {}, title), make("ul", { class: "moves" }, ...said));
}

function height(one, tallest, point) {
  const bar = make("span", { class: "bar-of" });
  bar.style.width = `${(100 * one.mm) / tallest}%`;
  const item = make("li", { class: one.state === "full" ? "" : "given" }, make("span", { class: "label" }, one.name), make("span", { class: "mm" }, `${one.mm.toFixed(1)} mm`), bar);
  item.addEventListener("pointerenter", () => point(one.name));
  return item;
}
