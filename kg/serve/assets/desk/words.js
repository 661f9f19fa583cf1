// The language that is spoken now.

import { CHINESE } from "./chinese.js";
import { ENGLISH } from "./english.js";

const WORDS = { zh: CHINESE, en: ENGLISH };

export let language = "zh";

export function say(key, ...figures) {
  const word = WORDS[language][key];
  return typeof word === "function" ? word(...figures) : word ?? key;
}

// What a column of a ready question is called; nothing where no word is known.
export function columnWord(name) {
  return WORDS[language].columns[name] ?? "";
}

export function speak(wanted) {
  language = wanted in WORDS ? wanted : "zh";
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
}

export const figure = (number) => number.toLocaleString("en-US");

// An element with its properties and what is in it; text only ever as text.
export function make(tag, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
  return element;
}

export const find = (id) => document.getElementById(id);

// Said to those who hear the page; said anew even where the words are the same.
export function announce(text) {
  find("live").textContent = "";
  setTimeout(() => { find("live").textContent = text; }, 50);
}
