// One message of the chat.

import { h, clockOf, icon, sizeOf } from "./dom.js";
import { worded, link } from "./text.js";

const KINDS = { sticker: "Stiker", video: "Video", video_note: "Video bulat" };

/** The row of a message; `acts` is the phone that shows it. */
export function bubble(message, acts) {
  if (message.pinned_message) return line("Pesan disematkan");
  if (message.left_chat_member) return line("Bot keluar dari grup");
  const mine = !message.by_bot;
  const body = h("div", { class: "bubble" });
  if (message.forward_origin) body.append(h("p", { class: "forwarded" }, "Diteruskan dari ", nameOf(message.forward_origin)));
  if (message.reply_to_message) body.append(quoted(message.reply_to_message));
  const media = attachment(message);
  if (media) body.append(media);
  const words = message.text ?? message.caption;
  if (words) {
    const entities = message.entities ?? message.caption_entities ?? [];
    body.append(h("div", { class: "words", dir: "auto" }, worded(words, entities, acts)));
  }
  body.append(stamp(message));
  if (message.reactions?.length) body.append(h("span", { class: "liked", title: "Diterima bot" }, icon("thumb")));
  const row = h("div", { class: `message ${mine ? "mine" : "theirs"}`, "data-message": message.message_id }, body);
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length) row.append(keyboard(rows, message, acts));
  return row;
}

/** A line of the chat itself. */
export const line = (words) => h("div", { class: "line" }, h("span", {}, words));

function nameOf(origin) {
  return origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? "seseorang";
}

function quoted(message) {
  return h("p", { class: "quoted" }, (message.text ?? message.caption ?? "Pesan").slice(0, 120));
}

function stamp(message) {
  const edited = message.edit_date ? "diedit " : "";
  const pin = message.pinned ? "disematkan " : "";
  const time = clockOf(new Date((message.edit_date ?? message.date) * 1000));
  return h("span", { class: "stamp" }, `${pin}${edited}${time}`);
}

function attachment(message) {
  if (message.photo) return photo(message.photo);
  if (message.document) return file(message.document);
  if (message.voice) return voice(message.voice);
  if (message.location) return place(message);
  if (message.contact) return contact(message.contact);
  const kind = Object.keys(KINDS).find((one) => message[one]);
  return kind ? h("p", { class: "kind" }, `${KINDS[kind]}`) : null;
}

const fileAt = (id) => `/phone/files/${encodeURIComponent(id)}`;

function photo(sizes) {
  const biggest = sizes[sizes.length - 1];
  const shown = sizes.find((size) => size.width >= 320) ?? biggest;
  const picture = h("img", {
    src: fileAt(shown.file_id), alt: "Foto", width: biggest.width, height: biggest.height, loading: "lazy",
  });
  return h("a", { class: "photo", href: fileAt(biggest.file_id), target: "_blank", "aria-label": "Buka foto" }, picture);
}

function file(document) {
  const ending = (document.file_name?.match(/\.([a-z0-9]{1,4})$/i)?.[1] ?? "file").toUpperCase();
  return h(
    "a",
    { class: "file", href: fileAt(document.file_id), target: "_blank" },
    h("span", { class: "file-mark", "aria-hidden": "true" }, ending),
    h("span", { class: "file-words" }, h("b", {}, document.file_name ?? "Berkas"), h("small", {}, `${sizeOf(document.file_size)} · buka`)),
  );
}

function voice(note) {
  const length = `${Math.floor(note.duration / 60)}:${String(note.duration % 60).padStart(2, "0")}`;
  const sound = h("audio", { controls: true, preload: "none", src: fileAt(note.file_id), "aria-label": `Pesan suara ${length}` });
  return h("div", { class: "voice" }, sound, h("small", {}, `Pesan suara ${length}`));
}

function place(message) {
  const { latitude, longitude } = message.location;
  const title = message.venue?.title ?? "Lokasi";
  const words = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return h("div", { class: "place" }, h("span", { class: "place-pin" }, icon("pin")), h("span", {}, h("b", {}, title), h("small", {}, words)));
}

function contact(facts) {
  const name = [facts.first_name, facts.last_name].filter(Boolean).join(" ");
  return h("div", { class: "place" }, h("span", { class: "place-pin" }, icon("person")), h("span", {}, h("b", {}, name), h("small", {}, facts.phone_number)));
}

function keyboard(rows, message, acts) {
  return h(
    "div",
    { class: "keys", role: "group", "aria-label": "Tombol pesan" },
    ...rows.map((row) => h("div", { class: "keys-row" }, ...row.map((button) => key(button, message, acts)))),
  );
}

function key(button, message, acts) {
  if (button.url) {
    const node = link(button.url, acts);
    node.className = "key";
    node.append(button.text, h("span", { class: "key-out", "aria-hidden": "true" }, "↗"));
    return node;
  }
  const look = button.style ? ` key-${button.style}` : "";
  const node = h("button", { class: `key${look}`, type: "button" }, button.text);
  const search = button.switch_inline_query_current_chat;
  if (search !== undefined) {
    node.addEventListener("click", () => acts.searches(search));
    return node;
  }
  node.addEventListener("click", () => acts.presses(message.message_id, button.callback_data, node));
  return node;
}
