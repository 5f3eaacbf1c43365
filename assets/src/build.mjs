// Builds what the browser loads into the folder above. `npm run check` builds again and says whether the committed files have the same bytes.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = dirname(here);
const library = join(here, "node_modules/govuk-frontend/dist/govuk");

function stylesheet() {
  const { css } = compile(join(here, "scss/app.scss"), {
    loadPaths: [join(here, "node_modules")],
    style: "compressed",
    quietDeps: true,
  });
  for (const unwanted of ["GDS Transport", "govuk-crest", "url(", "@import"]) {
    if (css.includes(unwanted)) throw new Error(`The stylesheet must not contain ${unwanted}`);
  }
  return css + "\n";
}

function built() {
  const files = { "app.css": stylesheet() };
  const script = readFileSync(join(library, "govuk-frontend.min.js"), "utf8");
  files["govuk-frontend.min.js"] = script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  for (const name of readdirSync(join(here, "js")).sort()) {
    files[name] = readFileSync(join(here, "js", name), "utf8");
  }
  for (const name of readdirSync(join(here, "static")).sort()) {
    files[name] = readFileSync(join(here, "static", name), "utf8");
  }
  return files;
}

function differing(files) {
  const wrong = Object.entries(files).filter(([name, text]) => {
    try {
      return readFileSync(join(out, name), "utf8") !== text;
    } catch {
      return true;
    }
  });
  const extra = readdirSync(out).filter((name) => name !== "src" && !(name in files));
  return [...wrong.map(([name]) => name), ...extra];
}

const files = built();
if (process.argv.includes("--check")) {
  const wrong = differing(files);
  if (wrong.length > 0) {
    console.error(`These files under assets/ are not what assets/src builds: ${wrong.join(", ")}. Run npm run build.`);
    process.exit(1);
  }
  console.log(`${Object.keys(files).length} files are what assets/src builds.`);
} else {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text);
  console.log(`${Object.keys(files).length} files built.`);
}
