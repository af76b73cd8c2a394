// What the tests of this folder share. They read what newsarc writes with programs of others, which
// `npm ci` lays beside them; where it has not, they are skipped with a line that says so.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const skipped = 77;  // SKIP_RETURN_CODE in CMakeLists.txt

// The npm package of that name.
export async function load(name) {
  try {
    return await import(name);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.log(`skipped: the npm package ${name} is not there; \`npm ci\` in tests/peers/ brings it`);
    process.exit(skipped);
  }
}

// `newsarc` is the program under test, as CMakeLists.txt names it.
export const newsarc = process.argv[2];

export function run(...words) {
  return execFileSync(newsarc, words, { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });
}

// Gives `job` a folder that is gone afterwards.
export async function inFolder(job) {
  const folder = mkdtempSync(join(tmpdir(), 'newsarc-peers-'));
  try {
    await job(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
