// Reads a GEXF file as graphology does and prints its nodes and edges as JSON.
const fs = require("fs");
const { MultiGraph } = require("graphology");
const { parse } = require("graphology-gexf");

const graph = parse(MultiGraph, fs.readFileSync(process.argv[2], "utf8"), { respectInputGraphType: true });
console.log(JSON.stringify({ type: graph.type, ...graph.export() }));
