// "What if": the page at another type size, leading or gap, inside the variant's ladder. Nothing is written.

import { at, make, say } from "./dom.js";

const REST_MS = 70;

/** The sliders; `shown` is called with a try, or with null when the page is to stand as it was fitted. */
export class Tries {
  constructor(shown) {
    this.shown = shown;
    this.key = "";
  }

  /** Offer the steps that the page's ladder has; return whether they are others than before. */
  offer(display, base) {
    this.base = base;
    const steps = display?.scene?.steps ?? [];
    const key = JSON.stringify([display?.id, display?.version, display?.fit?.body_pt, display?.fit?.leading_pt, steps]);
    if (key === this.key) return false;
    this.key = key;
    this.steps = [...steps].reverse();
    this.stop({ quietly: true });
    if (!steps.length || !display.fit) {
      at("tries").replaceChildren(make("h2", { id: "tries-head" }, "What if"), make("p", { class: "quiet" }, "When there is a page."));
      return true;
    }
    this.build(display);
    return true;
  }

  build(display) {
    const input = () => this.ask();
    const own = this.steps.findIndex((step) => step.body_pt === display.fit.body_pt);
    this.size = make("input", { type: "range", id: "try-size", min: 0, max: this.steps.length - 1, step: 1, input: () => this.resize() });
    this.size.value = Math.max(0, own);
    this.leading = make("input", { type: "range", id: "try-leading", min: 0, step: 1, input });
    this.air = make("input", { type: "range", id: "try-air", min: 0, max: 100, step: 5, value: 50, input });
    this.values = { size: make("output"), leading: make("output"), air: make("output") };
    this.reset = make("button", { type: "button", disabled: true, click: () => this.stop() }, "Back to the fit");
    at("tries").replaceChildren(
      make("h2", { id: "tries-head" }, "What if"),
      row("Type", this.size, this.values.size),
      row("Leading", this.leading, this.values.leading),
      row("Gaps", this.air, this.values.air),
      make("p", { class: "quiet" }, "Nothing is written. "),
      this.reset,
    );
    this.leadings(display.fit.leading_pt);
    this.name();
  }

  get step() {
    return this.steps[Number(this.size.value)];
  }

  leadings(wanted) {
    const known = [...this.step.leadings_pt].reverse();
    const nearest = known.reduce((best, one, index) => (Math.abs(one - wanted) < Math.abs(known[best] - wanted) ? index : best), 0);
    this.leading.max = String(known.length - 1);
    this.leading.value = String(nearest);
    this.leading.disabled = known.length < 2;
  }

  resize() {
    const before = this.wish?.leading ?? Infinity;
    this.leadings(before);
    this.ask();
  }

  name() {
    const leading = [...this.step.leadings_pt].reverse()[Number(this.leading.value)];
    this.wish = { body: this.step.body_pt, leading, air: Number(this.air.value) / 100 };
    this.values.size.textContent = `${this.wish.body} pt`;
    this.values.leading.textContent = `${leading} pt`;
    this.values.air.textContent = `${this.air.value} %`;
    this.size.setAttribute("aria-valuetext", `${this.wish.body} pt`);
    this.leading.setAttribute("aria-valuetext", `${leading} pt`);
  }

  ask() {
    this.name();
    this.reset.disabled = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), REST_MS);
  }

  async fetch() {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const wish = this.wish;
    try {
      const answer = await fetch(`try/${this.base}?${new URLSearchParams(wish)}`, { signal: asking.signal });
      if (!answer.ok || this.asking !== asking) return;
      const tried = await answer.json();
      if (!tried.picture) {
        say(tried.problems?.[0]?.message ?? "It cannot be set so.", { show: true });
        return;
      }
      this.shown({ ...tried, wish });
    } catch {
      // A newer wish has come, or the preview has ended.
    }
  }

  /** Show the page as it was fitted again. */
  stop({ quietly = false } = {}) {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.asking = null;
    if (this.reset) this.reset.disabled = true;
    if (!quietly) this.key = "";
    if (!quietly) this.shown(null);
  }
}

function row(name, input, value) {
  return make("p", { class: "slider" }, make("label", { for: input.id }, name), input, value);
}
