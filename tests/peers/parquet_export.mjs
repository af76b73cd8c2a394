// `newsarc export --format parquet` says what JSON lines say, value by value: of the demo's archive,
// and of a crawled site whose pages lack what an article may lack.
import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inFolder, newsarc, run } from './peer.mjs';
import { askDuckdb, compareRows, metadataByHyparquet, readByDuckdb, readByHyparquet, typesByDuckdb } from './parquet.mjs';

const text = '衡阳市人民政府昨日召开新闻发布会，介绍全市创新发展的情况，并回答记者提问。与会者认为，环境好了，企业才愿意来。';
const body = `<div class="content">${`<p>${text}</p>`.repeat(4)}</div>`;
const names = Array.from({ length: 60 }, (_, i) => `${'赵钱孙李周吴郑王冯陈'[i % 10]}${'伟芳娜敏静丽强磊军洋'[Math.floor(i / 10) + (i % 3)]}明`);
const credits = names.map((name) => `<p>责任编辑：${name}</p>`).join('');

const pages = {
  '/a/1.html': `<h1>没有日期也没有作者的新闻</h1>${body}`,
  '/a/2.html': `<h1>署名很多的新闻报道</h1><p>2026-03-01 10:20:30 来源：衡阳日报</p><div class="content"><p>${text}</p><p>${text}</p><p>${text}（记者 ${names[0]} ${names[1]}）</p>${credits}</div>`,
  '/a/3.html': `<h1>衡陽創新大會圓滿閉幕</h1><p>2026-02-28</p><div class="content">${'<p>衡陽市人民政府昨日召開新聞發佈會，介紹全市創新發展的情況，並回答記者提問。</p>'.repeat(5)}</div><p>責任編輯：李四</p>`,
  '/a/4.html': `<h1>A title in English, "quoted"</h1><p>2026-03-01T08:00:00+08:00</p><div class="content">${'<p>The council met on Monday to discuss the new bridge over the river, and agreed to build it.</p>'.repeat(6)}</div>`,
};

async function serve(job) {
  const list = Object.keys(pages).map((path) => `<li><a href="${path}">新闻报道：${path}</a></li>`).join('');
  const server = createServer((request, response) => {
    const page = request.url === '/' ? `<ul>${list}</ul>` : pages[request.url];
    response.writeHead(page ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(page ? `<!DOCTYPE html><html><head><meta charset="utf-8"><title></title></head><body>${page}</body></html>` : '');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    await job(`127.0.0.1:${server.address().port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

// An archive of the pages above.
async function crawled(folder) {
  mkdirSync(join(folder, 'sites.d'));
  writeFileSync(join(folder, 'newsarc.toml'), 'archive = "news.db"\n');
  await serve(async (host) => {
    const site = `[site]\nname = "made"\nstart = ["http://${host}/"]\n[follow]\narticle = "li a"\n[fetch]\ndelay = "0s"\n`;
    writeFileSync(join(folder, 'sites.d', 'made.toml'), site);
    await promisify(execFile)(newsarc, ['-C', folder, 'crawl', '--allow', host, '-q']);
  });
  return join(folder, 'news.db');
}

const micros = (instant) => instant && String(BigInt(Date.parse(instant)) * 1000n);
const days = (date) => date && String(Date.parse(date) / 86_400_000);

// What a line of JSON says, as the readers give it.
function asRead(line) {
  const row = JSON.parse(line);
  for (const [name, value] of Object.entries(row)) if (typeof value === 'number') row[name] = String(value);
  for (const name of ['first_seen', 'last_seen', 'valid_from', 'valid_to']) if (name in row) row[name] = micros(row[name]);
  if ('published_date' in row) row.published_date = days(row.published_date);
  return row;
}

function checkTypes(types) {
  for (const [name, type] of Object.entries(types)) {
    const list = { authors: 'VARCHAR[]', credits: 'STRUCT("role" VARCHAR, "label" VARCHAR, "name" VARCHAR)[]' }[name];
    const wanted = list
      ?? (/^(first_seen|last_seen|valid_from|valid_to)$/.test(name) ? 'TIMESTAMP WITH TIME ZONE'
        : name === 'published_date' ? 'DATE'
          : /_id$|^chars_|^versions?$/.test(name) ? 'BIGINT' : 'VARCHAR');
    assert.equal(type.replaceAll('"', ''), wanted.replaceAll('"', ''), name);
  }
}

async function compareExports(archive, folder, versions) {
  const file = join(folder, `${versions}.parquet`);
  const words = ['-A', archive, 'export', '--versions', versions];
  const rows = run(...words).split('\n').filter(Boolean).map(asRead);
  run(...words, '--format', 'parquet', '--out', file);
  compareRows(await readByHyparquet(file), rows, 'hyparquet');
  compareRows(await readByDuckdb(file), rows, 'DuckDB');
  const types = await typesByDuckdb(file);
  assert.deepEqual(Object.keys(types), Object.keys(rows[0]), 'columns in their order');
  checkTypes(types);
  const { key_value_metadata } = await metadataByHyparquet(file);
  assert.equal(key_value_metadata.find(({ key }) => key === 'newsarc.view').value, versions === 'all' ? 'versions' : 'articles');
  return { file, rows };
}

await inFolder(async (folder) => {
  run('demo', '--keep', join(folder, 'demo'), '--nights', '3', '--articles', '30');
  const archive = join(folder, 'demo', 'demo.db');
  const { rows } = await compareExports(archive, folder, 'latest');
  assert.ok(rows.length >= 30);
  const all = await compareExports(archive, folder, 'all');
  assert.ok(all.rows.some((row) => row.valid_to !== null) && all.rows.some((row) => row.valid_to === null));
  const [edited] = await askDuckdb(`SELECT count(*) AS n FROM read_parquet($1) WHERE change = 'edit'`, all.file);
  assert.equal(edited.n, String(all.rows.filter((row) => row.change === 'edit').length));
});

await inFolder(async (folder) => {
  const archive = await crawled(folder);
  const { rows } = await compareExports(archive, folder, 'latest');
  await compareExports(archive, folder, 'all');
  // What this comparison is for is there.
  assert.equal(rows.length, Object.keys(pages).length);
  assert.ok(rows.some((row) => row.published === null && row.published_date === null && row.source === null));
  assert.ok(rows.some((row) => row.credits.length === 0 && row.authors.length === 0));
  assert.ok(rows.some((row) => row.credits.length > 50));
  assert.ok(rows.some((row) => row.script === 'Hant') && rows.some((row) => row.script === 'Hans'));
  assert.ok(rows.some((row) => row.published_date === days('2026-02-28')));
});
