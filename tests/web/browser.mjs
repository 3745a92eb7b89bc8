// Drives Chromium for test_browser.py: reads {base, axe, task, …} as JSON from standard input and
// writes what it saw as JSON. Each task is what a person does, and nothing else is loaded.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const given = JSON.parse(readFileSync(0, "utf-8"));
const { chromium } = createRequire(join(given.modules, "x.js"))("playwright-core");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const browser = await chromium.launch({ executablePath: given.chromium, args: ["--no-sandbox"] });
const seen = { foreign: [], complaints: [] };

// A page that tells of what it asks elsewhere and complains of, under the path that it is at.
async function watched(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const at = { path: "" };
  page.on("request", (r) => {
    if (!r.url().startsWith(given.base) && !/^(data|blob):/.test(r.url())) seen.foreign.push(r.url());
  });
  page.on("console", (m) => m.type() === "error" && seen.complaints.push(`${at.path}: ${m.text()}`));
  page.on("pageerror", (e) => seen.complaints.push(`${at.path}: ${e.message}`));
  const go = (path) => page.goto(given.base + (at.path = path));
  return { page, go };
}

async function opened(path, options = {}) {
  const { page, go } = await watched(options);
  await go(path);
  return page;
}

async function violations(page) {
  await page.evaluate(readFileSync(given.axe, "utf-8"));
  return page.evaluate(async (tags) => {
    const found = await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    // Only what is wrong leaves the page: all that is right are megabytes.
    return found.violations.map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html)]);
  }, rules);
}

// What is done on a page before it is looked at.
const acts = {
  unfold: (page) => page.evaluate(() => document.querySelectorAll("details").forEach((node) => (node.open = true))),
  search: (page) => page.locator("#results").filter({ hasText: /\d/ }).waitFor(),
  async ask(page) {
    await page.locator("#sparql .actions button").first().click();
    await page.locator("#sparql-answer table").waitFor();
  },
  async fault(page) {
    await page.locator(".CodeMirror").evaluate((node) => node.CodeMirror.setValue("ASK {"));
    await page.locator("#sparql .actions button").first().click();
    await page.locator("#sparql-state.problem").waitFor();
  },
};

async function fits(page, width, note) {
  await page.setViewportSize({ width, height: 900 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) note("wider than the window", [width, over]);
}

// What a page is answered with where no plain navigation brings it: a body of the task, or another form.
async function answerOtherwise(page, each) {
  if (each.body) {
    await page.route(given.base + each.path, (route) => route.fulfill({ status: each.status, ...each.body }));
  }
  if (each.accept) {
    await page.route(given.base + each.path, async (route) => {
      const headers = { ...route.request().headers(), accept: each.accept };
      await route.fulfill({ response: await route.fetch({ headers }) });
    });
  }
}

// One page of one language, looked at in several ways: {path, act, status, body, language, accept, looks}.
async function lookedAt(each, { page, go }) {
  const found = [];
  const note = (what, value) => found.push([what, value]);
  await answerOtherwise(page, each);
  const answer = await go(each.path);
  if (answer.status() !== each.status) note("status", answer.status());
  const told = await page.evaluate(() => [document.documentElement.lang, document.styleSheets.length]);
  if (told[0] !== each.language && !each.body) note("language", told[0]);
  if (told[1] < 1) note("style sheets", told[1]);
  await acts[each.act]?.(page);
  // The narrowest window of WCAG 1.4.10, and the one that 200 % zoom makes of 1280 (1.4.4).
  for (const width of [320, 640]) await fits(page, width, note);
  for (const [width, forcedColors] of each.looks) {
    await page.emulateMedia({ forcedColors });
    await fits(page, width, note);
    for (const violation of await violations(page)) note(`${width} ${forcedColors}`, violation);
  }
  await page.unrouteAll();
  return found;
}

const tasks = {
  async axe() {
    const wrong = {};
    let runs = 0;
    // Two at once, each with one window for all pages of its language.
    async function work(locale) {
      const window = await watched({ locale });
      for (const each of given.pages.filter((page) => page.language === locale)) {
        const found = await lookedAt(each, window).catch((error) => [["failed", String(error).slice(0, 300)]]);
        if (found.length) wrong[`${locale} ${each.path} ${each.act}`] = found;
        runs += each.looks.length;
      }
    }
    await Promise.all([work("ja"), work("en")]);
    return { wrong, runs };
  },

  async newcomer() {
    const page = await opened("/");
    await page.locator("main").getByRole("link", { name: given.town, exact: true }).first().click();
    await page.getByRole("link", { name: given.theme }).first().click();
    const section = page.locator("section").filter({ has: page.locator("h3:target") }).last();
    await section.locator("dd").filter({ hasText: given.role }).getByRole("link", { name: /^原文を見る/ }).first().click();
    const clause = page.locator(":target");
    return {
      heading: await page.locator("h1").innerText(),
      clause: await clause.innerText(),
      colour: await clause.evaluate((node) => getComputedStyle(node).backgroundColor),
      inView: await clause.evaluate((node) => {
        const box = node.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;
      }),
    };
  },

  // The same way by the keyboard alone: Tab to each link, Enter.
  async newcomerByKeyboard() {
    const page = await opened("/", given.options);
    const reached = async (wanted) => {
      for (let presses = 1; presses <= 300; presses += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
          const node = document.activeElement;
          const box = node.getBoundingClientRect();
          const beside = node.closest("dd, td");
          const style = getComputedStyle(node);
          return {
            text: node.textContent.trim(), beside: beside ? beside.textContent : "", seen: box.top >= 0 && box.bottom <= innerHeight,
            ring: style.outlineStyle !== "none" || style.boxShadow !== "none",
          };
        });
        if (wanted(at)) return { presses, seen: at.seen, ring: at.ring };
      }
      throw new Error("never reached");
    };
    const settled = () => page.waitForLoadState("load");
    const steps = [await reached((at) => at.text === given.town)];
    await Promise.all([page.waitForURL("**/municipality/**"), page.keyboard.press("Enter")]);
    await settled();
    steps.push(await reached((at) => at.text === given.theme));
    await page.keyboard.press("Enter");
    await page.waitForURL("**#*");
    steps.push(await reached((at) => at.text.startsWith("原文を見る") && at.beside.includes(given.role)));
    await Promise.all([page.waitForURL("**/source/**"), page.keyboard.press("Enter")]);
    await settled();
    const clause = page.locator(":target");
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const inView = await clause.evaluate((node) => {
      const box = node.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    });
    if (given.picture) await page.screenshot({ path: given.picture });
    return { steps, heading: await page.locator("h1").innerText(), clause: await clause.innerText(), inView, over };
  },

  async folded() {
    const page = await opened(given.path);
    const groups = page.locator("details.group");
    const cell = groups.first().locator("td").first();
    const shown = () => cell.evaluate((node) => node.checkVisibility());
    const closed = await shown();
    await page.emulateMedia({ media: "print" });
    const printed = await shown();
    await page.emulateMedia({ media: "screen" });
    await groups.first().locator("summary").focus();
    await page.keyboard.press("Enter");
    const open = await shown();
    await page.keyboard.press("Tab");
    const next = await page.evaluate(() => Boolean(document.activeElement.closest("details.group[open]")));
    return { groups: await groups.count(), closed, printed, open, next, axe: await violations(page) };
  },

  // On paper: which of the given parts are there, and what was asked for.
  async onPaper() {
    const page = await opened(given.path);
    const onScreen = await page.locator(".asked").isVisible();
    await page.emulateMedia({ media: "print" });
    const seen = {};
    for (const part of given.parts) seen[part] = await page.locator(part).first().isVisible();
    const lines = await page.locator(".asked > div").evaluateAll((all) => all.map((one) => [...one.children].map((node) => node.innerText)));
    return { onScreen, seen, lines };
  },

  async matrix() {
    const page = await opened(given.path, { viewport: { width: 320, height: 844 } });
    const places = () =>
      page.evaluate(() => {
        const box = (query) => document.querySelector(query).getBoundingClientRect();
        const region = box(".matrix");
        const names = box(".matrix tbody tr:nth-child(9) th");
        const heads = box(".matrix thead th:nth-child(2)");
        const cells = box(".matrix tbody tr:nth-child(9) td");
        return { names: names.left - region.left, heads: heads.top - region.top, cells: cells.left - region.left };
      });
    await page.locator(".matrix").focus();
    const before = await places();
    await page.locator(".matrix").evaluate((node) => node.scrollTo(60, 200));
    return { before, after: await places(), marks: await page.locator(".matrix td svg").count() };
  },

  async diagram() {
    const found = {};
    for (const path of given.pages) {
      const page = await opened(path);
      found[path] = await page.locator("figure.picture svg").first().evaluate((picture) => {
        const boxes = (name) => [...picture.querySelectorAll(name)].map((node) => [node.textContent.trim(), node.getBoundingClientRect()]);
        const words = boxes("text.relation-name");
        const whole = picture.getBoundingClientRect();
        const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
        const over = words.flatMap(([text, box], at) =>
          [...words.slice(0, at), ...boxes("rect")].filter((other) => meets(box, other[1])).map((other) => [text, other[0] || "a box"]),
        );
        const outside = words.filter(([, box]) => box.left < whole.left || box.right > whole.right).map(([text]) => [text, "outside"]);
        return { words: words.length, wrong: [...over, ...outside] };
      });
    }
    return found;
  },

  async keyboard() {
    const page = await opened("/");
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement.className);
    await page.keyboard.press("Enter");
    const main = await page.evaluate(() => document.activeElement.id);
    const order = [];
    for (let at = 0; at < 3; at += 1) {
      await page.keyboard.press("Tab");
      order.push(await page.evaluate(() => document.activeElement.tagName));
    }
    return { first, main, order };
  },

  async editor() {
    const page = await opened("/sparql");
    const editors = await page.locator(".CodeMirror").count();
    await page.getByRole("button", { name: "調べる" }).click();
    await page.locator("#sparql-answer table").waitFor();
    const rows = await page.locator("#sparql-answer tbody tr").count();
    const shared = await page.locator("#sparql-link").getAttribute("href");
    const found = await violations(page);
    const example = page.locator("details.example").nth(1);
    await example.locator("summary").click();
    await example.getByRole("button").click();
    await page.getByRole("button", { name: "調べる" }).click();
    await page.locator("#sparql-answer tbody tr").first().waitFor();
    const columns = await page.locator("#sparql-answer th").count();
    await page.locator(".CodeMirror textarea").focus();
    await page.keyboard.press("Tab");
    const left = await page.evaluate(() => !document.activeElement.closest(".CodeMirror"));
    const again = await opened(`/sparql${shared.replace(/SELECT.*/u, encodeURIComponent("ASK {"))}`);
    await again.getByRole("button", { name: "調べる" }).click();
    await again.locator("#sparql-state.problem").waitFor();
    const problem = await again.locator("#sparql-state").innerText();
    return { editors, rows, found, columns, left, problem };
  },

  async search() {
    const counts = {};
    for (const path of given.pages) {
      const page = await opened(path);
      await page.locator("#results").filter({ hasText: /\d/ }).waitFor();
      counts[path] = [await page.locator("#results").innerText(), await page.locator(".hit").count()];
      if (path === given.pages[0]) counts.axe = await violations(page);
    }
    return counts;
  },

  async withoutScripts() {
    const page = await opened("/query/municipality-roles", { javaScriptEnabled: false });
    await page.getByLabel("市区町村（コードか名称）").selectOption("02446");
    await page.getByRole("button", { name: "調べる" }).click();
    const rows = await page.locator("tbody tr").count();
    const wrong = await opened("/query/municipality-roles?municipality=%E7%84%A1%E3%81%97", { javaScriptEnabled: false });
    const field = wrong.getByLabel("市区町村（コードか名称）");
    const note = await field.getAttribute("aria-describedby");
    return {
      rows,
      address: new URL(page.url()).search,
      invalid: await field.getAttribute("aria-invalid"),
      words: await wrong.locator(`#${note}`).innerText(),
    };
  },
};

try {
  const found = await tasks[given.task]();
  process.stdout.write(JSON.stringify({ found, ...seen }));
} finally {
  await browser.close();
}
