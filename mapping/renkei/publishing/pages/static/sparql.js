// The SPARQL page with scripts: the editor in place of the text field, and the answer below it.
// Asks only the endpoint that the form names; keeps nothing; without this file the form works too.
"use strict";

(() => {
  const form = document.getElementById("sparql");
  const field = document.getElementById("query");
  const state = document.getElementById("sparql-state");
  const place = document.getElementById("sparql-place");
  const answer = document.getElementById("sparql-answer");
  const more = document.getElementById("sparql-more");
  const words = form.dataset;
  const most = 500;
  const graphs = "text/turtle;q=0.8";
  const accepts = {
    table: `application/sparql-results+json, ${graphs}`,
    csv: `text/csv, ${graphs}`,
    json: `application/sparql-results+json, application/ld+json;q=0.8`,
  };

  const editor = withEditor();
  const text = () => (editor ? editor.getValue() : field.value);
  const write = (query) => (editor ? editor.setValue(query) : (field.value = query));

  function withEditor() {
    if (typeof window.Yasqe !== "function") return null;
    const place = document.createElement("div");
    field.after(place);
    const made = new window.Yasqe(place, {
      value: field.value,
      persistenceId: null,
      consumeShareLink: null,
      createShareableLink: null,
      showQueryButton: false,
      resizeable: false,
      collapsePrefixesOnLoad: false,
      prefixCcApi: null,
      autocompleters: ["variables"],
      lineWrapping: true,
      editorHeight: "26rem",
      screenReaderLabel: form.querySelector("label").textContent,
      // Tab leaves the field: whoever works with the keyboard must get out of it.
      extraKeys: { Tab: false, "Shift-Tab": false },
    });
    made.getInputField().setAttribute("aria-describedby", "query-help");
    field.hidden = true;
    form.querySelector("label").addEventListener("click", () => made.focus());
    return made;
  }

  async function ask(kind) {
    const body = new URLSearchParams({ query: text() });
    const headers = { Accept: accepts[kind], "Accept-Language": document.documentElement.lang };
    return fetch(form.action, { method: "POST", body, headers });
  }

  async function problemOf(response) {
    const type = response.headers.get("content-type") || "";
    if (!type.includes("json")) return { detail: `${words.failed} (${response.status})` };
    const problem = await response.json();
    return { detail: problem.detail || words.failed, excerpt: problem.excerpt };
  }

  async function refuse(response) {
    const { detail, excerpt } = await problemOf(response);
    tell(detail, true);
    // The wrong line of the query, with a mark below.
    place.textContent = excerpt || "";
    place.hidden = !excerpt;
  }

  function tell(message, isProblem) {
    state.textContent = message;
    state.className = isProblem ? "problem" : "";
    place.hidden = true;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function cell(term) {
    if (!term) return element("td", {});
    if (term.type === "uri" && /^https?:/.test(term.value)) {
      return element("td", {}, element("a", { href: term.value }, term.value));
    }
    const tag = term["xml:lang"];
    return element("td", tag ? { lang: tag } : {}, term.value);
  }

  function table(found) {
    const head = found.head.vars.map((name) => element("th", { scope: "col" }, name));
    const rows = found.results.bindings.slice(0, most);
    const body = rows.map((row) => element("tr", {}, ...found.head.vars.map((v) => cell(row[v]))));
    const made = element(
      "table", {},
      element("caption", { class: "away" }, words.answer),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    );
    return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.answer }, made);
  }

  function shown(found) {
    if ("boolean" in found) {
      tell(found.boolean ? words.yes : words.no);
      return [];
    }
    const count = found.results.bindings.length;
    const cut = count > most ? ` ${words.cut.replace("{n}", most)}` : "";
    tell(words.rows.replace("{n}", count) + cut);
    return count ? [table(found)] : [];
  }

  async function run() {
    tell(words.running);
    answer.hidden = true;
    answer.replaceChildren();
    more.hidden = true;
    try {
      const response = await ask("table");
      if (!response.ok) return await refuse(response);
      const isTable = (response.headers.get("content-type") || "").includes("json");
      if (isTable) {
        answer.append(...shown(await response.json()));
      } else {
        tell("");
        const code = element("code", {}, await response.text());
        answer.append(element("pre", { class: "command", tabindex: "0", role: "region", "aria-label": words.answer }, code));
      }
      answer.hidden = !answer.childElementCount;
      more.hidden = false;
      document.getElementById("sparql-link").href = `#query=${encodeURIComponent(text())}`;
    } catch {
      tell(words.failed, true);
    }
  }

  async function save(kind) {
    const response = await ask(kind);
    if (!response.ok) return await refuse(response);
    const address = URL.createObjectURL(await response.blob());
    element("a", { href: address, download: `answer.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  function fromAddress() {
    const given = new URLSearchParams(location.hash.slice(1)).get("query");
    if (given) write(given);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  for (const button of more.querySelectorAll("button")) {
    button.addEventListener("click", () => save(button.dataset.form).catch(() => tell(words.failed, true)));
  }
  for (const example of document.querySelectorAll(".example")) {
    const button = element("button", { type: "button", class: "plain" }, words.use);
    button.append(element("span", { class: "away" }, `: ${example.querySelector("summary").textContent}`));
    button.addEventListener("click", () => {
      write(example.querySelector("code").textContent);
      form.scrollIntoView();
      if (editor) editor.focus();
      else field.focus();
    });
    example.querySelector(".under").prepend(button, " ");
  }
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
