// The search of a static site: the form of the live server, answered here from an index.
// An address with its query string is a search, as on the live server.
"use strict";

(() => {
  const form = document.getElementById("search");
  const place = document.getElementById("search-results");
  const heading = document.getElementById("results");
  const words = form.dataset;
  const most = 100;
  const longest = 120;
  const given = new URLSearchParams(location.search);
  const facets = [...form.querySelectorAll("select")];
  // As in the index: widths, cases and spaces make no difference.
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
  const short = (text) => ([...text].length > longest ? `${[...text].slice(0, longest).join("")}…` : text);
  const inLanguage = (path) => words.prefix.replace(/\/$/u, "") + path;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function hit(entry, asked) {
    const title = element("a", { href: inLanguage(entry.path), lang: "ja" }, entry.name);
    const agreement = element("a", { href: inLanguage(entry.agreement[0]) }, entry.agreement[1]);
    const made = element("article", { class: "hit" },
      element("h3", {}, title), element("p", { class: "under" }, agreement));
    if (entry.content) made.append(element("p", { lang: "ja" }, short(entry.content)));
    for (const [party, text] of entry.roles) {
      if (asked.some((word) => folded(text).includes(word))) {
        made.append(element("p", {}, `${party}: `, element("span", { lang: "ja" }, short(text))));
      }
    }
    return made;
  }

  function show(index) {
    const asked = (given.get("q") || "").slice(0, 200).split(/\s+/u).map(folded).filter(Boolean);
    const chosen = facets.map((each) => [each.name, given.get(each.name)]).filter(([, value]) => value);
    const found = index.filter((entry) =>
      asked.every((word) => entry.words.includes(word)) &&
      chosen.every(([name, value]) => entry.facets[name].includes(value)));
    heading.textContent = words.found.replace("{n}", found.length);
    if (found.length > most) place.append(element("p", {}, words.cut.replace("{n}", most)));
    place.append(...found.slice(0, most).map((entry) => hit(entry, asked)));
  }

  function fillForm() {
    form.querySelector("input").value = given.get("q") || "";
    for (const each of facets) each.value = given.get(each.name) || "";
  }

  form.hidden = false;
  document.getElementById("search-lists").hidden = true;
  fillForm();
  if ([...given.values()].some(Boolean)) {
    place.hidden = false;
    fetch(words.index)
      .then((response) => response.json())
      .then(show)
      .catch(() => { heading.textContent = words.failed; });
  }
})();
