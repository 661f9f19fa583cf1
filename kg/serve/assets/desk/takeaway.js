// The answer as a file.

import { askFor } from "./ask.js";
import { pngOf } from "./picture.js";
import { make } from "./words.js";

function save(parts, type, name) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A spreadsheet takes a cell that begins so for a formula; a number may begin with its sign.
const FORMULA = /^\s*[=+\-@\t]/;
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const CELL = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g;

function harmless(csv) {
  return csv.replace(CELL, (all, cell, end) => {
    const quoted = cell.startsWith("\"");
    const value = quoted ? cell.slice(1, -1) : cell;
    if (!FORMULA.test(value) || NUMBER.test(value)) return all;
    return quoted ? `"'${value}"${end}` : `'${value}${end}`;
  });
}

// With a byte order mark: without it Excel takes the Chinese for something else.
export async function saveAnswer(query, kind) {
  if (kind === "triples") {
    save([await askFor(query, "text/turtle")], "text/turtle;charset=utf-8", "answer.ttl");
    return "answer.ttl";
  }
  save(["\uFEFF", harmless(await askFor(query, "text/csv"))], "text/csv;charset=utf-8", "answer.csv");
  return "answer.csv";
}

export async function savePicture() {
  const drawn = await pngOf();
  if (!drawn) return "";
  save([drawn], "image/png", "answer.png");
  return "answer.png";
}
