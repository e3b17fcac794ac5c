/**
 * My path: where the learner is on every competency and what to take up next; and what was gained
 * between the first test and the last. Drawn anew as the record grows.
 *
 * Classes: `maitrise-report`; cells with `data-label` (their column, for narrow screens);
 * `maitrise-steps` (what to take up next).
 */

import { writeShortest } from "../kinds/numeral.js";
import { callData } from "./call-data.js";
import { badge, make, rich } from "./dom.js";
import { currentLearner } from "./identity.js";
import { nextSteps, resultOf, standings } from "./mastery.js";
import { outcome } from "./outcome.js";
import { sayIfSlow } from "./slow.js";
import { storeWords } from "./store-words.js";

/**
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("./types.js").Statement} Statement
 * @typedef {import("./types.js").Verdict} Verdict
 * @typedef {import("./mastery.js").Standing} Standing
 * @typedef {import("./mastery.js").Step} Step
 * @typedef {import("./mastery.js").Result} Result
 * @typedef {import("./mastery.js").Measured} Measured
 */
/** @typedef {string | {verdict: Verdict, words: string}} Cell */
/** @typedef {{text: string, href: string}} Link */

/** @type {Record<Standing["verdict"], Verdict>} */
const SIGNS = {
  unknown: "blank",
  below: "partly",
  reached: "right",
  cases: "partly",
  untargeted: "partly",
};

/** Every competency against the target of the chosen profile. @type {import("./types.js").View} */
export function mastery(page) {
  const { say } = page;
  /**
   * @type {{competencies: import("./mastery.js").Competency[], profiles: Record<string, string>,
   *   lessons: Record<string, {title: string, href: string}>,
   *   banks: Record<string, (Measured & Link)[]>}}
   */
  const { competencies, profiles, lessons, banks } = callData(page, "mastery");
  const names = new Map(competencies.map(({ id, name }) => [id, name]));
  /** @param {string} id */
  const nameOf = (id) => names.get(id) ?? id;

  /** @param {Standing} standing @returns {Cell[]} */
  const row = ({ competency, verdict, level, target, answers }) => {
    const told = verdict === "unknown" || verdict === "cases"
      ? say(`my-path.verdict.${verdict}`)
      : say(`my-path.level.${level || "none"}`);
    return [
      nameOf(competency),
      { verdict: SIGNS[verdict], words: told },
      target ? say(`my-path.level.${target}`) : "–",
      say("my-path.counted", answers),
    ];
  };
  /** @param {Step} step */
  const item = (step) =>
    make(
      "li",
      {},
      make("strong", {}, nameOf(step.standing.competency)),
      ...links(
        say("my-path.lessons"),
        step.lessons.map((id) => ({ text: lessons[id].title, href: lessons[id].href })),
      ),
      ...links(
        say("my-path.questions"),
        step.questions.map((
          { lesson, question },
        ) => /** @type {Measured & Link} */ (banks[lesson].find(({ id }) => id === question))),
      ),
    );

  return report(page, say("my-path.mastery"), (statements, profile) => {
    const found = standings(statements, competencies, profile);
    const steps = nextSteps(found, statements, competencies, banks);
    const reached = found.filter(({ verdict }) => verdict === "reached").length;
    const chosen = Object.hasOwn(profiles, profile) ? profiles[profile] : null;
    const headers = ["competency", "standing", "target", "answers"].map((each) =>
      say(`my-path.${each}`)
    );
    return [
      ...(chosen === null ? [say("my-path.no-profile")] : [
        say("my-path.profile", { name: chosen }),
        say("my-path.reached-count", { count: reached, total: found.length }),
      ]).map((text) => make("p", {}, rich(text))),
      table(headers, found.map(row)),
      ...(steps.length
        ? [
          make("p", { class: "maitrise-headline" }, say("my-path.next")),
          make("ol", { class: "maitrise-steps" }, ...steps.map(item)),
        ]
        : []),
      ...notes(say("my-path.how"), say("my-path.cases-note")),
    ];
  });
}

/** The positioning test and the exit test side by side. @type {import("./types.js").View} */
export function gain(page) {
  const { say, language } = page;
  /** @typedef {{lesson: string, questions: Measured[]}} Test */
  /** @type {{start: Test | null, end: Test | null, competencies: Record<string, string>}} */
  const { start, end, competencies } = callData(page, "gain");
  /** @param {number} points */
  const written = (points) => writeShortest(points, language, 2);

  /** @param {Result | null} before @param {Result | null} after */
  const sentence = (before, after) => {
    if (!before && !after) return say("my-path.missing.both");
    if (!before) return say("my-path.missing.start");
    if (!after) return say("my-path.missing.end");
    const change = Math.round((after.points - before.points) * 100) / 100;
    const way = change > 0 ? "more" : change < 0 ? "less" : "same";
    return say(`my-path.gain.${way}`, {
      before: written(before.points),
      after: written(after.points),
      maximum: written(after.maximum),
      change: written(Math.abs(change)),
    });
  };
  /** @param {number} share @returns {Cell} */
  const told = (share) => {
    const verdict = outcome(share);
    return { verdict, words: say(`quiz.outcome.${verdict}`) };
  };

  return report(page, say("my-path.gain"), (statements) => {
    const before = start && resultOf(statements, start.lesson, start.questions, { first: true });
    const after = end && resultOf(statements, end.lesson, end.questions, { first: false });
    const lead = make("p", {}, rich(sentence(before, after)));
    if (!before || !after) return [lead];
    const headers = ["competency", "before", "after"].map((each) => say(`my-path.${each}`));
    const rows = Object.entries(after.shares).map(([name, share]) => [
      competencies[name] ?? name,
      told(before.shares[name] ?? 0),
      told(share),
    ]);
    return [lead, table(headers, rows), ...notes(say("my-path.gain-note"))];
  });
}

/**
 * A report that is drawn anew when the answers of this page or of another one change.
 * @param {Page} page
 * @param {string} title
 * @param {(statements: Statement[], profile: string) => HTMLElement[]} drawn
 */
function report({ say, store, session }, title, drawn) {
  const body = make("div", {});
  const notice = make("p", { class: "maitrise-notice", role: "status" });
  let asked = 0;
  async function show() {
    const own = asked += 1;
    try {
      const read = Promise.all([store.record(), currentLearner(store)]);
      const [statements, learner] = await sayIfSlow(notice, say, read);
      if (own !== asked) return;
      body.replaceChildren(...drawn(statements, learner.path));
      notice.textContent = "";
    } catch (error) {
      if (own !== asked) return;
      body.replaceChildren();
      notice.textContent = storeWords(say, error, "my-path.not-read");
    }
  }
  session.watch(show);
  store.watch((name) => {
    if (["record", "learner", "erased"].includes(name)) show();
  });
  show();
  return make("section", { class: "maitrise maitrise-report", "aria-label": title }, body, notice);
}

/** @param {string[]} headers @param {Cell[][]} rows */
function table(headers, rows) {
  const head = make("tr", {}, ...headers.map((each) => make("th", { scope: "col" }, each)));
  /** @param {Cell} cell */
  const shown = (cell) => typeof cell === "string" ? cell : badge(cell.verdict, cell.words);
  const lines = rows.map(([first, ...rest]) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, shown(first)),
      ...rest.map((cell, place) => make("td", { "data-label": headers[place + 1] }, shown(cell))),
    )
  );
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines));
}

/** @param {string} label @param {Link[]} given */
function links(label, given) {
  if (!given.length) return [];
  const items = given.map(({ text, href }) =>
    make("li", {}, href ? make("a", { href }, text) : text)
  );
  return [make("p", { class: "maitrise-how" }, label), make("ul", {}, ...items)];
}

/** @param {...string} texts */
function notes(...texts) {
  return texts.map((text) => make("p", { class: "maitrise-how" }, rich(text)));
}
