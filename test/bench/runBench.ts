// Runs one bench and sends its figures to the process that started this one.
import { benches, isBenchName } from './benches.ts';

const [name = ''] = process.argv.slice(2);
if (!isBenchName(name)) throw new Error(`No such bench: ${name}`);
const figures = await benches[name]();
process.send?.(figures, () => process.exit(0));
