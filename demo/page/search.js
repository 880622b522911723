// What the bot offers while its name stands in the writing line: "@bot paving".

import { h } from "./dom.js";

const REST_MS = 250; // a person is still typing

/** A list above the writing line; `search` looks at what is written there. */
export function searcher(phone, words, picked) {
  const sheet = h("div", { class: "sheet", hidden: true, role: "listbox", "aria-label": "Hasil pencarian" });
  let asked = 0;

  async function search() {
    const mine = ++asked;
    const query = words.value.match(/^@\w*bot\s([\s\S]*)$/i)?.[1];
    if (query === undefined) {
      sheet.hidden = true;
      return;
    }
    await new Promise((done) => setTimeout(done, REST_MS));
    if (mine !== asked) return;
    const offer = await phone.asks(query.trim());
    if (mine !== asked || !offer) return;
    const rows = (offer.results ?? []).map((one) => result(one));
    sheet.replaceChildren(...(offer.button ? [way(offer.button)] : []), ...rows);
    sheet.hidden = sheet.children.length === 0;
  }

  function result(one) {
    const pick = () => {
      closes();
      phone.picks(one.id);
    };
    return item(one.title, one.description, pick);
  }

  function way(button) {
    const start = () => {
      closes();
      phone.sends(`/start ${button.start_parameter}`);
    };
    return item(button.text, "", start);
  }

  function closes() {
    asked += 1; // what is still being looked for is wanted no more
    sheet.hidden = true;
    picked();
  }

  return { sheet, search };
}

function item(title, note, act) {
  const inside = [h("b", {}, title), note ? h("small", {}, note) : null];
  return h("button", { class: "sheet-item", type: "button", role: "option", onclick: act }, ...inside);
}
