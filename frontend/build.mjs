// Bundle the scripts of the pages with the libraries they use, and convert the outlines of countries.
//
// Usage: node build.mjs FOLDER
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { feature } from "topojson-client";

const ANTARCTICA = "010"; // ISO 3166-1 numeric; it would take a quarter of a map
const DIGITS = 100; // two decimals of a degree: a kilometre, less than a pixel of a map of the world

const read = file => readFileSync(path.join(import.meta.dirname, file), "utf8");

/** Return a ring that lies on both sides of the date line as one that goes on beyond 180 degrees. */
function unwrap(ring) {
  const crosses = ring.some(([degrees], number) => number && Math.abs(degrees - ring[number - 1][0]) > 180);
  return crosses ? ring.map(([east, north]) => [east < 0 ? east + 360 : east, north]) : ring;
}

/** Return the outlines as rings of [longitude, latitude], by country in the order of their codes. */
function convertOutlines() {
  const topology = JSON.parse(read("node_modules/world-atlas/countries-110m.json"));
  const countries = feature(topology, topology.objects.countries).features.filter(country => country.id !== ANTARCTICA);
  const round = degrees => Math.round(degrees * DIGITS) / DIGITS;
  return countries.map(({ geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons.flat().map(ring => unwrap(ring).map(point => point.map(round)));
  });
}

/** Return the licences of the packages that a bundle is made of, each text once. */
function licencesOf(metafile) {
  const packages = new Set(Object.keys(metafile.inputs).map(file => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]));
  packages.delete(undefined);
  const texts = new Map();
  for (const name of [...packages].sort()) {
    const text = read(`node_modules/${name}/LICENSE`).trim();
    texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  return [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}`).join("\n\n");
}

/** Bundle scripts into a folder and return the licences of the packages they are made of. */
async function bundle(folder, ...entryPoints) {
  const { metafile } = await build({
    entryPoints,
    absWorkingDir: import.meta.dirname,
    outdir: folder,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2021",
    charset: "utf8",
    legalComments: "none", // each file of licences has them
    metafile: true,
  });
  return licencesOf(metafile);
}

const folder = path.resolve(process.argv[2]);
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, "licences.txt"), `${await bundle(folder, "src/network.js", "src/chart.js")}\n`);
const editor = path.join(folder, "editor.js"), licences = await bundle(folder, "src/editor.js");
writeFileSync(editor, `/*\n${licences}\n*/\n${readFileSync(editor, "utf8")}`);
writeFileSync(path.join(folder, "countries.json"), `${JSON.stringify(convertOutlines())}\n`);
