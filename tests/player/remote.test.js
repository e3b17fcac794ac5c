import { browser, clock, settled, tabs } from "./course.js";
import { equal } from "./equal.js";
import { StoreError } from "../../maitrise/player/store/error.js";
import { byMessages } from "../../maitrise/player/store/kernel.js";
import { memory } from "../../maitrise/player/store/memory.js";
import { patient, SILENCE } from "../../maitrise/player/store/patience.js";
import { remoteStore } from "../../maitrise/player/store/remote.js";

/** @typedef {import("../../maitrise/player/store/conversation.js").Request} Request */
/** @typedef {import("../../maitrise/player/types.js").Statement} Statement */

/** @param {string} name @param {() => void | Promise<void>} act */
function test(name, act) {
  Deno.test({ name, fn: act, sanitizeOps: false, sanitizeResources: false });
}

/** A server as `store/server.js` describes it, which can be down, slow to answer or full. */
function server() {
  /** @type {Map<string, string>} */
  const documents = new Map();
  /** @type {Statement[]} */
  let record = [];
  let [mark, token, down] = ["", "t-1", ""];
  /** @type {string[]} */
  const asked = [];

  /** @param {string | undefined} text */
  const version = (text) => (text === undefined ? "" : `"${text.length}-${text.slice(-40)}"`);
  /** @param {Request} request */
  function answer({ method, path, headers, body }) {
    if (method !== "GET") {
      if (headers["X-XSRFToken"] !== token) return { status: 403 };
      if (headers["Maitrise-Mark"] !== mark && path !== "erase") return { status: 410 };
    }
    if (path === "kept") {
      const all = [...documents].map(([name, text]) => [name, JSON.parse(text)]);
      const kept = { format: 1, course: "https://maitrise.example", at: "", record };
      return { status: 200, body: { ...kept, documents: Object.fromEntries(all) } };
    }
    if (path === "erase") {
      const count = documents.size + (record.length ? 1 : 0);
      documents.clear();
      [record, mark] = [[], `mark-${asked.length}`];
      return { status: 200, body: { count } };
    }
    if (path === "record") return answerRecord(method, /** @type {Statement[]} */ (body));
    const name = path.slice("documents/".length);
    const there = documents.get(name);
    if (method === "GET") {
      if (there === undefined) return { status: 200, body: null };
      return { status: 200, body: JSON.parse(there), version: version(there) };
    }
    const isNew = headers["If-None-Match"] === "*";
    const isCurrent = isNew ? there === undefined : headers["If-Match"] === version(there);
    if (!isCurrent) return { status: 412 };
    if (method === "DELETE") documents.delete(name);
    else documents.set(name, JSON.stringify(body));
    return { status: 204, version: version(documents.get(name)) };
  }
  /** @param {string} method @param {Statement[]} body */
  function answerRecord(method, body) {
    if (method === "GET") return { status: 200, body: record, version: `"${record.length}"` };
    const known = new Set(record.map(({ id }) => id));
    if (method === "POST") record = [...record, ...body.filter(({ id }) => !known.has(id))];
    else record = body;
    return { status: 204 };
  }

  return {
    documents,
    asked,
    record: () => record.map(({ id }) => id),
    /** @param {"" | "before" | "after"} when it goes: before it has done what was asked, or after */
    goDown(when) {
      down = when;
    },
    /** @type {import("../../maitrise/player/store/conversation.js").Transport} */
    async transport(request) {
      await settled();
      asked.push(`${request.method} ${request.path}`);
      if (down === "before") throw new Error("nobody there");
      const { status, body = null, version: etag = "" } = answer(structuredClone(request));
      if (down === "after" && request.method !== "GET") throw new Error("gone in the middle");
      /** @type {Record<string, string>} */
      const headers = { etag, "maitrise-mark": mark, "maitrise-token": token };
      return {
        status,
        body: structuredClone(body),
        header: (name) => headers[name.toLowerCase()] ?? "",
      };
    },
  };
}

/** A device whose pages are kept by a server. @param {ReturnType<typeof server>} of */
function device(of) {
  const waiting = memory();
  const news = tabs();
  const time = clock();
  return {
    waiting,
    /** @param {import("../../maitrise/player/store/conversation.js").Transport} [transport] */
    page: (transport = of.transport) =>
      remoteStore(transport, { place: "server", waiting, news: news(), now: time.now }),
  };
}

/** @param {Promise<unknown>} act @returns {Promise<string>} */
const refusal = (act) =>
  act.then(() => "", (error) => {
    if (error instanceof StoreError) return error.kind;
    throw error;
  });

/** @param {string} name @returns {(current: any) => any} */
const adding = (name) => (current) => ({ format: 1, cards: { ...current?.cards, [name]: {} } });

test("a document is read, changed and written on what the server has", async () => {
  const of = server();
  const store = await device(of).page();
  await store.update("cards", adding("a"));
  await store.update("cards", adding("b"));
  equal(await store.load("cards"), { format: 1, cards: { a: {}, b: {} } });
  equal(of.asked.filter((each) => each === "GET documents/cards").length, 2);
  equal(await store.load("answers/x"), null);
  equal(store.status(), { place: "server", waiting: 0 });
});

test("views that open together share one reading, and none from before a change", async () => {
  const of = server();
  const at = device(of);
  const [store, tab] = [await at.page(), await at.page()];
  const readings = () => of.asked.filter((each) => each === "GET kept").length;
  /** @param {string} id */
  const statement = (id) => ({ id, timestamp: "2026-01-01T00:00:00.000Z" });
  await store.update("cards", adding("a"));
  await store.add([statement("a")]);
  const [one, other, kept] = await Promise.all([store.record(), store.record(), store.kept()]);
  equal([one, other], [kept.record, kept.record]);
  equal([one.length, Object.keys(kept.documents), readings()], [1, ["cards"], 1]);
  const before = store.record();
  const added = store.add([statement("b")]);
  equal([(await before).length, (await store.record()).length, readings()], [1, 2, 3]);
  await added;
  // Another tab's change is told while a reading is under way, and one that begins then has it.
  const [early, late] = [store.record(), tab.add([statement("c")]).then(() => store.record())];
  await early; // it may have the third, or not
  equal((await late).length, 3);
  // So with a document, which is asked for again while it is being changed.
  const [without, changed, withIt] = [
    store.kept(),
    store.update("cards", adding("b")),
    store.kept(),
  ];
  await Promise.all([without, changed]);
  const { cards } = /** @type {any} */ ((await withIt).documents.cards);
  equal(Object.keys(cards), ["a", "b"]);
  const [old, gone] = [store.record(), store.erase()];
  equal([(await old).length, await store.record(), await gone], [3, [], 2]);
  const came = await store.bringBack(kept);
  equal([came.documents, (await store.kept()).documents], [1, kept.documents]);
});

test("two devices that change one document at once both are kept", async () => {
  const of = server();
  const [one, other] = [await device(of).page(), await device(of).page()];
  await Promise.all([one.update("cards", adding("a")), other.update("cards", adding("b"))]);
  await one.update("cards", adding("c"));
  equal(Object.keys(/** @type {any} */ (await other.load("cards")).cards).sort(), ["a", "b", "c"]);
});

test("while the server is gone what is answered waits in the browser, and is sent later", async () => {
  const of = server();
  const at = device(of);
  const { session, store } = await browser().tab(await at.page());
  await session.put("one", "moe");
  of.goDown("before");
  const outcome = await session.check("one", "moe");
  equal(outcome, { saved: true, where: "question.saved-waiting", notice: "" });
  equal(store.status().waiting, 2);
  equal(/** @type {any} */ (await store.load("answers/every-kind")).answers.one.checked, true);
  equal(of.record().length, 1);
  of.goDown("");
  equal((await session.put("several", ["scope"])).where, "question.saved");
  equal(store.status().waiting, 0);
  const kept = JSON.parse(String(of.documents.get("answers/every-kind")));
  equal([kept.answers.one.checked, kept.answers.several.value], [true, ["scope"]]);
  equal(of.record().length, 2);
  session.close();
});

test("what waits is sent by the next page that opens", async () => {
  const of = server();
  const at = device(of);
  const first = await browser().tab(await at.page());
  await first.session.put("one", "moe");
  of.goDown("before");
  await first.session.put("one", "moa");
  first.session.close();
  of.goDown("");
  const second = await browser().tab(await at.page());
  equal(second.session.answer("one"), "moa");
  equal(second.store.status().waiting, 0);
  second.session.close();
});

test("what waits is merged by time with what another device has answered meanwhile", async () => {
  const of = server();
  const here = await browser().tab(await device(of).page());
  await here.session.put("one", "moe");
  of.goDown("before");
  await here.session.put("several", ["scope"]);
  of.goDown("");
  const there = await browser().tab(await device(of).page());
  await there.session.put("one", "moa");
  await here.session.put("picked", ["J1"]);
  const kept = JSON.parse(String(of.documents.get("answers/every-kind"))).answers;
  equal(Object.keys(kept).sort(), ["one", "picked", "several"]);
  equal(here.session.answer("one"), kept.one.value);
  here.session.close();
  there.session.close();
});

test("a server that goes away in the middle of a click has the answer once", async () => {
  const of = server();
  const { session } = await browser().tab(await device(of).page());
  await session.put("one", "moe");
  of.goDown("after");
  await session.check("one", "moe");
  of.goDown("");
  await session.put("several", ["scope"]);
  equal(new Set(of.record()).size, of.record().length);
  equal(of.record().length, 2);
  session.close();
});

test("what was erased elsewhere does not come back from what waits", async () => {
  const of = server();
  const at = device(of);
  const { session } = await browser().tab(await at.page());
  await session.put("one", "moe");
  of.goDown("before");
  await session.put("one", "moa");
  of.goDown("");
  const other = await device(of).page();
  equal(await other.erase(), 3);
  const outcome = await session.put("several", ["scope"]);
  equal([outcome.saved, outcome.notice], [false, "my-record.gone"]);
  equal([of.documents.size, of.record()], [0, []]);
  session.close();
  const again = await browser().tab(await at.page());
  await again.session.put("one", "moa");
  equal(again.session.answer("one"), "moa");
  equal([...of.documents.keys()].sort(), ["answers/every-kind", "learner"]);
  again.session.close();
});

test("nobody's answers are sent as somebody else's", async () => {
  const [of, another] = [server(), server()];
  const at = device(of);
  const first = await browser().tab(await at.page());
  await first.session.put("one", "moe");
  of.goDown("before");
  await first.session.put("one", "moa");
  first.session.close();
  const second = await browser().tab(await at.page(another.transport));
  await second.session.put("several", ["scope"]);
  const kept = JSON.parse(String(another.documents.get("answers/every-kind"))).answers;
  equal(Object.keys(kept), ["several"]);
  second.session.close();
});

test("a visit that has ended keeps the answers until it is taken up again", async () => {
  const of = server();
  let ended = false;
  const store = await device(of).page((request) =>
    ended
      ? Promise.resolve({ status: 403, body: { message: "no" }, header: () => "" })
      : of.transport(request)
  );
  await store.update("learner", () => ({ format: 1, id: "p-1", path: "" }));
  await store.update("cards", adding("a"));
  ended = true;
  await store.update("cards", adding("b"));
  equal(store.status().waiting, 1);
  ended = false;
  await store.update("cards", adding("c"));
  equal(Object.keys(JSON.parse(String(of.documents.get("cards"))).cards).sort(), ["a", "b", "c"]);
});

test("before anybody has answered nothing waits, since it could be anybody's", async () => {
  const of = server();
  of.goDown("before");
  const { session, store } = await browser().tab(await device(of).page());
  const outcome = await session.put("one", "moe");
  equal(outcome.saved, false);
  equal(outcome.notice.includes("store.why.unreachable"), true);
  equal([session.answer("one"), store.status().waiting], ["moe", 0]);
  const known = { format: 1, id: "p-known", path: "" };
  of.documents.set("learner", JSON.stringify(known));
  of.goDown("");
  equal((await session.put("several", ["scope"])).saved, true);
  const kept = JSON.parse(String(of.documents.get("answers/every-kind")));
  equal(Object.keys(kept.answers).sort(), ["one", "several"]);
  // What was made up meanwhile never becomes a second pseudonym of somebody who has one.
  equal([kept.learner, session.learner], [known.id, known.id]);
  equal((await store.record()).map(({ actor }) => actor.account.name), [known.id]);
  equal(JSON.parse(String(of.documents.get("learner"))), known);
  session.close();
});

test("of two plays that went apart the one of the other device is set aside when it is sent", async () => {
  const of = server();
  const here = await device(of).page();
  /** @param {...string} choices */
  const play = (...choices) => () => ({
    format: 1,
    scenario: "s",
    decisions: choices.map((choice) => ["scene", choice]),
    endings: [],
  });
  await here.update("learner", () => ({ format: 1, id: "p-1", path: "" }));
  await here.update("scenarios/s", play("a"));
  of.goDown("before");
  await here.update("scenarios/s", play("a", "b"));
  equal(/** @type {any} */ (await here.load("scenarios/s")).decisions.length, 2);
  of.goDown("");
  await (await device(of).page()).update("scenarios/s", play("a", "x", "y"));
  await here.update("cards", adding("a"));
  const kept = [...of.documents].filter(([name]) => name.startsWith("scenarios/s"));
  equal(kept.map(([, text]) => JSON.parse(text)), [play("a", "b")(), play("a", "x", "y")()]);
});

test("one who does not answer is waited for once, not at each request", async () => {
  const [real, later] = [globalThis.setTimeout, /** @type {(() => void)[]} */ ([])];
  let [time, asked, silent] = [0, 0, true];
  const ask = patient((_, left) => {
    asked += 1;
    if (!silent) return Promise.resolve({ status: 200, body: null, header: () => "" });
    return new Promise((_, reject) => left.addEventListener("abort", () => reject(left.reason)));
  }, () => time);
  const request = /** @type {any} */ ({ method: "GET", path: "learner", headers: {} });
  /** @type {any} */ (globalThis).setTimeout = (/** @type {() => void} */ act) => later.push(act);
  const first = ask(request).catch(() => "unanswered");
  globalThis.setTimeout = real;
  later.forEach((act) => act());
  equal(await first, "unanswered");
  equal(await ask(request).catch(() => "not asked"), "not asked");
  equal(asked, 1);
  [time, silent] = [SILENCE, false];
  equal((await ask(request)).status, 200);
  equal((await ask(request)).status, 200);
  equal(asked, 3);
});

test("a server without room is said to have none, and nothing waits", async () => {
  const of = server();
  const store = await device(of).page((request) =>
    request.method === "PUT"
      ? Promise.resolve({ status: 507, body: null, header: () => "" })
      : of.transport(request)
  );
  equal(await refusal(store.update("cards", adding("a"))), "full");
  equal(store.status().waiting, 0);
});

test("a document is set aside, everything is taken away and brought back", async () => {
  const of = server();
  const { session, store } = await browser().tab(await device(of).page());
  await session.put("one", "moe");
  const file = await store.kept();
  equal((await session.beginAgain()).saved, true);
  const aside = [...of.documents.keys()].find((name) => name.includes(".before-"));
  equal(JSON.parse(String(of.documents.get(String(aside)))).answers.one.value, "moe");
  equal(await store.load("answers/every-kind"), null);
  equal(await store.bringBack(file), { documents: 1, answers: 1, statements: 0 });
  equal(/** @type {any} */ (await store.load("answers/every-kind")).answers.one.value, "moe");
  const before = structuredClone([[...of.documents], of.record()]);
  const long = Array.from({ length: 600 }, (_, n) => ({
    ...file.record[0],
    id: String(n),
    object: { id: "x".repeat(60_000) },
  }));
  const documents = { ...file.documents, cards: { format: 1, cards: {} } };
  const tooMuch = store.bringBack({ ...file, documents, record: long });
  equal(await tooMuch.catch(({ message }) => message), "kept.too-much");
  equal([[...of.documents], of.record()], before);
  session.close();
});

test("a kernel is asked by messages as a server is by requests", async () => {
  const of = server();
  /** @type {((message: any) => void)[]} */
  const listeners = [];
  const model = {
    /** @param {any} message */
    async send({ n, ...request }) {
      const { status, body, header } = await of.transport(request);
      const headers = Object.fromEntries(
        ["etag", "maitrise-mark", "maitrise-token"].map((name) => [name, header(name)]),
      );
      listeners.forEach((listener) => listener({ kind: "answer", n, status, headers, body }));
    },
    /** @param {string} _ @param {(message: any) => void} listener */
    on: (_, listener) => void listeners.push(listener),
  };
  const store = await device(of).page(byMessages(model));
  await store.update("cards", adding("a"));
  equal(await store.load("cards"), { format: 1, cards: { a: {} } });
});
