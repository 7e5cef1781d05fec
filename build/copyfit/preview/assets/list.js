// The list of editions, by brief.

import { at, make } from "./dom.js";
import { placeButton } from "./places.js";

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
  const good = rows.filter((row) => row.variant && row.language);
  const bad = new Map(rows.filter((row) => !good.includes(row)).map((row) => [row.problems[0]?.message, row.problems[0]]));
  const shared = sharedBy(good);
  return make(
    "section",
    {},
    make("h2", {}, brief || "project", shared ? make("span", { class: "shared" }, ` ${shared}`) : null),
    make(
      "ul",
      {},
      ...good.map((row) => make("li", {}, link(row, display, shared))),
      ...[...bad.values()].map((problem) => make("li", { class: "broken" }, ...broken(problem))),
    ),
  );
}

/** Return what all rows of a series have in common, such as `executive en`; "" if they differ, or if it is none. */
function sharedBy(rows) {
  const kinds = new Set(rows.map((row) => `${row.variant} ${row.language}`));
  return kinds.size === 1 && rows.every((row) => row.brief.includes("~")) ? [...kinds][0] : "";
}

function link(row, display, shared) {
  const isShown = display && addressOf(display.id) === addressOf(row);
  const live = isShown ? LIVE[display.stage] : "";
  const said = live || STATES[row.state];
  const names = [row.brief.split("~")[1], shared ? "" : row.variant].filter(Boolean).join(", ");
  return make(
    "a",
    { href: addressOf(row), "aria-current": isShown ? "page" : null, title: `${names}: ${said}` },
    make("span", { class: `dot ${isShown && display.stage === "failed" ? "failed" : row.state}`, "aria-hidden": "true" }),
    make("span", { class: "variant" }, names),
    shared ? null : make("span", { class: "language" }, row.language),
    make("span", { class: "unseen" }, `, ${said}`),
  );
}

function broken(problem) {
  if (!problem) return [STATES.failed];
  return [make("span", {}, problem.message), problem.file ? placeButton(problem) : null].filter(Boolean);
}
