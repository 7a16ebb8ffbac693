// Draws each model of bpmn/ as src/docs/pictures/<name>.svg, as the Modeler shows it.
// Usage: npm run render [-- <folder for PNG copies>]; CHROMIUM names the browser if it is not /usr/bin/chromium.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const models = join(root, 'bpmn');
const pictures = join(root, 'src/docs/pictures');
const copies = process.argv[2];
const viewer = require.resolve('bpmn-js/dist/bpmn-viewer.production.min.js');

/** bpmn-js gives its arrow heads random ids; numbering them keeps the picture of an unchanged model unchanged. */
function numberedMarkers(svg) {
  const ids = new Map();
  return svg.replace(/(?<=id="|url\(['"&;a-z#]*)marker-[\w-]+/g, (id) => {
    ids.set(id, ids.get(id) ?? `marker-${ids.size + 1}`);
    return ids.get(id);
  });
}

function onWhite(svg) {
  const [, box] = /viewBox="([^"]+)"/.exec(svg);
  const [x, y, width, height] = box.split(' ');
  const paper = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="white"/>`;
  return svg.replace(/<svg[^>]*>/, (tag) => tag + paper);
}

async function draw(page, xml) {
  await page.setContent('<div id="canvas" style="width: 2600px; height: 1200px"></div>');
  await page.addScriptTag({ path: viewer });
  const drawn = await page.evaluate(async (model) => {
    const bpmn = new BpmnJS({ container: '#canvas' });
    const { warnings } = await bpmn.importXML(model);
    return { svg: (await bpmn.saveSVG()).svg, warnings: warnings.map((warning) => warning.message) };
  }, xml);
  if (drawn.warnings.length > 0) {
    throw new Error(drawn.warnings.join('\n'));
  }
  return onWhite(numberedMarkers(drawn.svg)).trimEnd() + '\n';
}

async function photograph(page, svg, file) {
  const [, width, height] = /width="(\d+)[^"]*" height="(\d+)/.exec(svg);
  await page.setViewportSize({ width: Number(width), height: Number(height) });
  await page.setContent(`<body style="margin: 0">${svg}`);
  await page.screenshot({ path: file });
}

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const file of readdirSync(models).filter((name) => name.endsWith('.bpmn')).sort()) {
    const page = await browser.newPage();
    const name = basename(file, '.bpmn');
    const svg = await draw(page, readFileSync(join(models, file), 'utf8'));
    writeFileSync(join(pictures, `${name}.svg`), svg);
    if (copies) {
      mkdirSync(copies, { recursive: true });
      await photograph(page, svg, join(copies, `${name}.png`));
    }
    await page.close();
    console.log(`${name}.svg`);
  }
} finally {
  await browser.close();
}
