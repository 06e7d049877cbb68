// Runs one bench and sends its figures to the process that started this one, or prints them if none did.
import { benches, isBenchName } from './benches.ts';
import { formatTable } from './table.ts';

const [name = ''] = process.argv.slice(2);
if (!isBenchName(name)) throw new Error(`No such bench: ${name}`);
const figures = await benches[name]();
if (process.send === undefined) console.log(formatTable(figures));
process.send?.(figures, () => process.exit(0));
