// The page: everybody's phone, who is on the desk, and what the server tells.

import { h, initialsOf } from "./dom.js";
import { Phone, View } from "./phone.js";
import { controls } from "./controls.js";

const GROUPS = [
  ["Kecamatan", ["jfu", "sekretaris", "camat", "admin"]],
  ["Bapperida", ["kepala_bidang", "bapperida"]],
  ["Delegasi kelurahan", ["delegasi"]],
  ["Lurah", ["lurah"]],
  ["Tim Musrenbang", ["tim"]],
];
const FIRST_OPEN = ["delegasi", "jfu", "camat", "kepala_bidang", "sekretaris"];
const PHONE_WIDTH = 350;
// Who has done nothing for so long gives way to who does: to somebody of another post, another part of the story, sooner.
const STILL_MS = 1000;
const STILL_OTHERS_MS = 200;
const NARROW = matchMedia("(max-width: 760px)");

const phones = new Map(); // person id -> Phone
let open = []; // person ids on the desk, the oldest first
let season = null;
let phase = "";
const chosen = new Set(); // whom a visitor has opened himself while the story plays
const acted = new Map(); // person id -> when the story last let him do something
let heard = 0; // the number of the newest act
const desk = document.getElementById("desk");
const people = document.getElementById("people");
const tabs = document.getElementById("tabs");
const stage = controls({ reset: () => (open = []), show, called: (id) => phones.get(id).person.label });

// -- who is on the desk

const room = () => (NARROW.matches ? 1 : Math.max(1, Math.floor((desk.clientWidth - 12) / PHONE_WIDTH)));

function show(id) {
  stage.closeRail();
  chosen.add(id);
  if (!open.includes(id)) {
    open.push(id);
    while (open.length > room()) open.shift();
  } else if (!NARROW.matches) {
    phones.get(id).view?.root.scrollIntoView({ inline: "nearest", behavior: "smooth" });
    phones.get(id).view?.root.querySelector("textarea").focus({ preventScroll: true });
  }
  lay();
}

/** The phone that acts is the one in sight, as long as nobody at work or chosen by the visitor has to go for it. */
function follow({ who, words, number }) {
  if (number === heard || phase !== "story" || !phones.has(who)) return;
  heard = number;
  const now = Date.now();
  if (!open.includes(who)) {
    const post = (id) => phones.get(id).person.post;
    const still = (id) => now - (acted.get(id) ?? 0) > (post(id) === post(who) ? STILL_MS : STILL_OTHERS_MS);
    const idle = open.filter((id) => !chosen.has(id) && still(id));
    idle.sort((a, b) => (acted.get(a) ?? 0) - (acted.get(b) ?? 0));
    if (open.length < room()) open.push(who);
    else if (idle.length) open[open.indexOf(idle[0])] = who;
    else return;
    lay();
  }
  acted.set(who, now);
  for (const id of open) phones.get(id).view?.root.classList.toggle("acts", id === who);
  stage.acts(`${phones.get(who).person.label} ${words}`);
}

function hide(id) {
  open = open.filter((one) => one !== id);
  lay();
}

function lay() {
  while (open.length > room()) open.shift();
  for (const phone of phones.values()) if (phone.view && !open.includes(phone.person.id)) phone.view.close();
  const order = [...phones.keys()].filter((id) => open.includes(id));
  order.sort((a, b) => open.indexOf(a) - open.indexOf(b));
  // All stand side by side before any is drawn: alone on the desk one is as wide as three, and its end elsewhere.
  const fresh = [];
  for (const id of order) {
    const phone = phones.get(id);
    const view = phone.view ?? new View(phone, { onclose: () => hide(id) });
    if (view.root.isConnected) continue;
    desk.insertBefore(view.root, desk.children[order.indexOf(id)] ?? null);
    fresh.push(view);
  }
  for (const view of fresh) {
    view.first = true;
    view.draw();
  }
  desk.classList.toggle("bare", open.length === 0);
  remember();
  count();
}

function remember() {
  sessionStorage.setItem("open", JSON.stringify(open));
}

function firstOpen() {
  const kept = JSON.parse(sessionStorage.getItem("open") ?? "[]").filter((id) => phones.has(id));
  if (kept.length) return kept;
  const everybody = [...phones.values()].map((one) => one.person);
  return FIRST_OPEN.map((post) => everybody.find((one) => one.post === post)?.id).filter(Boolean).slice(0, room());
}

// -- the people

function meet(everybody) {
  for (const person of everybody) if (!phones.has(person.id)) phones.set(person.id, new Phone(person));
  people.replaceChildren(
    ...GROUPS.map(([title, posts]) => {
      const members = posts.flatMap((post) => everybody.filter((one) => one.post === post));
      return h("section", { class: "people-group" }, h("h2", {}, title), ...members.map((one) => entry(one, "who")));
    }),
  );
  const ordered = GROUPS.flatMap(([, posts]) => posts.flatMap((post) => everybody.filter((one) => one.post === post)));
  tabs.replaceChildren(...ordered.map((one) => entry(one, "tab")));
}

function entry(person, kind) {
  return h(
    "button",
    { class: kind, type: "button", "data-who": person.id, title: person.name, onclick: () => show(person.id) },
    h("span", { class: `face ${person.post}`, "aria-hidden": "true" }, initialsOf(person.name)),
    h("span", { class: "who-words" }, h("b", {}, person.label), h("small", {}, person.name)),
    h("span", { class: "unread", hidden: true }),
  );
}

function count() {
  let total = 0;
  for (const phone of phones.values()) {
    const { unread, person } = phone;
    total += unread;
    for (const node of document.querySelectorAll(`[data-who="${person.id}"]`)) {
      node.setAttribute("aria-pressed", open.includes(person.id));
      const badge = node.querySelector(".unread");
      badge.hidden = unread === 0;
      badge.textContent = unread > 99 ? "99+" : unread;
      badge.setAttribute("aria-label", `${unread} pesan belum dibaca`);
    }
  }
  document.title = `${total ? `(${total}) ` : ""}Demo Musrenbang Kecamatan`;
  const here = tabs.querySelector('[aria-pressed="true"]');
  if (here && NARROW.matches) tabs.scrollTo({ left: here.offsetLeft - tabs.clientWidth / 2 + here.offsetWidth / 2 });
}

// -- what the server tells

function hear(told) {
  stage.tick(new Date(told.now));
  if (told.scenery) {
    if (people.childElementCount === 0) meet(told.scenery.people);
    stage.scenery(told.scenery);
  }
  const first = told.season !== season;
  if (first) {
    for (const phone of phones.values()) phone.forget();
    season = told.season;
  }
  for (const [id, news] of Object.entries(told.phones)) phones.get(Number(id))?.takes(news, first);
  if (first && !open.length) {
    open = firstOpen();
    lay();
  }
  const ready = told.scenery && told.scenery.phase !== "setup" && (phase === "setup" || phase === "");
  // Joining is no news to anybody: what waits now is what the season begins with.
  if (ready) for (const phone of phones.values()) phone.isRead();
  if (told.scenery) begins(told.scenery.phase);
  follow(told.act);
  count();
}

function begins(now) {
  if (now === phase) return;
  phase = now;
  chosen.clear();
  for (const { view } of phones.values()) view?.root.classList.remove("acts");
}

function listen() {
  const stream = new EventSource("/demo/events");
  stream.addEventListener("message", (event) => {
    hear(JSON.parse(event.data));
    stage.connected(true);
  });
  // The browser comes back by itself; the server then tells everything from the start.
  stream.addEventListener("error", () => {
    season = null;
    stage.connected(false);
  });
}

addEventListener("resize", () => lay());
document.addEventListener("visibilitychange", () => {
  for (const id of open) if (phones.get(id)?.view?.seen) phones.get(id).isRead();
  count();
});
listen();
