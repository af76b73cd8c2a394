// The papers beside a dataset, read by programs of others: the front matter by a YAML parser, JSON
// by a validator of JSON Schema, croissant.json by a JSON-LD processor, Markdown by a renderer, and
// what README.md says of DuckDB by DuckDB. NAME.mjs gets the program that makes the datasets.
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inFolder, load, run } from './peer.mjs';

const { default: Ajv } = await load('ajv');
const YAML = await load('yaml');
const { default: jsonld } = await load('jsonld');
const { default: MarkdownIt } = await load('markdown-it');
const { default: { Package } } = await load('datapackage');
const { DuckDBInstance } = await load('@duckdb/node-api');

const schemas = new URL('../fixtures/schemas/', import.meta.url);
const ajv = new Ajv({ allErrors: true });
const compiled = Object.fromEntries(
  ['dataset-card', 'croissant-1.1', 'datapackage-2.0'].map((name) => [name, ajv.compile(JSON.parse(readFileSync(new URL(`${name}.json`, schemas), 'utf8')))]));
const tableSchema = ajv.compile({
  ...JSON.parse(readFileSync(new URL('datapackage-2.0.json', schemas), 'utf8')), ...{ type: undefined, required: undefined, properties: undefined, additionalProperties: undefined },
  $ref: '#/definitions/table_schema',
});

function check(validate, document, what) {
  assert.ok(validate(document), `${what}: ${JSON.stringify(validate.errors, null, 1)}`);
}

function refuse(validate, document, change, what) {
  const broken = structuredClone(document);
  change(broken);
  assert.ok(!validate(broken), `${what} is refused`);
}

const text = (folder, path) => readFileSync(join(folder, path), 'utf8');
const json = (folder, path) => JSON.parse(text(folder, path));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.path, entry.name)));
}

// A glob whose '*' stays within a folder, as the Hub reads it.
function matcher(glob) {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*').replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`, 'u');
}

function frontMatter(folder) {
  const [, head] = text(folder, 'README.md').split(/^---$/m);
  const card = YAML.parse(head, { version: '1.2', strict: true, uniqueKeys: true });
  assert.deepEqual(YAML.parse(head, { version: '1.1', strict: true }), card, 'YAML 1.1 reads what YAML 1.2 reads');
  return card;
}

// Each split's globs name the files that the data package has below the split's folder.
function checkSplits(card, paths) {
  const named = (card.configs?.[0].data_files ?? []).flatMap(({ split, path }) => {
    const own = paths.filter((file) => path.some((glob) => matcher(glob).test(file)));
    const alone = card.configs[0].data_files.length === 1;
    for (const file of own) assert.ok(alone || file.startsWith(`data/${split}/`), `${file} is of ${split}`);
    return own;
  });
  assert.deepEqual(named.sort(), [...paths].sort(), 'files that the splits have');
}

function checkCard(folder, paths) {
  const card = frontMatter(folder);
  check(compiled['dataset-card'], card, 'the front matter');
  checkSplits(card, paths);
  if (!card.dataset_info) return;
  assert.deepEqual(card.dataset_info.splits.map(({ name }) => name), card.configs[0].data_files.map(({ split }) => split));
  refuse(compiled['dataset-card'], card, (broken) => { broken.license = 'CC BY 4.0'; }, 'a licence that the Hub does not know');
  refuse(compiled['dataset-card'], card, (broken) => { delete broken.configs[0].config_name; }, 'a config without a name');
  refuse(compiled['dataset-card'], card, (broken) => { broken.dataset_info.features[0].dtype = 'int65'; }, 'a type that there is not');
}

// The first record's columns, in their order, without a library's help; Parquet has tests of its own.
function columnsOf(folder, path) {
  if (path.endsWith('.jsonl')) return Object.keys(JSON.parse(text(folder, path).split('\n')[0]));
  return path.endsWith('.csv') ? text(folder, path).split('\r\n')[0].split(',') : null;
}

function checkDataPackage(folder) {
  const document = json(folder, 'datapackage.json');
  check(compiled['datapackage-2.0'], document, 'datapackage.json');
  for (const { path, bytes, hash, schema } of document.resources) {
    if (!path) continue;
    const content = readFileSync(join(folder, path));
    assert.equal(content.length, bytes, `size of ${path}`);
    assert.equal(`sha256:${sha256(content)}`, hash, `hash of ${path}`);
    const fields = (typeof schema === 'string' ? json(folder, schema) : schema).fields.map(({ name }) => name);
    assert.deepEqual(columnsOf(folder, path) ?? fields, fields, `columns of ${path}`);
    if (typeof schema === 'string') check(tableSchema, json(folder, schema), schema);
  }
  refuse(compiled['datapackage-2.0'], document, (broken) => { broken.resources = []; }, 'a package without resources');
  refuse(compiled['datapackage-2.0'], document, (broken) => { broken.name = 'A name'; }, 'a name with blanks');
  refuse(compiled['datapackage-2.0'], document, (broken) => { delete broken.resources[0].name; }, 'a resource without a name');
  return document.resources.flatMap(({ path }) => path ?? []);
}

// The library of the format's makers: it knows version 1, which documents of version 2 are as well,
// and reads CSV cell by cell as the schema says.
async function readAsDataPackage(folder) {
  const read = await Package.load(join(folder, 'datapackage.json'));
  assert.deepEqual(read.errors.map(String), []);
  for (const resource of read.resources.filter(({ descriptor: { format } }) => format === 'csv').slice(0, 20)) {
    const rows = await resource.read({ keyed: true });
    assert.ok(rows.length > 0 && rows.every(({ authors, first_seen: seen }) => Array.isArray(authors) && seen instanceof Date), resource.name);
  }
}

const cr = 'http://mlcommons.org/croissant/';
const offline = async (url) => { throw new Error(`a look at ${url}`); };

// What JSON-LD makes of it: all terms are those of Croissant and schema.org, nothing is dropped.
async function checkLinkedData(document) {
  const [dataset] = await jsonld.expand(document, { documentLoader: offline, safe: true, base: 'https://published.example/d/croissant.json' });
  assert.deepEqual(dataset['@type'], ['http://schema.org/Dataset']);
  assert.equal(dataset['http://purl.org/dc/terms/conformsTo'][0]['@value'], `${cr}1.1`);
  const sets = dataset[`${cr}recordSet`] ?? [];
  const fields = sets.flatMap((set) => set[`${cr}field`]);
  assert.equal(sets.length, document.recordSet.length);
  assert.equal(fields.length, document.recordSet.flatMap(({ field }) => field).length);
  for (const field of fields) {
    for (const { '@id': type } of field[`${cr}dataType`] ?? []) assert.match(type, /^(http:\/\/schema\.org|http:\/\/mlcommons\.org\/croissant)\/[A-Z]\w+$/);
  }
  for (const file of dataset['http://schema.org/distribution'] ?? []) {
    if (file['@type'][0] === `${cr}FileObject`) assert.ok(file['@id'].startsWith('https://published.example/d/data/'), file['@id']);
  }
}

async function checkCroissant(folder, paths) {
  const document = json(folder, 'croissant.json');
  check(compiled['croissant-1.1'], document, 'croissant.json');
  await checkLinkedData(document);
  const files = document.distribution.filter((file) => file['@type'] === 'cr:FileObject');
  assert.deepEqual(files.map(({ contentUrl }) => decodeURIComponent(contentUrl)), paths);
  for (const { includes } of document.distribution.filter((file) => file['@type'] === 'cr:FileSet'))
    for (const path of paths) assert.ok(includes.some((glob) => matcher(glob).test(path)), `${path} is in the set`);
  const split = document.recordSet.at(-1)?.field.find(({ references }) => references);
  const names = document.recordSet[0]?.data?.map((row) => row['splits/name']);
  for (const path of split ? paths : []) assert.ok(names.includes(new RegExp(`^${split.source.transform.regex}$`).exec(path)?.[1]), `split of ${path}`);
  refuse(compiled['croissant-1.1'], document, (broken) => { delete broken.creator; }, 'a dataset without a creator');
  refuse(compiled['croissant-1.1'], document, (broken) => { broken['@context']['@vocab'] = 'https://example/'; }, 'another vocabulary');
}

// Rendered with HTML and bare addresses let through: names of sites make neither.
function checkMarkdown(folder) {
  const renderer = new MarkdownIt({ html: true, linkify: true });
  const links = ['https://huggingface.co/docs/datasets', 'https://duckdb.org/docs/stable/'];
  for (const path of ['README.md', 'DATASHEET.md']) {
    const tokens = renderer.parse(text(folder, path).replace(/^---\n[^]*?\n---\n/, ''), {});
    const inner = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
    for (const { type, attrs } of inner) {
      assert.ok(!['html_block', 'html_inline', 'image', 'hr'].includes(type), `${path} has ${type}`);
      if (type === 'link_open') assert.ok(links.includes(Object.fromEntries(attrs).href), `${path} links to ${JSON.stringify(attrs)}`);
    }
    const rows = tokens.filter(({ type }) => type === 'tr_open').length;
    assert.equal(rows, text(folder, path).split('\n').filter((line) => /^\| /.test(line)).length, `rows of tables in ${path}`);
    assert.equal(tokens.filter(({ type, tag }) => type === 'heading_open' && tag === 'h1').length, 1, `titles of ${path}`);
  }
}

function manifestLines(folder, path) {
  return text(folder, path).split('\n').filter(Boolean).map((line) => {
    const [, hash, name] = /^([0-9a-f]{64})  (.+)$/.exec(line);
    return [name.replace(/%0A/g, '\n').replace(/%0D/g, '\r').replace(/%25/g, '%'), hash];
  });
}

// RFC 8493 §3: complete and valid.
function checkBag(folder) {
  const all = filesUnder(folder);
  const payload = manifestLines(folder, 'manifest-sha256.txt');
  const tags = manifestLines(folder, 'tagmanifest-sha256.txt');
  for (const [path, hash] of [...payload, ...tags]) assert.equal(sha256(readFileSync(join(folder, path))), hash, path);
  assert.deepEqual(payload.map(([path]) => path).sort(), all.filter((path) => path.startsWith('data/')).sort());
  assert.deepEqual([...payload, ...tags].map(([path]) => path).concat('tagmanifest-sha256.txt').sort(), all.sort());
  const size = payload.reduce((sum, [path]) => sum + readFileSync(join(folder, path)).length, 0);
  assert.match(text(folder, 'bag-info.txt'), new RegExp(`^Payload-Oxum: ${size}\\.${payload.length}$`, 'm'));
}

// The query that README.md shows, asked where it says.
async function askAsReadmeSays(folder, records) {
  const query = /```sql\n([^]*?)\n```/.exec(text(folder, 'README.md'))?.[1];
  if (!query) return assert.equal(records, 0, 'records of a dataset without a query');
  process.chdir(folder);
  const connection = await (await DuckDBInstance.create()).connect();
  const [row] = (await connection.runAndReadAll(query)).getRowObjects();
  connection.closeSync();
  process.chdir('/');
  assert.equal(Number(row.records), records, `records that DuckDB finds in ${folder}`);
}

await inFolder(async (folder) => {
  run(folder);
  const names = readdirSync(folder).filter((name) => !name.endsWith('.bag'));
  assert.ok(names.length >= 10, `${names.length} datasets`);
  for (const name of names) {
    const dataset = join(folder, name);
    const paths = checkDataPackage(dataset);
    assert.deepEqual([...paths].sort(), filesUnder(dataset).filter((path) => path.startsWith('data/')).sort());
    await readAsDataPackage(dataset);
    checkCard(dataset, paths);
    await checkCroissant(dataset, paths);
    checkMarkdown(dataset);
    const count = json(dataset, 'croissant.json').recordSet.at(-1)?.annotation.value ?? 0;
    await askAsReadmeSays(dataset, count);
    checkBag(`${dataset}.bag`);
  }
});
