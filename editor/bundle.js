/**
 * Bundles entry.js into static/lib/, the licences of all that went in beside it, and records the
 * digests by which `make check` knows that nobody has changed one without the others.
 */

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const bundle = "static/lib/prosemirror.js";
const licences = "static/lib/prosemirror.LICENSE.txt";

const { metafile } = await build({
  entryPoints: [join(here, "entry.js")],
  absWorkingDir: here,
  outfile: join(root, bundle),
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
});

const packages = new Set(Object.keys(metafile.inputs)
  .map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1])
  .filter(Boolean));
const texts = [...packages].sort().map(licenceOf);
writeFileSync(join(root, licences), texts.join(`\n${"-".repeat(78)}\n\n`));

const recorded = ["editor/entry.js", "editor/package.json", "editor/package-lock.json", bundle, licences]
  .map((path) => `${digest(path)}  ${path}\n`);
writeFileSync(join(here, "bundle.sha256"), recorded.join(""));

function licenceOf(name) {
  const folder = join(here, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json")));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} carries no licence`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

function digest(path) {
  return createHash("sha256").update(readFileSync(join(root, path))).digest("hex");
}
