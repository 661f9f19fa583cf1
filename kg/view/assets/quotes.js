// Printed words: a quote in its sentence, and the article with the words marked in place.

// An element with text and children; text is always text.
function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") for (const [name, act] of Object.entries(value)) node.addEventListener(name, act);
    else if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined
    && child !== "") node.append(child);
  return node;
}

const SENTENCE_ENDS = "。！？\n";
const CONTEXT = 46;

// Where the sentence around text[at:until] begins and ends, no more than CONTEXT characters to either side.
function sentence(chars, at, until) {
  let [start, end] = [at, until];
  while (start > 0 && at - start < CONTEXT && !SENTENCE_ENDS.includes(chars[start - 1])) start -= 1;
  while (end < chars.length && end - until < CONTEXT && !SENTENCE_ENDS.includes(chars[end])) end += 1;
  if (end < chars.length && SENTENCE_ENDS.includes(chars[end]) && chars[end] !== "\n") end += 1;
  const cutBefore = start > 0 && !SENTENCE_ENDS.includes(chars[start - 1]);
  const cutAfter = end < chars.length && !SENTENCE_ENDS.includes(chars[end - 1]) && chars[end] !== "\n";
  return { start, end, cutBefore, cutAfter };
}

function lengthOf(quote) {
  return Array.from(quote.exact).length;
}

function inPlace(quote) {
  return quote.article >= 0 && quote.at >= 0;
}

// Text with the names of those it is asked about in bold.
function withNames(text, names) {
  const parts = [];
  let rest = text;
  while (rest) {
    const [at, name] = names.map((one) => [rest.indexOf(one), one]).filter(([place]) => place >= 0)
      .sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0] ?? [];
    if (at === undefined) break;
    parts.push(rest.slice(0, at), el("b", { text: name }));
    rest = rest.slice(at + name.length);
  }
  return [...parts, rest].filter((part) => part !== "");
}

// One piece of evidence: a button that opens its article, and one that copies it as a reference.
function quoteRow(number, isOpen, names = []) {
  const quote = FACTS.evidence[number];
  const words = el("span", { class: "words", lang: "zh-CN" });
  if (inPlace(quote)) {
    const chars = points(quote.article);
    const until = quote.at + lengthOf(quote);
    const { start, end, cutBefore, cutAfter } = sentence(chars, quote.at, until);
    words.append(
      cutBefore ? "…" : "", ...withNames(chars.slice(start, quote.at).join(""), names),
      el("mark", {}, withNames(chars.slice(quote.at, until).join(""), names)),
      ...withNames(chars.slice(until, end).join(""), names), cutAfter ? "…" : "",
    );
  } else {
    words.append(el("mark", { text: quote.exact }));
  }
  return el("div", { class: "quoting" },
    el("button", { type: "button", class: "quote", "data-quote": number, "aria-pressed": String(isOpen),
      title: say("quote") },
      words, el("span", { class: "source" }, ...sourceOf(quote))),
    el("button", { type: "button", class: "plain cite", "data-cite": number, title: say("cite.title"),
      text: say("cite") }));
}

function sourceOf(quote) {
  const article = FACTS.articles[quote.article];
  const document_ = FACTS.documents[quote.document];
  if (!article) return [el("span", { text: document_?.name ?? "" })];
  const dates = span(article.from, article.to);
  return [
    dates ? el("span", { class: "day", text: dates }) : null,
    el("span", { class: "headline", lang: "zh-CN", text: article.headline ? `《${article.headline}》`
      : say("noHeadline") }),
    el("span", { class: "paper", lang: "zh-CN", text: paper(article) || say("paper.none") }),
  ];
}

// Evidence of one fact: the first piece, the rest on demand; `all` of it where it is what was asked for.
function evidence(numbers, open, names = [], all = false) {
  if (!numbers.length) return null;
  if (all) return el("div", { class: "evidence" }, numbers.map((number) => quoteRow(number, open === number, names)));
  const box = el("div", { class: "evidence" }, quoteRow(numbers[0], open === numbers[0], names));
  if (numbers.length > 1) {
    const more = el("div", { hidden: !numbers.slice(1).includes(open) },
      numbers.slice(1).map((n) => quoteRow(n, open === n, names)));
    const button = el("button", {
      type: "button", class: "plain more", "aria-expanded": String(!more.hidden),
        text: say("otherQuotes", numbers.length - 1),
      on: { click: () => { more.hidden = !more.hidden; button.setAttribute("aria-expanded", String(!more.hidden)); } },
    });
    box.append(button, more);
  }
  return box;
}

// A reference after GB/T 7714 with the words and where they stand; what the data do not say (a page) is left out.
function reference(number) {
  const quote = FACTS.evidence[number];
  const article = FACTS.articles[quote.article];
  const document_ = FACTS.documents[quote.document];
  const lines = [`“${quote.exact}”`];
  if (article) {
    const authors = [...article.authors.map(nameOf), ...article.credits].slice(0, 3).join(", ")
      + (article.authors.length + article.credits.length > 3 ? ", 等" : "");
    const date = !article.from || article.from === article.to ? article.from : `${article.from}/${article.to}`;
    const from = [document_?.source ?? "［报名未载］", date].filter(Boolean).join(", ");
    const title = `${article.headline ?? "［无标题］"}[N]`;
    const address_ = document_?.url ? ` ${document_.url}` : "";
    lines.push(`${[authors, title, from].filter(Boolean).join(". ")}.${address_}`);
  }
  lines.push(`（${quote.article < 0 ? document_?.name ?? "" : article.document}，第 ${quote.start}–${quote.end} 字）`);
  lines.push(location.href.split("#")[0] + address({ quote: number, article: quote.article }));
  return lines.join("\n");
}

// The article in the middle of the page; `number` is the evidence whose words are marked, or null.
function showReader(article, number) {
  const reader = document.getElementById("reader");
  const row = FACTS.articles[article];
  const quote = number === null ? null : FACTS.evidence[number];
  const head = Array.from(row.text).slice(0, row.head).join("");
  const close = el("button", { type: "button", class: "plain close", "aria-label": say("close"), text: "×",
    on: { click: closeReader } });
  const where = [paper(row) || say("paper.none"), row.document, span(row.from, row.to) || say("about.undated"),
    say(`article.${row.kind}`)].filter(Boolean).join(" · ");
  const authors = row.authors.length ? `${say("authors")} ${row.authors.map(nameOf).join("、")}` : "";
  const text = el("div", { class: "text", lang: "zh-CN" }, marked(article, number, head.length > 0 ? row.head : 0));
  const nodes = [close, el("p", { class: "where", text: [where, authors].filter(Boolean).join(" · ") })];
  if (quote && !inPlace(quote)) {
    nodes.push(el("blockquote", {}, el("p", { text: say("reader.apart") }),
      el("p", { lang: "zh-CN" }, el("mark", { class: "hit", text: quote.exact }))));
  }
  nodes.push(text);
  nodes.push(el("footer", {},
    quote ? el("p", {}, say("reader.where", quote.start, quote.end), " ",
      el("button", { type: "button", class: "plain cite", "data-cite": number, title: say("cite.title"),
        text: say("cite") })) : null,
    el("p", { class: "key", text: say("reader.legend") }),
    el("a", { class: "plain", href: to(row.id), text: `${say("kind.article")} →` })));
  reader.replaceChildren(...nodes);
  reader.setAttribute("aria-label", row.headline ?? say("noHeadline"));
  reader.hidden = false;
  const hit = reader.querySelector("mark.hit");
  if (hit) hit.scrollIntoView({ block: "center" });
  else reader.scrollTop = 0;
}

function hideReader() {
  const reader = document.getElementById("reader");
  reader.hidden = true;
  reader.replaceChildren();
}

// The text as paragraphs: the words of `number` in <mark class="hit">, those of all other evidence underlined.
function marked(article, number, headUntil) {
  const chars = points(article);
  const also = new Uint8Array(chars.length);
  for (const quote of quotesIn(article)) {
    if (inPlace(quote)) also.fill(1, quote.at, quote.at + lengthOf(quote));
  }
  const quote = number === null ? null : FACTS.evidence[number];
  const [from, until] = quote && inPlace(quote) ? [quote.at, quote.at + lengthOf(quote)] : [-1, -1];
  const paragraphs = [];
  let start = 0;
  while (start <= chars.length) {
    let end = chars.indexOf("\n", start);
    if (end < 0) end = chars.length;
    const level = start < headUntil ? (start === 0 ? "h2" : "h3") : "p";
    const paragraph = el(level);
    for (let at = start; at < end;) {
      const kind = at >= from && at < until ? 2 : also[at];
      let stop = at + 1;
      while (stop < end && (stop >= from && stop < until ? 2 : also[stop]) === kind) stop += 1;
      const words = chars.slice(at, stop).join("");
      paragraph.append(kind === 2 ? el("mark", { class: "hit", text: words }) : kind === 1 ? el("u", { text: words })
        : words);
      at = stop;
    }
    if (end > start) paragraphs.push(paragraph);
    start = end + 1;
  }
  return paragraphs;
}
