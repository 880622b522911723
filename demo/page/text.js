// Words with their entities, as DOM nodes: what people typed never becomes HTML.

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** A fragment of the text; `acts` says what a tap on a command or a bot's link does. */
export function worded(text, entities = [], acts) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return piece(text, 0, text.length, sorted, acts);
}

function piece(text, from, to, entities, acts) {
  const out = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const end = entity.offset + entity.length;
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    if (entity.offset > at) out.append(text.slice(at, entity.offset));
    const node = element(entity, text.slice(entity.offset, end), acts);
    node.append(piece(text, entity.offset, end, entities.slice(i + 1, next), acts));
    out.append(node);
    at = end;
    i = next;
  }
  if (at < to) out.append(text.slice(at, to));
  return out;
}

function element(entity, words, acts) {
  const { type } = entity;
  if (TAGS[type]) return document.createElement(TAGS[type]);
  if (type === "text_link" || type === "url") return link(entity.url ?? words, acts);
  if (type === "bot_command") return acting(() => acts.sends(words.split("@")[0]));
  if (type === "spoiler") return spoiler();
  if (type === "email") return link(`mailto:${words}`, acts);
  if (type === "phone_number") return link(`tel:${words.replace(/\s/g, "")}`, acts);
  return document.createElement("span");
}

/** A link; one to a bot of Telegram is followed inside the phone. */
export function link(address, acts) {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `http://${address}`;
  const start = startOf(url);
  if (start !== null) return acting(() => acts.sends(`/start ${start}`.trim()));
  const node = document.createElement("a");
  if (/^(https?|mailto|tel):/i.test(url)) node.href = url;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

/** The start parameter of a link to a bot, or null. */
export function startOf(url) {
  try {
    const parsed = new URL(url);
    if (!["t.me", "telegram.me"].includes(parsed.hostname)) return null;
    return parsed.searchParams.get("start") ?? "";
  } catch {
    return null;
  }
}

function acting(act) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "inline-act";
  node.addEventListener("click", act);
  return node;
}

function spoiler() {
  const node = document.createElement("span");
  node.className = "spoiler";
  node.addEventListener("click", () => node.classList.add("open"), { once: true });
  return node;
}
