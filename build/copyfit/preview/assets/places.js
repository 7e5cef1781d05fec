// Places in files: copied, or opened in VS Code.

import { make, say } from "./dom.js";

let root = "";
const KEY = "copyfit-vscode";

/** Remember the project's folder, which VS Code asks for. */
export function inProject(folder) {
  root = folder;
}

/** Return `path:line:column`, as far as it is known. */
export function placed(problem) {
  return [problem.file ?? problem.path, problem.line, problem.column].filter(Boolean).join(":");
}

/** Return the address that opens a place in VS Code. */
export function inEditor(place) {
  const path = `${root}/${place.file ?? place.path}`.split("/").map(encodeURIComponent).join("/");
  return `vscode://file${path}:${place.line || 1}:${place.column || 1}`;
}

/** Return whether a click opens VS Code. */
export const opensEditor = () => localStorage.getItem(KEY) === "yes";

/** Go to a place: in VS Code if that is wished for, else by copying it. */
export async function go(place) {
  if (opensEditor()) {
    location.href = inEditor(place);
    return;
  }
  const text = placed(place);
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied ${text}`, { show: true });
  } catch {
    say(text, { show: true });
  }
}

/** Return a button that goes to a place. */
export function placeButton(place) {
  return make("button", { type: "button", class: "place", click: () => go(place) }, placed(place));
}

/** Return the switch that lets clicks open VS Code. */
export function editorSwitch() {
  const box = make("input", {
    type: "checkbox",
    change: () => localStorage.setItem(KEY, box.checked ? "yes" : "no"),
  });
  box.checked = opensEditor();
  return make("label", { class: "check" }, box, " A click opens VS Code");
}
