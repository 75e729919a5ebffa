// Sends files as they are chosen, in pieces, and goes on where a connection broke; without it the plain form works.
"use strict";

const form = document.getElementById("piece");
const PIECE = 1024 * 1024, TRIES = 5, FIRST_WAIT = 800;

if (form) {
  document.documentElement.classList.add("js");
  form.querySelectorAll(".only-js").forEach((each) => { each.hidden = false; });
  const list = document.getElementById("files"), words = document.getElementById("upload-words").dataset;
  const waits = document.getElementById("waits"), most = Number(form.dataset.most);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const api = "/api/v1", lang = document.documentElement.lang;
  let busy = 0;

  const ask = (method, url, body, headers = {}) => fetch(api + url, {
    method, body, credentials: "same-origin", headers: { "X-CSRFToken": token, "Accept-Language": lang, ...headers },
  });
  const asked = async (method, url, said, headers = {}) => {
    const body = said ? JSON.stringify(said) : undefined;
    const response = await ask(method, url, body, { ...headers, ...(said ? { "Content-Type": "application/json" } : {}) });
    if (response.ok) return response.status === 204 ? null : response.json();
    const problem = await response.json().catch(() => ({ detail: response.statusText }));
    // What the server will say again is told at once; the rest may pass.
    throw Object.assign(new Error(problem.detail), { final: response.status < 500 && response.status !== 429, code: problem.code });
  };
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const count = (more) => { busy += more; if (!busy && waits) waits.hidden = true; };

  const tell = (row, text, bad = false) => {
    row.querySelector(".file-state").textContent = text;
    row.classList.toggle("is-bad", bad);
    row.querySelector(".file-retry").hidden = !bad || row.dataset.over === "1";
  };

  const makeRow = (file) => {
    const row = document.getElementById("file-row").content.firstElementChild.cloneNode(true);
    row.querySelector(".file-name").textContent = file.name;
    row.querySelector(".file-remove").setAttribute("aria-label", `${words.remove} ${file.name}`);
    if (file.type.startsWith("image/")) {
      const picture = new Image(56, 56);
      picture.alt = "";
      picture.src = URL.createObjectURL(file);
      picture.onload = () => { row.querySelector(".file-pic").replaceChildren(picture); URL.revokeObjectURL(picture.src); };
    }
    return row;
  };

  const pieces = async (row, file) => {
    let offset = Number((await asked("GET", `/uploads/${row.dataset.id}`)).offset), left = TRIES;
    while (offset < file.size && !row.dataset.gone) {
      try {
        const part = file.slice(offset, offset + PIECE);
        const headers = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
        const response = await ask("PATCH", `/uploads/${row.dataset.id}`, part, headers);
        if (response.status === 404) throw Object.assign(new Error((await response.json()).detail), { final: true });
        if (!response.ok) throw new Error(response.statusText);
        offset = (await response.json()).offset;
        left = TRIES;
      } catch (lost) {
        if (lost.final || !left) throw lost;
        tell(row, words.broken);
        await pause(FIRST_WAIT * 2 ** (TRIES - left));
        left -= 1;
        offset = await asked("GET", `/uploads/${row.dataset.id}`).then((it) => it.offset).catch((no) => { if (no.final) throw no; return offset; });
      }
      const percent = Math.floor((offset / file.size) * 100);
      row.querySelector("progress").value = percent;
      if (offset < file.size) tell(row, `${words.sending} ${percent}%`);
    }
  };

  const send = async (row, file) => {
    count(1);
    row.dataset.state = "open";
    tell(row, words.sending);
    try {
      if (!row.dataset.id) {
        const key = row.dataset.key ||= crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now();
        row.dataset.id = (await asked("POST", `/cases/${form.dataset.case}/uploads`, { name: file.name, size: file.size }, { "Idempotency-Key": key })).id;
      }
      await pieces(row, file);
      tell(row, words.checking);
      await asked("POST", `/uploads/${row.dataset.id}/finish`);
      row.dataset.state = "ready";
      tell(row, `${words.ready} · ${(file.size / 1024 / 1024).toFixed(1)} MB`);
    } catch (no) {
      // A scanner that is away and a network that is gone can be tried again; a file that is refused cannot.
      if (no.final && no.code !== "scanner-away") row.dataset.over = "1";
      tell(row, no instanceof TypeError ? words.stopped : no.message || words.stopped, true);
    }
    count(-1);
  };

  const take = (file) => {
    const begun = [...list.querySelectorAll('li[data-state="open"][data-id]')]
      .find((row) => row.dataset.name === file.name && Number(row.dataset.size) === file.size && !row.querySelector("progress"));
    const row = makeRow(file);
    if (begun) { row.dataset.id = begun.dataset.id; begun.replaceWith(row); } else list.append(row);
    row.querySelector(".file-retry").addEventListener("click", () => send(row, file));
    row.querySelector(".file-remove").addEventListener("click", () => {
      row.dataset.gone = "1";
      if (row.dataset.id) ask("DELETE", `/uploads/${row.dataset.id}`).catch(() => {});
      row.remove();
    });
    if (file.size > most) { row.dataset.over = "1"; tell(row, words.large, true); return; }
    // One file after the other: a phone has one line.
    queue = queue.then(() => (row.dataset.gone ? undefined : send(row, file)));
  };
  let queue = Promise.resolve();

  form.querySelectorAll("input[type=file]").forEach((input) => input.addEventListener("change", () => {
    [...input.files].forEach(take);
    input.value = "";
  }));
  const drop = form.querySelector("[data-drop]");
  ["dragover", "dragenter"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); }));
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("is-over")));
  drop.addEventListener("drop", (event) => { event.preventDefault(); [...event.dataTransfer.files].forEach(take); });

  // What is still on its way is not left behind.
  form.addEventListener("submit", (event) => {
    const leaving = event.submitter?.name === "remove";
    if (busy && !leaving) { event.preventDefault(); event.stopPropagation(); waits.hidden = false; waits.scrollIntoView({ block: "center" }); }
  }, true);
}
