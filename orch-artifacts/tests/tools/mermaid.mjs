// Mermaid itself reads every drawing that is named on the command line. Prints what it refuses, and ends with 1 if it
// refuses any, or if it accepts what is no drawing.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

// Mermaid cleans labels with the DOM of a browser.
globalThis.window = new JSDOM("").window;
globalThis.document = globalThis.window.document;
const { default: mermaid } = await import("mermaid");

async function refusal(text) {
  try {
    await mermaid.parse(text);
    return null;
  } catch (error) {
    return error.message;
  }
}

const files = process.argv.slice(2);
let wrong = 0;
if ((await refusal('flowchart TD\n  a["x" -->\n')) === null) {
  console.log("mermaid accepts what is no drawing: this test sees nothing");
  wrong += 1;
}
for (const file of files) {
  const said = await refusal(readFileSync(file, "utf8"));
  if (said !== null) {
    console.log(`${file}: ${said}`);
    wrong += 1;
  }
}
console.log(`mermaid read ${files.length} drawings and refused ${wrong}`);
process.exit(wrong === 0 ? 0 : 1);
