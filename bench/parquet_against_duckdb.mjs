// parquet_against_duckdb.mjs FILE [columns]: the size of a Parquet file, and of what DuckDB writes for its
// rows; with `columns`, of each column too.
import { statSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';

// The packages of tests/peers, which `npm ci` there brings.
const peers = createRequire(new URL('../tests/peers/package.json', import.meta.url));
const { DuckDBInstance } = peers('@duckdb/node-api');

const file = process.argv[2];
const copy = `${file}.duckdb`;
const quoted = (path) => `'${path.replaceAll("'", "''")}'`;

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads = 1');
const start = performance.now();
await connection.run(`COPY (SELECT * FROM read_parquet(${quoted(file)})) TO ${quoted(copy)} (FORMAT parquet, COMPRESSION zstd)`);
const seconds = (performance.now() - start) / 1000;
const [ours, theirs] = [statSync(file).size, statSync(copy).size];
console.log(`${(ours / 1e6).toFixed(1)} MB, DuckDB's ${(theirs / 1e6).toFixed(1)} MB (${(ours / theirs).toFixed(3)} times that), which read and wrote in ${seconds.toFixed(1)} s`);
if (process.argv[3] === 'columns') {
  const sizes = (path) => `SELECT path_in_schema AS leaf, sum(total_compressed_size) AS bytes FROM parquet_metadata(${quoted(path)}) GROUP BY 1`;
  const rows = await connection.runAndReadAll(`SELECT a.leaf, a.bytes, b.bytes FROM (${sizes(file)}) a FULL JOIN (${sizes(copy)}) b ON a.leaf = b.leaf ORDER BY 2 DESC`);
  for (const row of rows.getRows()) console.log(row.join('\t'));
}
rmSync(copy);
