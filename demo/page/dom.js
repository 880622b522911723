// Small words for making nodes, and how dates are said.

/** h("button", {class: "x", type: "button", onclick: f}, "words", node) */
export function h(name, facts = {}, ...inside) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(facts)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...inside.filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

const ZONE = "Asia/Jakarta";
const formats = {
  clock: { hour: "2-digit", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short" },
};
const made = Object.fromEntries(
  Object.entries(formats).map(([name, how]) => [name, new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, ...how })]),
);

export const clockOf = (date) => made.clock.format(date).replace(":", ".");
export const dayOf = (date) => made.day.format(date);
export const shortDayOf = (date) => made.short.format(date);

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "KB"] : [bytes / 1024 ** 2, "MB"];
  return `${value.toLocaleString("id-ID", { maximumFractionDigits: 1 })} ${unit}`;
}

export const initialsOf = (name) =>
  name
    .replace(/^(drs|dr|hj?|ir|bapak|ibu|ustaz)\.?\s+/i, "")
    .split(",")[0]
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => word[0].toUpperCase())
    .join("");

export async function post(address, body, options = {}) {
  const bytes = body instanceof Blob;
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-Page": "1", ...(bytes ? {} : { "Content-Type": "application/json" }) },
    body: bytes ? body : JSON.stringify(body ?? {}),
    ...options,
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error ?? `Gagal (${answer.status})`);
  return told;
}

const ICONS = {
  clip: "M21 11.5l-8.6 8.6a5.6 5.6 0 0 1-8-8l8.9-8.8a3.8 3.8 0 0 1 5.3 5.3l-8.8 8.8a1.9 1.9 0 0 1-2.7-2.7l7.9-7.9",
  send: "M4 12L20.5 4.5 15 20l-3.6-6.4zM11.4 13.6L20.5 4.5",
  pin: "M12 21.5s7-6.3 7-11.6a7 7 0 1 0-14 0c0 5.3 7 11.6 7 11.6zM12 12.4a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  person: "M12 12a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4zM4.5 20.4c.8-3.6 3.8-5.8 7.5-5.8s6.7 2.2 7.5 5.8",
  thumb: "M7 11v9H3.5v-9zM7 11l4-7.5a2.2 2.2 0 0 1 3 2.6L13 10h5.6a2 2 0 0 1 2 2.4l-1.3 6a2 2 0 0 1-2 1.6H7",
  down: "M12 4.5v14.5M5.5 12.5l6.5 6.5 6.5-6.5",
  close: "M6 6l12 12M18 6L6 18",
};

/** A drawn mark: letters with pictures are not on every machine. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
