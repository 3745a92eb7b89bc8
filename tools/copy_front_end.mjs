// Copies the query editor from node_modules to where the pages look for it (npm runs it after install).
// The copies are not committed; without them the SPARQL page has its plain form.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const from = join(root, "node_modules", "@zazuko", "yasqe", "build");
const to = join(root, "mapping", "renkei", "publishing", "pages", "static", "vendor");

mkdirSync(to, { recursive: true });
for (const name of ["yasqe.min.js", "yasqe.min.css"]) {
  copyFileSync(join(from, name), join(to, name));
}
