// Asks the endpoint. What comes back is a table, a yes or no, or a set of triples; or a trouble with its words.

import { parseTriples } from "./ntriples.js";

const ENDPOINT = "/sparql?cut=1";
const READABLE = "application/sparql-results+json, text/turtle;q=0.9, application/n-triples;q=0.95";

export class Trouble extends Error {
  // status: of HTTP, or "network", "read".
  constructor(status, said = "") {
    super(said || String(status));
    this.status = status;
    this.said = said.trim();
    const place = /at (\d+):(\d+)/.exec(said);
    this.place = status === 400 && place ? { line: Number(place[1]), column: Number(place[2]) } : null;
  }
}

async function send(query, accept, signal) {
  try {
    const headers = { "Content-Type": "application/sparql-query", Accept: accept };
    const response = await fetch(ENDPOINT, { method: "POST", headers, body: query, signal });
    const body = await response.text();
    if (!response.ok) throw new Trouble(response.status, body);
    return { body, type: response.headers.get("Content-Type") ?? "", cut: Number(response.headers.get("Kg-Cut")) || 0 };
  } catch (error) {
    if (error instanceof Trouble || error.name === "AbortError") throw error;
    throw new Trouble("network");
  }
}

// {kind: "ask", value} or {kind: "select" | "triples", columns, rows, cut}; a cell is a term or undefined.
export async function ask(query, signal) {
  const { body, type, cut } = await send(query, READABLE, signal);
  try {
    if (!type.includes("json")) {
      return { kind: "triples", columns: ["subject", "predicate", "object"], rows: parseTriples(body), cut };
    }
    const { head, results, boolean } = JSON.parse(body);
    if (results === undefined) return { kind: "ask", value: boolean };
    const columns = head.vars ?? [];
    return { kind: "select", columns, rows: results.bindings.map((row) => columns.map((name) => row[name])), cut };
  } catch {
    throw new Trouble("read");
  }
}

export async function askFor(query, accept) {
  return (await send(query, accept)).body;
}

// One question at a time: a new one ends the last, and what the last still brings is not looked at.
let current = null;

export function cancel() {
  current?.abort();
  current = null;
}

// {answer, seconds}, or null where it was cancelled or another was asked meanwhile.
export async function askAlone(query) {
  cancel();
  const mine = new AbortController();
  current = mine;
  const began = performance.now();
  try {
    const answer = await ask(query, mine.signal);
    return current === mine ? { answer, seconds: (performance.now() - began) / 1000 } : null;
  } catch (error) {
    if (current !== mine) return null;
    throw error;
  } finally {
    if (current === mine) current = null;
  }
}
