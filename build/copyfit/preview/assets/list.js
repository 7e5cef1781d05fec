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

/** Show all editions; `display` is the one on screen. */
export function showList(rows, display) {
  const briefs = new Map();
  for (const row of rows) briefs.set(row.brief, [...(briefs.get(row.brief) ?? []), row]);
  const focused = document.activeElement?.getAttribute?.("href");
  at("list").replaceChildren(...[...briefs].map(([brief, group]) => showBrief(brief, group, display)));
  if (focused) at("list").querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

function showBrief(brief, rows, display) {
  return make(
    "section",
    {},
    make("h2", {}, brief.replace("~", " · ") || "project"),
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
    make("span", { class: "variant" }, row.variant),
    make("span", { class: "language" }, row.language),
    make("span", { class: "unseen" }, `, ${said}`),
  );
}

function broken(row) {
  const first = row.problems[0];
  return make("p", { class: "broken" }, first ? first.message : STATES.failed);
}
