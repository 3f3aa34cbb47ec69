// Replaces the engine in a workshop page: node put-engine.mjs PAGE ENGINE.wasm OUT

import { readFileSync, writeFileSync } from 'node:fs';

const [page, engine, out] = process.argv.slice(2);
const place = /(<script type="text\/plain" id="engine-wasm">)[^<]*(<\/script>)/;
const text = readFileSync(page, 'utf8');
if (!place.test(text)) throw new Error(`${page} has no element for the engine`);
writeFileSync(out, text.replace(place, (_, before, after) => before + readFileSync(engine, 'base64') + after));
