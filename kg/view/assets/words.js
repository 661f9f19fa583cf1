// The language that is spoken now.

const WORDS = { zh: CHINESE, en: ENGLISH };

let language = "zh";

function say(key, ...figures) {
  const word = WORDS[language][key];
  return typeof word === "function" ? word(...figures) : word ?? key;
}

// A stretch of time: one day, or two with a word between; the second without what it shares with the first.
function span(from, to) {
  if (!from && !to) return "";
  if (!from || !to || from === to) return from || to;
  const shared = from.slice(0, 8) === to.slice(0, 8) ? to.slice(8) : from.slice(0, 5) === to.slice(0, 5) ? to.slice(5)
    : to;
  return language === "zh" ? `${from} 至 ${shared}` : `${from} to ${shared}`;
}
