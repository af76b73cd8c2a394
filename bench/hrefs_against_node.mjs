// Every a[href] of saved pages, resolved by newsarc url and by Node's URL, which is another
// implementation of the same standard. usage: see hrefs_against_node.sh
//
// Node has no page and so no charset: queries are UTF-8 there. On a page in another charset a query
// with characters beyond ASCII is compared with what iconv makes of it, all else of the URL with Node's.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const [newsarc, folder] = process.argv.slice(2);
const nowhere = 'https://news.example/news/2026/11/02/index.html';  // of pages saved without their URL
const quiet = { stdio: ['pipe', 'pipe', 'ignore'], encoding: 'utf8', maxBuffer: 1 << 30 };

// iconv's names for charsets whose WHATWG name it has not, or takes for a smaller one.
const iconvNames = { big5: 'BIG5-HKSCS', 'euc-kr': 'CP949', shift_jis: 'CP932', 'x-sjis': 'CP932' };
const iconvName = (charset) => iconvNames[charset] ?? charset.replace('windows-', 'CP').toUpperCase();

function files(under) {
  return readdirSync(under, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => join(entry.path, entry.name)).sort();
}

// The URLs that the lists beside the pages know.
function knownUrls(under) {
  const urls = new Map();
  for (const name of readdirSync(under).filter((each) => each.endsWith('.pages.jsonl'))) {
    for (const line of readFileSync(join(under, name), 'utf8').split('\n').filter(Boolean)) {
      const page = JSON.parse(line);
      if (page.url) urls.set(page.file, page.url);
    }
  }
  return urls;
}

// The charset that newsarc reads the page in. probe tells it, with an exit code for what the page is.
function charsetOf(file) {
  let text;
  try {
    text = execFileSync(newsarc, ['probe', '--json', file], quiet);
  } catch (ended) {
    text = ended.stdout;
  }
  return JSON.parse(text).fields.charset.value;
}

const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const unescaped = (text) => text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
  const code = decimal ? Number(decimal) : parseInt(hex, 16);
  if (name) return named[name] ?? whole;
  return code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : whole;
});

function hrefs(html, element) {
  const tags = new RegExp(`<${element}\\s(?:[^>"']|"[^"]*"|'[^']*')*>`, 'gi');
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i;
  return [...html.matchAll(tags)].map(([tag]) => tag.match(href)).filter(Boolean)
    .map((found) => unescaped(found[1] ?? found[2] ?? found[3]).toWellFormed());
}

// An http or https URL, or nothing. Not by URL.canParse: Node 20's says no to bases beyond ASCII.
function webUrl(ref, base) {
  try {
    const url = new URL(ref, base);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

function baseOf(html, known) {
  const url = webUrl(known)?.href ?? nowhere;
  const [first] = hrefs(html, 'base');
  return first === undefined ? url : webUrl(first, url)?.href ?? url;
}

// URL Standard, "special-query percent-encode set", over the bytes that iconv gives.
function encodedQuery(query, charset) {
  let out = '';
  for (const character of query) {
    let bytes;
    try {
      bytes = execFileSync('iconv', ['-f', 'utf-8', '-t', iconvName(charset)],
        { input: character, stdio: ['pipe', 'pipe', 'ignore'] });
    } catch {
      out += `%26%23${character.codePointAt(0)}%3B`;
      continue;
    }
    for (const byte of bytes) {
      const keep = byte > 0x20 && byte < 0x7f && !'"#<>\''.includes(String.fromCharCode(byte));
      out += keep ? String.fromCharCode(byte) : '%' + byte.toString(16).toUpperCase().padStart(2, '0');
    }
  }
  return out;
}

// What newsarc should say; nothing for what is no http or https URL.
function wanted({ ref, base, charset }, counts) {
  const url = webUrl(ref, base);
  if (!url) return null;
  const clean = ref.replace(/[\t\n\r]/g, '');
  const query = clean.split('#')[0].match(/\?(.*)$/s)?.[1]?.replace(/[\x00-\x20]+$/, '');
  if (charset === 'utf-8' || charset.startsWith('utf-16') || !query || !/[^\x00-\x7f]/.test(query)) return url.href;
  ++counts.byIconv;
  url.search = '';
  const [before, fragment] = url.href.split('#');
  return `${before}?${encodedQuery(query, charset)}${fragment === undefined ? '' : '#' + fragment}`;
}

const known = knownUrls(folder);
const all = [];
const charsets = {};
for (const file of files(join(folder, 'html'))) {
  const charset = charsetOf(file);
  charsets[charset] = (charsets[charset] ?? 0) + 1;
  const html = new TextDecoder(charset).decode(readFileSync(file));
  const base = baseOf(html, known.get(relative(folder, file)));
  for (const ref of hrefs(html, 'a')) all.push({ ref, base, charset });
}

const work = mkdtempSync(join(tmpdir(), 'hrefs-'));
writeFileSync(join(work, 'list.jsonl'), all.map((each) => JSON.stringify(each) + '\n').join(''));
const answers = execFileSync(newsarc, ['url', '--pages', join(work, 'list.jsonl')], quiet).trim().split('\n');
rmSync(work, { recursive: true });

const counts = { byIconv: 0, urls: 0, refused: 0, different: 0 };
all.forEach((asked, i) => {
  const should = wanted(asked, counts);
  const { url } = JSON.parse(answers[i]);
  ++counts[should === null ? 'refused' : 'urls'];
  if (url === should) return;
  ++counts.different;
  if (counts.different <= 20) console.log(JSON.stringify({ ...asked, node: should, newsarc: url }));
});
console.log(Object.entries(charsets).map(([name, count]) => `${count} pages in ${name}`).join(', '));
console.log(`${all.length} links: ${counts.urls} URLs (${counts.byIconv} with a query that iconv encoded), ` +
  `${counts.refused} that are none or of another scheme; ${counts.different} different`);
process.exit(counts.different === 0 && all.length > 0 ? 0 : 1);
