// Files of every type and shape that the Parquet writer knows, value by value: NAME.mjs gets the
// program that makes them.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, run } from './peer.mjs';
import { askDuckdb, compareRows, metadataByHyparquet, readByDuckdb, readByHyparquet } from './parquet.mjs';

function linesOf(file) {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

// What statistics say of each column lets no reader skip a row that it was asked for.
async function findEveryValue(file, rows, column) {
  const counts = new Map();
  for (const row of rows) if (row[column] !== null) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
  const sample = [...counts].filter((_, i) => i % Math.ceil(counts.size / 60) === 0);
  for (const [value, count] of sample) {
    const [found] = await askDuckdb(`SELECT count(*) AS n FROM read_parquet($1) WHERE "${column}" = $2`, file, [value]);
    assert.equal(found.n, String(count), `rows that DuckDB finds by ${column} = ${JSON.stringify(value)}`);
    if (typeof value !== 'string' || /^-?\d+$/.test(value)) continue;  // hyparquet has other numbers than text
    const read = await readByHyparquet(file, { filter: { [column]: { $eq: value } }, columns: ['row', column], usePageIndex: true });
    assert.equal(read.length, count, `rows that hyparquet finds by ${column} = ${JSON.stringify(value)}`);
  }
}

async function countNulls(file, rows, column) {
  const metadata = await metadataByHyparquet(file);
  let nulls = 0n;
  for (const group of metadata.row_groups)
    for (const { meta_data } of group.columns) if (meta_data.path_in_schema[0] === column) nulls += meta_data.statistics.null_count;
  assert.equal(Number(nulls), rows.filter((row) => row[column] === null).length, `nulls of ${column}`);
}

await inFolder(async (folder) => {
  run(folder);
  for (const name of ['none', 'one', 'usual', 'small']) {
    const file = join(folder, `${name}.parquet`);
    const rows = linesOf(join(folder, `${name}.jsonl`));
    compareRows(await readByHyparquet(file), rows, 'hyparquet');
    compareRows(await readByDuckdb(file), rows, 'DuckDB');
  }
  const file = join(folder, 'small.parquet');
  const rows = linesOf(join(folder, 'small.jsonl'));
  assert.equal(rows.length, 3000);
  const metadata = await metadataByHyparquet(file);
  assert.ok(metadata.row_groups.length > 2, 'several row groups');
  assert.deepEqual(metadata.key_value_metadata, [{ key: 'made by', value: '測試' }]);
  for (let start = 0; start < rows.length; start += 777) {
    const part = await readByHyparquet(file, { rowStart: start, rowEnd: start + 50, useOffsetIndex: true });
    compareRows(part, rows.slice(start, start + 50), `hyparquet by its offset index from ${start} on`);
  }
  for (const column of ['integer', 'real', 'text', 'long_text', 'one_text', 'few_then_many', 'late']) await findEveryValue(file, rows, column);
  for (const column of ['row', 'integer', 'text', 'nothing', 'late', 'at', 'day']) await countNulls(file, rows, column);
});
