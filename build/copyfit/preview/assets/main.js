// The preview: what is chosen, what the server says of it, and how it is looked at.

import { at, count, make, say } from "./dom.js";
import { addressOf, editionIn, showList } from "./list.js";
import { marginLayer, statementLayer } from "./overlay.js";
import { showBudget, showCard, showProblems, showStrip, wordWords } from "./panels.js";
import { go, inProject, placeButton } from "./places.js";
import { Sheet } from "./sheet.js";
import { Tries } from "./tries.js";
import { wordDrawing } from "./word.js";

const ZOOMS = [0.5, 0.67, 0.8, 0.9, 1, 1.25, 1.5, 2, 3, 4, 6];
const PX_PER_PT = 96 / 72;

const pdf = new Sheet("PDF");
const word = new Sheet("As Word");
const tries = new Tries((tried) => {
  state.tried = tried;
  show();
});
const state = { rows: [], edition: null, display: null, tried: null, view: "pdf", zoom: 0, pointed: null, office: null };
let source = null;

// -- what the server says ----------------------------------------------------------------------

function follow() {
  source?.close();
  const edition = state.edition;
  source = new EventSource(edition ? `events/${base()}` : "events");
  source.addEventListener("project", (event) => inProject(JSON.parse(event.data).root));
  source.addEventListener("list", (event) => {
    state.rows = JSON.parse(event.data);
    if (!state.edition) chooseFirst();
    showList(state.rows, state.display);
  });
  source.addEventListener("sheet", (event) => {
    const display = JSON.parse(event.data);
    if (sameEdition(display.id, state.edition)) take(display);
  });
  source.addEventListener("glimpse", (event) => {
    const glimpse = JSON.parse(event.data);
    if (sameEdition(glimpse.id, state.edition)) peek(glimpse);
  });
  source.addEventListener("open", () => connection(""));
  source.addEventListener("error", () => connection("The preview has stopped. Start it again: this page will follow."));
}

function connection(text) {
  at("connection").textContent = text;
  document.body.classList.toggle("alone", Boolean(text));
}

const sameEdition = (one, other) => Boolean(one && other) && addressOf(one) === addressOf(other);
const base = () => ["brief", "variant", "language"].map((name) => encodeURIComponent(state.edition[name])).join("/");

function take(display) {
  const before = state.display;
  state.display = display;
  if (before?.digest !== display.digest) state.office = null;
  state.pointed = display.scene?.statements.find((one) => one.id === state.pointed?.id) ?? null;
  if (tries.offer(display, base())) state.tried = null;
  show();
  if (before?.stage !== display.stage || before?.version !== display.version) tell(display);
}

/** Show the picture of a page of which nothing else is known yet. */
function peek(glimpse) {
  if (!state.display?.scene || state.tried) return;
  state.display = { ...state.display, picture: glimpse.picture };
  pdf.show(`${glimpse.picture}`, `page/${base()}/${glimpse.picture}.png`);
}

function tell(display) {
  const errors = display.problems.filter((one) => one.severity === "error");
  if (display.stage === "failed") say(`${count(errors.length, "error")}: ${errors[0]?.message ?? ""}`);
  else if (display.stage === "fitted" && display.fit) {
    say(`Fitted at ${display.fit.body_pt} on ${display.fit.leading_pt} points, ${count(display.problems.length, "problem")}`);
  }
}

// -- what is chosen ----------------------------------------------------------------------------

function choose() {
  const edition = editionIn(location.hash);
  if (sameEdition(edition, state.edition)) return;
  Object.assign(state, { edition, display: null, tried: null, pointed: null, office: null });
  pdf.clear();
  word.clear();
  at("stage").scrollTo(0, 0);
  follow();
  show();
}

function chooseFirst() {
  const first = state.rows.find((row) => row.variant && row.language);
  if (first && !editionIn(location.hash)) history.replaceState(null, "", addressOf(first));
  if (first) choose();
}

// -- how it is looked at -----------------------------------------------------------------------

function show() {
  const display = state.display;
  const scene = state.tried?.scene ?? display?.scene;
  const names = state.edition ? [state.edition.brief.replace("~", " · "), state.edition.variant, state.edition.language] : [];
  document.title = names.length ? `${names.join(" · ")} – copyfit` : "copyfit preview";
  at("title").textContent = names.length ? names.join(", ") : "No page chosen";
  showList(state.rows, display);
  if (display) {
    showStrip(display);
    showProblems(state.tried ? [...state.tried.problems, ...display.problems] : display.problems);
    showBudget(display, (id) => point(display.scene?.statements.find((one) => one.id === id)));
  } else {
    at("strip").replaceChildren(make("span", { class: "part" }, "The page is being made …"));
  }
  showCard(state.pointed, display ?? {});
  downloads();
  showSheets(scene);
}

function showSheets(scene) {
  const view = state.view;
  const sheets = { pdf: [pdf], word: [word], both: [pdf, word], over: [pdf] }[view];
  const kept = [...at("sheets").children];
  const wanted = sheets.map((sheet) => sheet.element);
  if (kept.length !== wanted.length || kept.some((one, index) => one !== wanted[index])) at("sheets").replaceChildren(...wanted);
  document.querySelector(".blend").hidden = view !== "over";
  if (!scene) return;
  const zoom = zoomFor(scene, sheets.length);
  at("percent").textContent = `${Math.round(zoom * 100)} %`;
  for (const sheet of sheets) sheet.size(scene.width_pt, scene.height_pt, zoom);
  showPdf(scene, view);
  if (view === "word" || view === "both") showWord(scene);
}

function showPdf(scene, view) {
  const number = state.tried ? `try-${state.tried.picture}` : state.display.picture;
  pdf.picture.alt = `The page of ${at("title").textContent}`;
  pdf.show(`${number}`, `page/${base()}/${number}.png`);
  pdf.layer.replaceChildren();
  if (view === "over" && state.display.word) {
    const over = wordPicture(scene);
    over.style.opacity = String(Number(at("blend").value) / 100);
    pdf.layer.append(over);
  }
  if (at("marks").checked && !state.tried) pdf.layer.append(marginLayer(scene, marginsOf(state.display)));
  pdf.layer.append(statementLayer(scene, { point, go: (one) => go(one.place) }));
  pdf.layer.classList.toggle("outlined", at("outlines").checked);
  mark();
  dim(pdf);
  pdf.caption.textContent = tryWords() || (view === "over" ? "PDF and Word" : "PDF");
}

/** Return the lines with their break margins: measured when the page was fitted, while a draft has none. */
function marginsOf(display) {
  const fresh = display.scene.lines.some((line) => line.margin_pt !== null);
  return fresh ? display.scene.lines : display.stage === "draft" ? [] : display.lines;
}

function tryWords() {
  if (!state.tried) return "";
  const { wish, scene } = state.tried;
  const pages = scene.pages > 1 ? `, ${scene.pages} pages` : "";
  return `What if: ${wish.body}/${wish.leading} pt, gaps ${Math.round(wish.air * 100)} % — ${(scene.fill * 100).toFixed(1)} % full${pages}`;
}

function dim(sheet) {
  const failed = state.display.stage === "failed" && !state.tried;
  sheet.element.classList.toggle("dimmed", failed);
  sheet.element.querySelector(".message")?.remove();
  if (!failed) return;
  const first = state.display.problems.find((one) => one.severity === "error") ?? state.display.problems[0];
  if (!first) return;
  sheet.paper.append(
    make("div", { class: "message" }, make("p", {}, first.message), first.hint ? make("p", { class: "hint" }, first.hint) : null, first.file ? placeButton(first) : null),
  );
}

// -- as Word -----------------------------------------------------------------------------------

function wordPicture(scene) {
  return wordDrawing(scene, state.display.word, (name) => `part/${base()}/${encodeURIComponent(name)}`);
}

function showWord(scene) {
  const { digest, pages } = state.office ?? {};
  word.layer.replaceChildren();
  if (digest) {
    word.picture.alt = "The Word file as LibreOffice lays it out";
    word.show(digest, `office/${base()}/${digest}.png`).then((isThere) => isThere || officeIsGone(digest));
    const said = make("span", { class: pages > 1 ? "marked" : null }, count(pages, "page"));
    captionWord(["As LibreOffice lays it out, ", said], button("As the file says", leaveOffice));
  } else {
    word.clear();
    if (state.display.word) word.layer.append(wordPicture(scene));
    word.element.dataset.picture = `word-${state.display.picture}`;
    captionWord(officeWords(), state.office?.busy || !state.display.digest ? null : button("Ask LibreOffice", askOffice));
  }
  dim(word);
}

function officeWords() {
  const { busy, problem } = state.office ?? {};
  if (busy) return ["LibreOffice is at work …"];
  if (problem) return [make("span", { class: "marked" }, problem.message), problem.hint ? `; ${problem.hint}` : null];
  return [`As Word: ${state.display.word ? wordWords(state.display.word) : "not read yet"}`];
}

/** Say below the Word file how it came about; who stands on its button with the keyboard stays there. */
function captionWord(words, act) {
  const hasFocus = word.caption.contains(document.activeElement);
  word.caption.replaceChildren(...words.filter(Boolean), act ? " " : "", act ?? "");
  word.caption.tabIndex = -1;
  if (hasFocus) (act ?? word.caption).focus();
}

const button = (text, act) => make("button", { type: "button", click: act }, text);

async function askOffice() {
  const { edition } = state;
  const digest = state.display.digest;
  const isNews = () => state.edition === edition && state.display?.digest === digest;
  turnTo({ busy: true }, "LibreOffice is at work");
  try {
    const answer = await fetch(`office/${base()}`, { method: "POST" });
    const said = await answer.json();
    if (!isNews()) return;
    if (said.digest === digest) turnTo(said, `As LibreOffice lays it out, ${count(said.pages, "page")}`);
    else if (said.digest) turnTo(null, "The page has changed meanwhile");
    else turnTo({ problem: said.problems[0] }, [said.problems[0].message, said.problems[0].hint].filter(Boolean).join("; "));
  } catch {
    if (isNews()) turnTo({ problem: { message: "LibreOffice did not answer" } }, "LibreOffice did not answer");
  }
}

function leaveOffice() {
  turnTo(null, "As the file says");
}

/** Ask again if what LibreOffice made is kept no longer, as after the preview was started anew. */
function officeIsGone(digest) {
  if (state.office?.digest === digest) turnTo(null, "LibreOffice has to be asked again");
}

function turnTo(office, words) {
  state.office = office;
  show();
  say(words);
}

// -- pointing ----------------------------------------------------------------------------------

function point(statement) {
  state.pointed = statement ?? null;
  showCard(state.pointed, state.display ?? {});
  mark();
}

function mark() {
  for (const one of document.querySelectorAll(".statements [data-statement]")) {
    one.classList.toggle("pointed", one.dataset.statement === state.pointed?.id);
  }
}

// -- the bar -----------------------------------------------------------------------------------

function zoomFor(scene, sheets) {
  if (state.zoom) return state.zoom;
  const stage = at("stage");
  const width = (stage.clientWidth - 24 * (sheets + 1)) / sheets / (scene.width_pt * PX_PER_PT);
  const height = (stage.clientHeight - 64) / (scene.height_pt * PX_PER_PT);
  return Math.max(0.25, Math.min(width, Math.max(height, Math.min(width, 0.6)), 2));
}

function zoomBy(step) {
  const now = Number.parseFloat(at("percent").textContent) / 100 || 1;
  const next = step > 0 ? ZOOMS.find((one) => one > now + 0.01) : [...ZOOMS].reverse().find((one) => one < now - 0.01);
  if (!next) return;
  const stage = at("stage");
  const middle = [stage.scrollLeft + stage.clientWidth / 2, stage.scrollTop + stage.clientHeight / 2].map((one) => one / now);
  state.zoom = next;
  show();
  stage.scrollTo(middle[0] * next - stage.clientWidth / 2, middle[1] * next - stage.clientHeight / 2);
}

function view(name) {
  state.view = name;
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  show();
}

function downloads() {
  for (const form of ["pdf", "docx"]) {
    const link = at(`get-${form}`);
    const bytes = state.display?.files?.[form];
    link.hidden = !bytes;
    if (bytes) {
      const name = form === "pdf" ? "PDF" : "Word";
      link.href = `file/${base()}.${form}`;
      link.setAttribute("aria-label", `Download the ${name} file, ${Math.ceil(bytes / 1024)} KB`);
    }
  }
}

const KEYS = { "+": () => zoomBy(1), "=": () => zoomBy(1), "-": () => zoomBy(-1), 0: () => ((state.zoom = 0), show()), 1: () => view("pdf"), 2: () => view("word"), 3: () => view("both"), 4: () => view("over"), l: () => at("marks").click(), s: () => at("outlines").click(), Escape: () => state.tried && tries.stop() };

function listen() {
  addEventListener("hashchange", choose);
  addEventListener("resize", () => show());
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=text]")) return;
    KEYS[event.key]?.();
  });
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => view(button.dataset.view));
  at("smaller").addEventListener("click", () => zoomBy(-1));
  at("larger").addEventListener("click", () => zoomBy(1));
  at("fit").addEventListener("click", KEYS[0]);
  for (const id of ["marks", "outlines"]) at(id).addEventListener("change", () => show());
  at("blend").addEventListener("input", () => show());
}

listen();
showProblems([]);
showCard(null, {});
showBudget(null);
tries.offer(null, "");
state.edition = null;
if (editionIn(location.hash)) choose();
else follow();
