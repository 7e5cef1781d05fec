// The page as it will print: a picture with as many pixels as the screen has, swapped without a flash.

import { make } from "./dom.js";

const PX_PER_PT = 96 / 72;
const STEP = 0.05;

/** One sheet of paper on the stage. `address(scale)` gives the picture; `layer` lies over it. */
export class Sheet {
  constructor(name) {
    this.picture = make("img", { alt: "", draggable: "false" });
    this.layer = make("div", { class: "layer" });
    this.paper = make("div", { class: "paper" }, this.picture, this.layer);
    this.caption = make("figcaption", {}, name);
    this.element = make("figure", { class: "sheet" }, this.paper, this.caption);
    this.shown = "";
    this.wanted = 0;
  }

  /** Set the size of the sheet, in pt, and how many CSS px a CSS px of the paper takes. */
  size(width, height, zoom) {
    this.paper.style.width = `${width * PX_PER_PT * zoom}px`;
    this.paper.style.height = `${height * PX_PER_PT * zoom}px`;
    this.zoom = zoom;
  }

  /** Show the picture at `address`, crisp at this zoom; `key` tells one page from another. Return false if it is gone. */
  async show(key, address) {
    const scale = Math.min(8, Math.max(0.1, Math.ceil((this.zoom * devicePixelRatio) / STEP) * STEP));
    const source = `${address}?scale=${scale.toFixed(2)}`;
    if (source === this.shown) return true;
    const turn = ++this.wanted;
    const next = new Image();
    next.src = source;
    next.alt = this.picture.alt;
    next.draggable = false;
    try {
      await next.decode();
    } catch {
      return turn !== this.wanted;
    }
    if (turn !== this.wanted) return true;
    this.shown = source;
    this.picture.replaceWith(next);
    this.picture = next;
    this.element.dataset.picture = key;
    return true;
  }

  /** Show nothing. */
  clear() {
    this.wanted += 1;
    this.shown = "";
    const empty = make("img", { alt: "", draggable: "false" });
    this.picture.replaceWith(empty);
    this.picture = empty;
    this.layer.replaceChildren();
    delete this.element.dataset.picture;
  }
}
