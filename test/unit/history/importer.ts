import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { importAll } from './transfer.ts';

/*
 * A process that imports a file into a new history and says what came of it, for the tests that another
 * user runs: node importer.ts <file>.
 */
const [, , file = ''] = process.argv;
const folder = mkdtempSync(path.join(tmpdir(), 'bedrock-tiers-importer-'));
const work = createBackgroundWork(path.join(folder, 'history.db'));
console.log(JSON.stringify(await importAll({ work }, file)));
await work.close();
rmSync(folder, { recursive: true });
