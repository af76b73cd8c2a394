// Parquet files as two readers that know nothing of newsarc see them: hyparquet and DuckDB. Both give
// values alike, so that they can be compared: integers, timestamps (microseconds) and dates (days)
// as decimal text, text as text, reals as numbers, lists as arrays, structs as objects.
import { strict as assert } from 'node:assert';
import { load } from './peer.mjs';

const hyparquet = await load('hyparquet');
const { compressors } = await load('hyparquet-compressors');
const duckdb = await load('@duckdb/node-api');

export const { asyncBufferFromFile } = await load('hyparquet/src/node.js');
const parsers = { timestampFromMicroseconds: String, dateFromDays: String };

function plain(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof duckdb.DuckDBTimestampTZValue) return String(value.micros);
  if (value instanceof duckdb.DuckDBDateValue) return String(value.days);
  if (value instanceof duckdb.DuckDBListValue) return value.items.map(plain);
  if (value instanceof duckdb.DuckDBStructValue) return plain(value.entries);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
  return value;
}

// All rows; with `options`, those hyparquet is asked for: rowStart, rowEnd, filter, usePageIndex …
export async function readByHyparquet(file, options = {}) {
  const rows = await hyparquet.parquetReadObjects({ file: await asyncBufferFromFile(file), compressors, parsers, ...options });
  return rows.map(plain);
}

export async function metadataByHyparquet(file) {
  return hyparquet.parquetMetadataAsync(await asyncBufferFromFile(file), { parsers });
}

const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect();

// The rows of a query in which $1 is the file, $2 … are `values`.
export async function askDuckdb(sql, file, values = []) {
  const reader = await connection.runAndReadAll(sql, [file, ...values]);
  return reader.getRowObjects().map(plain);
}

export async function readByDuckdb(file) {
  return askDuckdb('SELECT * FROM read_parquet($1)', file);
}

// Each column's type, as DuckDB names it.
export async function typesByDuckdb(file) {
  const rows = await askDuckdb('DESCRIBE SELECT * FROM read_parquet($1)', file);
  return Object.fromEntries(rows.map((row) => [row.column_name, row.column_type]));
}

// Fails at the first row that differs, and shows it.
export function compareRows(read, wanted, reader) {
  assert.equal(read.length, wanted.length, `rows that ${reader} reads`);
  wanted.forEach((row, i) => assert.deepStrictEqual(read[i], row, `row ${i}, as ${reader} reads it`));
}
