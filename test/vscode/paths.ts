import { join } from 'node:path';

/** The repository: the extension's own folder. */
export const root = join(import.meta.dirname, '../..');

/** What is fetched, and what a run of the editor leaves behind; ignored by git. */
export const cache = join(root, '.vscode-test');

/** The files a person and the tests try the extension on; copied, never opened in place. */
export const sample = join(import.meta.dirname, 'sample');

/** The file of the sample that says what to do. */
export const sampleFile = 'fibonacci.py';
