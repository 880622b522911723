// One phone: a chat with the bot that is drawn again wherever it has changed.

import { h, post, dayOf, icon, initialsOf } from "./dom.js";
import { bubble, line } from "./bubble.js";
import { composer } from "./composer.js";

const PRESS_SECONDS = 10;
const TOAST_MS = 3500;

/** What a person's phone holds, whether it is shown or not. */
export class Phone {
  constructor(person) {
    this.person = person;
    this.forget();
  }

  forget() {
    this.messages = new Map();
    this.keyboard = null;
    this.commands = [];
    this.read = 0; // the newest message that was on the screen
    this.answered = new Set();
    this.waiting = 0; // presses of this page that have no answer yet
    this.view?.clear();
  }

  /** News from the server; `first` when it is all there ever was. */
  takes(news, first) {
    for (const message of news.messages) this.messages.set(message.message_id, message);
    this.keyboard = news.keyboard;
    this.commands = news.commands;
    for (const answer of news.answers) this.isAnswered(answer, { mine: false, quietly: first });
    this.view?.draw();
  }

  get alive() {
    return [...this.messages.values()].filter((one) => !one.deleted).sort((a, b) => a.message_id - b.message_id);
  }

  get unread() {
    if (this.view?.seen) return 0;
    return this.alive.filter((one) => one.by_bot && !one.pinned_message && one.message_id > this.read).length;
  }

  isRead() {
    this.read = Math.max(this.read, ...this.messages.keys());
  }

  /** A box to close is for who pressed here; of what the story presses a toast is enough. */
  isAnswered(answer, { mine, quietly = false }) {
    if (this.answered.has(answer.query_id)) return;
    if (!mine && this.waiting) return; // perhaps ours: the press itself brings the answer
    this.answered.add(answer.query_id);
    if (answer.text && !quietly) this.view?.shows(answer.text, mine && answer.show_alert);
  }

  // -- what a person does

  url(act) {
    return `/phone/${this.person.id}/${act}`;
  }

  async sends(text) {
    await this.tries(() => post(this.url("text"), { text }));
  }

  async sendsPhoto(blob, album = "") {
    await this.tries(() => post(`${this.url("photo")}?${new URLSearchParams({ album })}`, blob));
  }

  async sendsVoice(seconds) {
    await this.tries(() => post(this.url("other"), { kind: "voice", seconds }));
  }

  /** Somebody who stands in the address book of this phone. */
  async sendsOther() {
    const facts = { kind: "contact", phone_number: "+6281211112222", first_name: "Pak Karta, tetangga" };
    await this.tries(() => post(this.url("other"), facts));
  }

  async sendsFile(file) {
    const about = new URLSearchParams({ name: file.name, mime: file.type });
    await this.tries(() => post(`${this.url("document")}?${about}`, file));
  }

  async sendsPlace(latitude, longitude) {
    await this.tries(() => post(this.url("other"), { kind: "location", latitude, longitude }));
  }

  async sendsContact() {
    const number = this.person.phone.replace(/^0/, "+62").replace(/-/g, "");
    const facts = { kind: "contact", phone_number: number, user_id: this.person.id, first_name: this.person.name };
    await this.tries(() => post(this.url("other"), facts));
  }

  /** What the bot is called in the writing line. */
  get botName() {
    return this.alive.find((one) => one.by_bot)?.from.username ?? "bot";
  }

  async asks(query) {
    let offer = null;
    await this.tries(async () => (offer = await post(this.url("inline"), { query, within: PRESS_SECONDS })));
    return offer;
  }

  async picks(id) {
    await this.tries(() => post(this.url("pick"), { id }));
  }

  searches(query) {
    this.view?.composer.searches(query);
  }

  async presses(messageId, data, node) {
    if (node.classList.contains("busy")) return;
    node.classList.add("busy");
    this.waiting += 1;
    await this.tries(async () => {
      const told = await post(this.url("press"), { message_id: messageId, data, within: PRESS_SECONDS });
      if (told.answer) this.isAnswered(told.answer, { mine: true });
      else this.view?.shows("Bot belum menjawab. Coba sebentar lagi.");
    });
    this.waiting -= 1;
    node.classList.remove("busy");
  }

  async tries(act) {
    try {
      await act();
    } catch (trouble) {
      this.view?.shows(trouble.message, true);
    }
  }
}

/** The phone on the page. */
export class View {
  constructor(phone, { onclose }) {
    this.phone = phone;
    this.nodes = new Map(); // message id -> {node, version}
    const { person } = phone;
    this.pinned = h("button", { class: "pinned", type: "button", hidden: true, onclick: () => this.showsPinned() });
    this.list = h("div", { class: "chat", role: "log", "aria-live": "polite", "aria-label": `Percakapan ${person.label}`, tabindex: "0" });
    this.toasts = h("div", { class: "toasts", role: "status" });
    this.down = h("button", { class: "down", type: "button", hidden: true, "aria-label": "Ke pesan terbaru", onclick: () => this.toEnd(true) }, icon("down"));
    this.composer = composer(phone);
    this.root = h(
      "section",
      { class: "phone", "data-person": person.id, "data-post": person.post, "aria-label": person.label },
      h(
        "header",
        { class: "phone-head" },
        h("span", { class: `face ${person.post}`, "aria-hidden": "true" }, initialsOf(person.name)),
        h("span", { class: "phone-who" }, h("b", {}, person.label), h("small", {}, person.name)),
        h("button", { class: "phone-close", type: "button", "aria-label": `Tutup telepon ${person.label}`, onclick: onclose }, icon("close")),
      ),
      this.pinned,
      h("div", { class: "chat-frame" }, this.list, this.down, this.toasts),
      this.composer.root,
    );
    this.list.addEventListener("scroll", () => this.scrolled());
    this.list.addEventListener("load", () => this.sticks(), true); // a picture makes the chat longer
    new ResizeObserver(() => this.sticks()).observe(this.list);
    phone.view = this;
    this.first = true;
    this.draw();
  }

  /** Whether what arrives here is seen by somebody. */
  get seen() {
    return this.root.isConnected && this.root.offsetParent !== null && !document.hidden;
  }

  close() {
    this.phone.isRead();
    this.phone.view = null;
    this.root.remove();
  }

  clear() {
    this.root.querySelector(".alert")?.remove();
    this.toasts.replaceChildren();
    this.nodes.clear();
    this.list.replaceChildren();
    this.first = true;
    this.draw();
  }

  draw() {
    const atEnd = this.first || this.atEnd;
    const alive = this.phone.alive;
    const wanted = [];
    let day = "";
    for (const message of alive) {
      const today = dayOf(new Date(message.date * 1000));
      if (today !== day) wanted.push(this.dayLine(today));
      day = today;
      wanted.push(this.nodeOf(message));
    }
    this.place(wanted, new Set(alive.map((one) => one.message_id)));
    this.drawPinned(alive.filter((one) => one.pinned && !one.pinned_message));
    this.composer.draw();
    this.atEnd = atEnd;
    this.sticks();
    this.first = false;
    if (this.seen) this.phone.isRead();
    if (this.root.isConnected) this.scrolled();
  }

  dayLine(words) {
    const key = `day ${words}`;
    if (!this.nodes.has(key)) this.nodes.set(key, { node: line(words), version: "" });
    return this.nodes.get(key).node;
  }

  nodeOf(message) {
    const version = JSON.stringify(message);
    const known = this.nodes.get(message.message_id);
    if (known?.version === version) return known.node;
    const node = bubble(message, this.phone);
    if (known) {
      const keys = [...known.node.querySelectorAll(".key")];
      const at = keys.indexOf(document.activeElement);
      known.node.replaceWith(node);
      node.classList.add("flash");
      if (at >= 0) (node.querySelectorAll(".key")[at] ?? this.list).focus({ preventScroll: true });
    } else if (!this.first) node.classList.add("fresh");
    this.nodes.set(message.message_id, { node, version });
    return node;
  }

  place(wanted, alive) {
    for (const [key, { node }] of this.nodes) {
      if (typeof key === "number" && !alive.has(key)) {
        node.remove();
        this.nodes.delete(key);
      }
    }
    for (const stray of [...this.list.children]) if (!wanted.includes(stray)) stray.remove();
    wanted.forEach((node, at) => {
      if (this.list.children[at] !== node) this.list.insertBefore(node, this.list.children[at] ?? null);
    });
    this.list.classList.toggle("empty", wanted.length === 0);
  }

  drawPinned(pinned) {
    const newest = pinned[pinned.length - 1];
    this.pinned.hidden = !newest;
    if (!newest) return;
    this.pinnedId = newest.message_id;
    const words = (newest.text ?? newest.caption ?? "Pesan").split("\n")[0];
    this.pinned.replaceChildren(h("small", {}, "Disematkan"), h("span", {}, words));
  }

  showsPinned() {
    const node = this.nodes.get(this.pinnedId)?.node;
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.classList.remove("flash");
    requestAnimationFrame(() => node?.classList.add("flash"));
  }

  get nearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 90;
  }

  toEnd(smoothly = false) {
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smoothly ? "smooth" : "instant" });
  }

  scrolled() {
    this.atEnd = this.nearEnd;
    this.down.hidden = this.atEnd;
  }

  /** Who was reading the newest message goes on doing so. */
  sticks() {
    if (this.atEnd) this.toEnd();
  }

  /** What a press was answered: a toast, or a box to close. */
  shows(words, alert = false) {
    if (alert) {
      this.alerts(words);
      return;
    }
    const toast = h("p", { class: "toast" }, words);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  alerts(words) {
    this.root.querySelector(".alert")?.remove();
    const before = document.activeElement;
    const close = () => {
      box.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
    };
    const button = h("button", { type: "button", onclick: close }, "Tutup");
    const box = h(
      "div",
      { class: "alert", role: "alertdialog", "aria-label": "Jawaban bot", onkeydown: (event) => event.key === "Escape" && close() },
      h("div", { class: "alert-box" }, h("p", {}, words), button),
    );
    this.root.append(box);
    if (this.seen) button.focus({ preventScroll: true });
  }
}
