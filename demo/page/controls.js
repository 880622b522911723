// Around the phones: the clock, the story, beginning again, and the curtain while the season is set up.

import { h, post, clockOf, dayOf, shortDayOf } from "./dom.js";

const MOST_NAMED = 3;
const DAY_MS = 86_400_000;
const at = (id) => document.getElementById(id);

export function controls({ reset, show, called }) {
  let ahead = null; // how far this Telegram's clock is before ours, in ms
  let scene = null;
  let online = false;

  // -- the clock

  const now = () => new Date(Date.now() + ahead);
  function tick(told) {
    if (told) ahead = told.getTime() - Date.now();
    if (ahead === null) return;
    document.querySelector("[data-clock-day]").textContent = dayOf(now());
    document.querySelector("[data-clock-time]").textContent = `${clockOf(now())} WIB`;
    document.querySelector("[data-clock-short]").textContent = `${shortDayOf(now())} · ${clockOf(now())}`;
  }
  setInterval(tick, 1000);

  async function busy(node, said, act) {
    const buttons = document.querySelectorAll("[data-turn], #next-word, [data-wish]");
    buttons.forEach((one) => (one.disabled = true));
    node.textContent = said;
    try {
      node.replaceChildren(...((await act()) ?? []));
    } catch (trouble) {
      node.textContent = trouble.message;
    }
    buttons.forEach((one) => (one.disabled = false));
    draw();
  }

  for (const button of document.querySelectorAll("[data-turn]")) {
    button.addEventListener("click", () =>
      busy(at("clock-said"), "", async () => {
        tick(new Date((await post("/control/clock", { by: Number(button.dataset.turn) })).now));
      }),
    );
  }
  at("next-word").addEventListener("click", () =>
    busy(at("clock-said"), "Memutar waktu, hari demi hari…", async () => {
      const before = now();
      const { said, now: told } = await post("/demo/next");
      tick(new Date(told));
      if (!said.length) return ["Dua pekan berlalu tanpa pesan baru."];
      return [`Waktu maju ${Math.ceil((now() - before) / DAY_MS)} hari. Bot menulis kepada:`, ...said.map(toldTo)];
    }),
  );

  /** What the bot wrote, and to whom; a press opens the first one's phone. */
  function toldTo({ words, to }) {
    const names = to.slice(0, MOST_NAMED).map(called).join(", ");
    const more = to.length > MOST_NAMED ? `, dan ${to.length - MOST_NAMED} orang lain` : "";
    return h("button", { class: "told", type: "button", onclick: () => show(to[0]) }, h("b", {}, `${names}${more}: `), words);
  }

  // -- the story, and beginning again

  for (const button of document.querySelectorAll("[data-wish]")) {
    button.addEventListener("click", () => {
      scene = { ...scene, phase: "story", note: "" }; // as the server will say in a moment
      closeRail();
      at("clock-said").replaceChildren();
      drawStory();
      post(`/demo/wish/${button.dataset.wish}`);
    });
  }
  at("reset").addEventListener("click", () => at("ask-reset").showModal());
  at("ask-reset").addEventListener("close", async () => {
    if (at("ask-reset").returnValue !== "yes") return;
    sessionStorage.clear();
    closeRail();
    reset();
    await post("/demo/wish/reset");
  });

  let answered = false; // the question: the server hears it a moment later
  at("ask-again").addEventListener("close", () => {
    if (scene.phase !== "asks") return;
    answered = true;
    post(`/demo/wish/${at("ask-again").returnValue === "again" ? "again" : "leave"}`);
  });
  function drawQuestion() {
    const box = at("ask-again");
    const asks = scene.phase === "asks";
    if (!asks) {
      answered = false;
      if (box.open) box.close();
    } else if (!box.open && !answered) {
      at("ask-again-said").textContent = scene.note;
      box.returnValue = "";
      box.showModal();
    }
  }

  function draw() {
    const curtain = at("curtain");
    const setting = !scene || scene.phase === "setup";
    curtain.hidden = online && !setting;
    const bar = at("curtain-progress");
    if (!online) at("curtain-said").textContent = scene ? "Sambungan ke demo terputus. Menyambung lagi…" : "Menghubungkan…";
    else if (setting && scene?.done) at("curtain-said").textContent = `${scene.done} dari ${scene.of} orang sudah bergabung lewat undangannya…`;
    else at("curtain-said").textContent = "Menyiapkan kecamatan dan undangan…";
    if (online && scene?.done) {
      bar.max = scene.of;
      bar.value = scene.done;
    } else bar.removeAttribute("value");
    if (!scene) return;
    if (scene.page) at("public-page").href = scene.page;
    at("season").textContent = `Demo ${scene.kecamatan}, RKPD ${scene.year}`;
    drawStory();
    drawQuestion();
  }

  function drawStory() {
    const { scenes, scene: played, phase, note } = scene;
    at("story").hidden = scenes.length === 0 && phase !== "trouble";
    at("story-progress").max = scenes.length || 1;
    at("story-progress").value = played;
    const over = played >= scenes.length;
    const next = over ? "Musim ini selesai." : `Berikut: ${scenes[played]}`;
    at("story-said").textContent = phase === "trouble" ? note : phase === "story" ? `Sedang: ${scenes[played]}` : next;
    at("story").classList.toggle("trouble", phase === "trouble");
    for (const button of document.querySelectorAll("[data-wish]")) button.disabled = phase !== "ready" || over;
    drawBoard();
  }

  // -- what this is; while the story plays, what happens

  let telling = false;
  function drawBoard() {
    const { scenes, scene: played, phase, note, people } = scene;
    const tells = phase === "story";
    if (tells && !telling) at("telling-act").textContent = "";
    telling = tells;
    if (tells) sessionStorage.removeItem("board closed");
    at("board").hidden = !tells && sessionStorage.getItem("board closed") !== null;
    at("welcome").hidden = tells || played > 0;
    at("telling").hidden = !at("welcome").hidden;
    at("close-board").hidden = tells;
    at("others").textContent = `${people.length - 1} orang lain`;
    if (tells) at("telling-scene").textContent = note || scenes[played];
    else if (played > 0) tellsNext(scenes[played]);
  }
  function tellsNext(title) {
    at("telling-scene").textContent = title ? `Berikut: ${title}` : "Musim ini selesai.";
    at("telling-act").textContent = title ? "Atau coba sendiri di telepon mana pun." : "Dokumennya: Status SOP, lalu Dokumen.";
  }
  at("close-board").addEventListener("click", () => {
    sessionStorage.setItem("board closed", "yes");
    drawStory();
  });

  // -- on a phone the rail is a drawer

  function closeRail() {
    document.body.classList.remove("rail-open");
    at("veil").hidden = true;
    at("open-rail").setAttribute("aria-expanded", "false");
  }
  function openRail() {
    document.body.classList.add("rail-open");
    at("veil").hidden = false;
    at("open-rail").setAttribute("aria-expanded", "true");
    at("close-rail").focus();
  }
  at("open-rail").addEventListener("click", openRail);
  at("close-rail").addEventListener("click", closeRail);
  at("veil").addEventListener("click", closeRail);
  addEventListener("keydown", (event) => event.key === "Escape" && closeRail());

  return {
    tick,
    closeRail,
    acts: (words) => (at("telling-act").textContent = words),
    scenery(told) {
      scene = told;
      draw();
    },
    connected(yes) {
      online = yes;
      draw();
    },
  };
}
