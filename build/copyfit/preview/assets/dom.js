// Elements, made of names and texts. Nothing here or elsewhere reads a text as HTML.

/** Return a new element: `make("p", {class: "note"}, "text", child)`. Functions become listeners. */
export function make(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** Return a new element of SVG. */
export function draw(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Return the element with this id. */
export const at = (id) => document.getElementById(id);

/** Return `1 word`, `2 words`. */
export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** Say something to those who listen, and show it for a moment to those who look. */
export function say(text, { show = false } = {}) {
  at("said").textContent = text;
  if (!show) return;
  const toast = at("toast");
  toast.textContent = text;
  toast.classList.add("seen");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.classList.remove("seen"), 2400);
}
