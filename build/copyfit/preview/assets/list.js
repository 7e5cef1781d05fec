// The list of editions, by brief.

import { at, make } from "./dom.js";

const STATES = {
  built: "files up to date",
  changed: "changed since the last build",
  new: "not built yet",
  failed: "cannot be read",
};
const LIVE = { draft: "being fitted", failed: "does not come out" };

/** Return the part of the address that names an edition. */
export const addressOf = (id) => `#${id.brief}/${id.variant}/${id.language}`;

/** Return the edition that the address names, null if it names none. */
export function editionIn(address) {
  const [brief, variant, language] = address.replace(/^#/, "").split("/");
  return brief && variant && language ? { brief, variant, language } : null;
}

let reached = "";

/** Show all editions, the rows of a series below its name; `display` is the one on screen. */
export function showList(rows, display) {
  const briefs = new Map();
  for (const row of rows) {
    const [brief] = row.brief.split("~");
    briefs.set(brief, [...(briefs.get(brief) ?? []), row]);
  }
  const focused = document.activeElement?.getAttribute?.("href");
  at("list").replaceChildren(...[...briefs].map(([brief, group]) => showBrief(brief, group, display)));
  if (focused) at("list").querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  const current = at("list").querySelector("[aria-current]");
  if (current && current.getAttribute("href") !== reached) {
    reached = current.getAttribute("href");
    current.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function showBrief(brief, rows, display) {
  return make(
    "section",
    {},
    make("h2", {}, brief || "project"),
    make("ul", {}, ...rows.map((row) => make("li", {}, row.variant && row.language ? link(row, display) : broken(row)))),
  );
}

function link(row, display) {
  const isShown = display && addressOf(display.id) === addressOf(row);
  const live = isShown ? LIVE[display.stage] : "";
  const said = live || STATES[row.state];
  return make(
    "a",
    { href: addressOf(row), "aria-current": isShown ? "page" : null, title: said },
    make("span", { class: `dot ${isShown && display.stage === "failed" ? "failed" : row.state}`, "aria-hidden": "true" }),
    make("span", { class: "variant" }, row.brief.includes("~") ? `${row.brief.split("~")[1]}, ${row.variant}` : row.variant),
    make("span", { class: "language" }, row.language),
    make("span", { class: "unseen" }, `, ${said}`),
  );
}

function broken(row) {
  const first = row.problems[0];
  return make("p", { class: "broken" }, first ? first.message : STATES.failed);
}
