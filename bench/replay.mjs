// Whether ReplayWeb.page shows an article of ours: makes an archive by `newsarc demo`, writes it as WACZ,
// has headless Chromium replay one page of pages.jsonl over loopback, and holds the title and text that stand
// in the replayed page against those in pages.jsonl. A screenshot is left behind.
//
//   node bench/replay.mjs NEWSARC SCREENSHOT.png [TOOLS]
//
// Needs Chromium (apt-get install chromium), and in the folder TOOLS (else the one it is called from) the npm
// packages puppeteer-core and replaywebpage:
//   npm install puppeteer-core; npm pack replaywebpage; tar xzf replaywebpage-*.tgz
// Exits with 77 and a line that says what is missing where something is.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readSync, closeSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const [newsarc, screenshot = 'replay.png', tools = '.'] = process.argv.slice(2);

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

if (!newsarc) skip('the path of the program newsarc is not given');
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!chromium) skip('no Chromium; `apt-get install chromium` brings it');
const player = [join(tools, 'package'), join(tools, 'node_modules/replaywebpage')].find(
  (folder) => existsSync(join(folder, 'ui.js')) && existsSync(join(folder, 'sw.js')));
if (!player) skip(`no ReplayWeb.page in ${resolve(tools)}; \`npm pack replaywebpage\` and tar bring it`);
let puppeteer;
try {
  puppeteer = createRequire(join(resolve(tools), 'x.js'))('puppeteer-core');
} catch {
  skip(`no puppeteer-core in ${resolve(tools)}; \`npm install puppeteer-core\` brings it`);
}

// The bytes of one entry of a ZIP file, by its central directory.
function entry(zip, name) {
  const bytes = readFileSync(zip);
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; --left) {
    const lengths = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    if (bytes.toString('latin1', at + 46, at + 46 + lengths[0]) === name) {
      const local = bytes.readUInt32LE(at + 42);
      const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(begin, begin + bytes.readUInt32LE(at + 20));
      return bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    }
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  throw new Error(`${zip} has no ${name}`);
}

// Files by their path, with the ranges that players of WACZ ask for.
function serve(files) {
  const types = { js: 'text/javascript', html: 'text/html', wacz: 'application/wacz' };
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const file = files[path];
    if (file === undefined) return response.writeHead(404).end();
    if (!existsSync(file)) return response.writeHead(200, { 'Content-Type': 'text/html' }).end(file);
    const size = statSync(file).size;
    const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
    let [from, to] = [0, size - 1];
    if (range) {
      from = range[1] === '' ? size - Number(range[2]) : Number(range[1]);
      if (range[1] !== '' && range[2] !== '') to = Math.min(to, Number(range[2]));
    }
    const bytes = Buffer.alloc(to - from + 1);
    const descriptor = openSync(file, 'r');
    readSync(descriptor, bytes, 0, bytes.length, from);
    closeSync(descriptor);
    const headers = { 'Content-Type': types[path.split('.').pop()] ?? 'application/octet-stream',
                      'Accept-Ranges': 'bytes', 'Content-Length': bytes.length };
    if (range) headers['Content-Range'] = `bytes ${from}-${to}/${size}`;
    response.writeHead(range ? 206 : 200, headers).end(request.method === 'HEAD' ? undefined : bytes);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

const folder = mkdtempSync(join(tmpdir(), 'newsarc-replay-'));
let browser, server;
try {
  execFileSync(newsarc, ['demo', '--keep', folder, '--nights', '3', '--articles', '20'], { stdio: 'ignore' });
  const wacz = join(folder, 'demo.wacz');
  execFileSync(newsarc, ['-A', join(folder, 'demo.db'), 'export', '--format', 'wacz', '--out', wacz]);
  const pages = entry(wacz, 'pages/pages.jsonl').toString().trimEnd().split('\n').slice(1).map((line) => JSON.parse(line));
  const later = pages.find((page) => !pages.some((other) => other.id === page.id.replace('@v1', '@v2')));
  const wanted = [pages[0], pages.findLast((page) => !page.id.endsWith('@v1')), ...pages.slice(1, 4),
                  { ...later, ts: pages.at(-1).ts }];  // whose server said "not modified" by then, or sent the same

  const attributes = (page) => `url="${page.url}" ts="${page.ts.replace(/\D/g, '')}"`;
  const embed = (page) => `<!doctype html><script src="/ui.js"></script><style>body{margin:0}replay-web-page{display:block;height:100vh}</style>
    <replay-web-page source="/demo.wacz" ${attributes(page)} replayBase="/replay/"></replay-web-page>`;
  const files = { '/ui.js': join(player, 'ui.js'), '/replay/sw.js': join(player, 'sw.js'), '/demo.wacz': wacz };
  wanted.forEach((page, number) => { files[`/${number}.html`] = embed(page); });
  server = await serve(files);

  browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
  // Pinyin glosses stand on the page and not in the text.
  const bare = (text) => text.replace(/\s|\(\p{Script=Latin}+\)/gu, '');
  let failed = 0;
  for (const [number, page] of wanted.entries()) {
    const tab = await browser.newPage();
    await tab.setViewport({ width: 1200, height: 900 });
    await tab.goto(`http://127.0.0.1:${server.address().port}/${number}.html`);
    // The replayed document is a frame of a frame; it is there when its text is.
    const first = page.text.split('\n')[0];
    let shown = '';
    for (let tries = 0; tries < 60 && !bare(shown).includes(bare(first)); ++tries) {
      await new Promise((done) => setTimeout(done, 500));
      for (const frame of tab.frames()) {
        if (!frame.url().includes('mp_/')) continue;
        shown = await frame.evaluate('document.body ? document.body.innerText : ""').catch(() => '');
      }
    }
    const whole = page.text.split('\n').every((line) => bare(shown).includes(bare(line)));
    console.log(`${whole ? 'shown' : 'NOT SHOWN'}: ${page.id} ${page.url} ${page.ts} ${page.title}`);
    if (!whole) { ++failed; console.log(shown.slice(0, 400)); }
    if (number === 1 || !whole) await tab.screenshot({ path: screenshot });
    await tab.close();
  }
  console.log(`${wanted.length - failed} of ${wanted.length} articles replayed whole; the screenshot is ${screenshot}`);
  process.exitCode = failed ? 1 : 0;
} finally {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
}
