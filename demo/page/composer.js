// Where a person writes: the menu of commands, attachments, the words, and the reply keyboard.

import { h, icon } from "./dom.js";
import { searcher } from "./search.js";

const SCENES = [
  ["drainase", "Saluran tersumbat"], ["jalan", "Jalan rusak"], ["posyandu", "Posyandu retak"],
  ["lampu", "Lampu padam"], ["pelatihan", "Pelatihan warga"],
];
let taken = 0; // every sample photo is a little different from the one before

export function composer(phone) {
  const words = h("textarea", { rows: "1", placeholder: "Pesan", "aria-label": `Pesan dari ${phone.person.label}`, enterkeyhint: "send" });
  const send = h("button", { class: "send", type: "submit", "aria-label": "Kirim" }, icon("send"));
  const menu = opener("/", "Menu perintah", () => commands(phone, closeAll));
  const attach = opener(icon("clip"), "Lampirkan", () => attachments(phone, closeAll));
  const keys = h("div", { class: "reply-keys", role: "group", "aria-label": "Papan tombol", hidden: true });
  const form = h("form", { class: "writer" }, menu.button, attach.button, words, send);
  const found = searcher(phone, words, () => {
    words.value = "";
    grow();
  });
  const root = h("footer", { class: "composer" }, menu.sheet, attach.sheet, found.sheet, form, keys);

  function closeAll() {
    menu.close();
    attach.close();
  }
  function grow() {
    words.style.height = "auto";
    words.style.height = `${Math.min(words.scrollHeight, 132)}px`;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = words.value.trim();
    if (!text) return;
    words.value = "";
    grow();
    closeAll();
    phone.sends(text);
  });
  words.addEventListener("input", () => {
    grow();
    found.search();
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  root.addEventListener("keydown", (event) => event.key === "Escape" && closeAll());

  let drawn = "";
  function draw() {
    menu.button.hidden = phone.commands.length === 0;
    const rows = phone.keyboard?.keyboard ?? [];
    if (JSON.stringify(rows) === drawn) return;
    drawn = JSON.stringify(rows);
    keys.hidden = rows.length === 0;
    keys.replaceChildren(...rows.map((row) => h("div", { class: "keys-row" }, ...row.map((button) => replyKey(button, phone)))));
  }
  /** A button that begins a search puts the bot's name there. */
  function searches(query) {
    words.value = `@${phone.botName} ${query}`;
    words.focus({ preventScroll: true });
    found.search();
  }
  return { root, draw, searches };
}

function replyKey(button, phone) {
  const label = typeof button === "string" ? button : button.text;
  const act = button.request_contact
    ? () => phone.sendsContact()
    : button.request_location
      ? () => phone.sendsPlace(...phone.person.pin)
      : () => phone.sends(label);
  return h("button", { class: "key", type: "button", onclick: act }, label);
}

/** A button with a sheet above the writing line. */
function opener(mark, label, fill) {
  const sheet = h("div", { class: "sheet", hidden: true, role: "menu" });
  const close = () => {
    sheet.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  const toggle = () => {
    const opening = sheet.hidden;
    sheet.parentElement.querySelectorAll(".sheet").forEach((one) => (one.hidden = true));
    if (!opening) return close();
    sheet.replaceChildren(...fill());
    sheet.hidden = false;
    button.setAttribute("aria-expanded", "true");
    sheet.querySelector("button")?.focus({ preventScroll: true });
  };
  const button = h("button", { class: "tool", type: "button", "aria-label": label, title: label, "aria-expanded": "false", onclick: toggle }, mark);
  return { button, sheet, close };
}

function commands(phone, done) {
  return phone.commands.map((one) =>
    item(`/${one.command}`, one.description, () => {
      done();
      phone.sends(`/${one.command}`);
    }),
  );
}

function item(title, note, act) {
  return h("button", { class: "sheet-item", type: "button", role: "menuitem", onclick: act }, h("b", {}, title), note ? h("small", {}, note) : null);
}

function attachments(phone, done) {
  const [latitude, longitude] = phone.person.pin;
  return [
    h("h3", {}, "Kirim foto contoh"),
    h("div", { class: "samples" }, ...SCENES.map(([name, label]) => sample(name, label, phone, done))),
    h(
      "div",
      { class: "row" },
      small("Album 3 foto", () => (done(), album(phone))),
      small("Foto asli (berkas)", () => (done(), original(phone))),
      small("Pesan suara 0:42", () => (done(), phone.sendsVoice(42))),
    ),
    h("h3", {}, "Dari perangkat ini"),
    h(
      "div",
      { class: "row" },
      picker("Unggah foto", "image/*", (file) => phone.sendsPhoto(file), done),
      picker("Unggah berkas", "", (file) => phone.sendsFile(file), done),
    ),
    h("h3", {}, "Lokasi dan kontak"),
    place(latitude, longitude, phone, done),
    h(
      "div",
      { class: "row" },
      small("Bagikan kontak", () => (done(), phone.sendsContact())),
      small("Kontak orang lain", () => (done(), phone.sendsOther())),
    ),
  ];
}

function sample(name, label, phone, done) {
  const picture = h("img", { src: `/demo/pictures/${name}/1`, alt: "", width: "96", height: "72", loading: "lazy" });
  const act = async () => {
    done();
    phone.sendsPhoto(await taking(name));
  };
  return h("button", { class: "sample", type: "button", title: label, onclick: act }, picture, h("small", {}, label));
}

async function taking(name, about = "") {
  taken += 1;
  const answer = await fetch(`/demo/pictures/${name}/${taken}${about}`);
  return answer.blob();
}

/** Three photos in one go, as an album arrives: one after the other. */
async function album(phone) {
  const name = `album ${Date.now()}`;
  for (const [scene] of SCENES.slice(0, 3)) await phone.sendsPhoto(await taking(scene), name);
}

/** As the camera made it: with the place and the time inside, which a photo loses on its way. */
async function original(phone) {
  const [latitude, longitude] = phone.person.pin;
  const picture = await taking("drainase", `?${new URLSearchParams({ latitude, longitude })}`);
  phone.sendsFile(new File([picture], `IMG_${1000 + taken}.jpg`, { type: "image/jpeg" }));
}

const small = (label, act) => h("button", { class: "small", type: "button", onclick: act }, label);

function picker(label, accept, act, done) {
  const input = h("input", { type: "file", accept, hidden: true });
  input.addEventListener("change", () => {
    const [file] = input.files;
    done();
    if (file) act(file);
  });
  return h("span", {}, input, small(label, () => input.click()));
}

function place(latitude, longitude, phone, done) {
  const field = (label, value) => h("input", { type: "text", inputmode: "decimal", value, "aria-label": label, title: label });
  const lat = field("Lintang", latitude);
  const lon = field("Bujur", longitude);
  const act = (event) => {
    event.preventDefault();
    const [a, b] = [lat, lon].map((one) => Number(one.value.replace(",", ".")));
    if (!Number.isFinite(a) || !Number.isFinite(b)) return;
    done();
    phone.sendsPlace(a, b);
  };
  return h("form", { class: "place-form", onsubmit: act }, lat, lon, h("button", { class: "small", type: "submit" }, "Kirim lokasi"));
}
