// WARC files as warcio reads them: every record, every digest that it can check, the bodies; and its index of
// them, line by line the one that newsarc wrote beside.
import { execFile } from 'node:child_process';
import { createReadStream, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import assert from 'node:assert/strict';
import { inFolder, load, newsarc, run } from './peer.mjs';

const { CDXIndexer, WARCParser } = await load('warcio');

async function recordsOf(file) {
  const records = [];
  for await (const record of new WARCParser(createReadStream(file))) {
    await record.readFully(true);
    records.push(record);
  }
  return records;
}

async function indexOf(folder, name) {
  const indexer = new CDXIndexer({ format: 'cdxj' });
  const lines = [];
  const files = [{ filename: name, reader: createReadStream(join(folder, name)) }];
  for await (const result of indexer.iterIndex(files)) lines.push(indexer.serializeCDXJ(result).trimEnd());
  return lines.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

const rows = (archive, sql) => JSON.parse(run('-A', archive, 'sql', '--format', 'json', sql));
const field = (record, name) => record.warcHeaders.headers.get(name);

function checkAgainst(archive, records) {
  const fetches = rows(archive, `SELECT coalesce(sha256, '') AS sha256, status, url, at FROM fetches WHERE status IS NOT NULL`);
  const answers = records.filter((record) => ['response', 'revisit'].includes(record.warcType));
  assert.equal(answers.length, fetches.length);
  const left = new Map();
  for (const fetch of fetches) {
    const key = [fetch.url, fetch.at, fetch.status].join(' ');
    left.set(key, (left.get(key) ?? []).concat(fetch.sha256));
  }
  const payloads = new Map();
  for (const record of answers) {
    const status = record.httpHeaders.statusCode;
    const hashes = left.get([record.warcTargetURI, record.warcDate, status].join(' '));
    assert.ok(hashes?.length, `${record.warcTargetURI} ${record.warcDate} ${status} is no fetch`);
    const wanted = hashes.shift();
    if (record.warcType === 'response') {
      const hash = createHash('sha256').update(record.payload).digest('hex');
      assert.equal(record.payload.length ? hash : '', wanted, record.warcTargetURI);
      payloads.set(`${record.warcTargetURI} ${record.warcDate}`, [field(record, 'WARC-Payload-Digest'), wanted]);
    } else {
      const first = payloads.get(`${field(record, 'WARC-Refers-To-Target-URI')} ${field(record, 'WARC-Refers-To-Date')}`);
      assert.ok(first, 'a revisit names a response before it');
      assert.equal(field(record, 'WARC-Payload-Digest'), first[0]);
      if (status !== 304) assert.equal(first[1], wanted);
    }
  }
}

function checkMetadata(archive, records) {
  const versions = new Map(rows(archive, 'SELECT * FROM versions').map((row) => [row.version_id, row]));
  const found = records.filter((record) => record.warcType === 'metadata');
  assert.equal(found.length, versions.size);
  for (const record of found) {
    const article = JSON.parse(record.payload ? new TextDecoder().decode(record.payload) : '');
    const version = versions.get(article.version_id);
    assert.deepEqual([article.article_id, article.version, article.valid_from, article.url],
                     [version.article_id, version.version, version.valid_from, version.url]);
    const answer = records.find((other) => field(other, 'WARC-Record-ID') === field(record, 'WARC-Refers-To'));
    assert.equal(field(record, 'WARC-Target-URI'), `urn:newsarc:${answer.warcTargetURI}`);
  }
}

await inFolder(async (folder) => {
  run('demo', '--keep', folder, '--nights', '3', '--articles', '20');
  const archive = join(folder, 'demo.db');
  mkdirSync(join(folder, 'out'));
  run('-A', archive, 'export', '--format', 'warc', '--size', '50k', '--out', join(folder, 'out'));
  const data = join(folder, 'out', 'data');
  const names = readdirSync(data).filter((name) => name.endsWith('.warc.gz')).sort();
  assert.ok(names.length > 2, 'files of a set size');
  const records = [];
  let lines = 0;
  for (const name of names) {
    records.push(...await recordsOf(join(data, name)));
    const ours = readFileSync(join(data, name.replace('.warc.gz', '.cdxj')), 'utf8').trimEnd().split('\n');
    assert.deepEqual(ours, await indexOf(data, name));
    lines += ours.length;
    run('verify', join(data, name));
  }
  checkAgainst(archive, records);
  checkMetadata(archive, records);
  console.log(`${newsarc}: warcio reads ${records.length} records in ${names.length} files and makes the same ${lines} lines of index`);
});

// Answers as servers send them that do not know their length: chunked, also gzip; and a redirect with a body.
const story = (number) => `<html><head><title>Story ${number}</title></head><body><h1>Story ${number} of the harbour</h1>
  <p>2026-03-0${number} 10:00</p><div>${`<p>The harbour of number ${number} was quiet in the morning, and boats lay at its quay.</p>`.repeat(9)}</div></body></html>`;
const bodies = {
  '/': '<html><body><ul>' + [1, 2, 3].map((number) => `<li><a href="/news/2026/story-${number}.html">Story ${number} of the harbour</a></li>`).join('') + '</ul></body></html>',
  '/news/2026/story-1.html': story(1),
  '/news/2026/story-2.html': story(2),
  '/news/2026/moved-3.html': story(3),
};

function answer(request, response) {
  const body = bodies[request.url];
  if (request.url === '/news/2026/story-3.html') return response.writeHead(302, { Location: '/news/2026/moved-3.html' }).end('It moved.');
  if (body === undefined) return response.writeHead(404).end('Nothing here.');
  const packs = request.url.includes('story-2');
  const bytes = packs ? gzipSync(body) : Buffer.from(body);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...(packs ? { 'Content-Encoding': 'gzip' } : {}) });
  response.write(bytes.subarray(0, 100));
  setTimeout(() => response.end(bytes.subarray(100)), 20);
}

await inFolder(async (folder) => {
  const server = createServer(answer);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `127.0.0.1:${server.address().port}`;
  mkdirSync(join(folder, 'sites.d'));
  writeFileSync(join(folder, 'newsarc.toml'), '');
  writeFileSync(join(folder, 'sites.d', 'harbour.toml'),
                `[site]\nname = "harbour"\nstart = ["http://${origin}/"]\n[follow]\narticle = "li a"\n[fetch]\ndelay = "20ms"\n`);
  await promisify(execFile)(newsarc, ['-C', folder, 'crawl', '--allow', origin]);
  server.close();
  run('-C', folder, 'export', '--format', 'warc', '--out', 'all.warc.gz');
  run('verify', join(folder, 'all.warc.gz'));
  const records = (await recordsOf(join(folder, 'all.warc.gz'))).filter((record) => record.warcType !== 'metadata');
  const at = (path) => records.findIndex((record) => record.warcType === 'response' && new URL(record.warcTargetURI).pathname === path);
  for (const [path, body] of Object.entries(bodies)) {
    const record = records[at(path)];
    assert.equal(record.httpHeaders.headers.get('transfer-encoding'), 'chunked', path);
    assert.equal(new TextDecoder().decode(record.payload), body, path);
    assert.equal(records[at(path) - 1].warcType, 'request', path);
    assert.equal(field(records[at(path) - 1], 'WARC-Concurrent-To'), field(record, 'WARC-Record-ID'), path);
  }
  assert.equal(at('/news/2026/moved-3.html') - at('/news/2026/story-3.html'), 2, 'a redirect stands before what it leads to');
  assert.deepEqual(readFileSync(join(folder, 'all.cdxj'), 'utf8').trimEnd().split('\n'), await indexOf(folder, 'all.warc.gz'));
  console.log(`${newsarc}: bodies without a known length, packed or not, and a redirect come back as they were sent`);
});
