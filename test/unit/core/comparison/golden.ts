import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { caseSchema } from '../../../analyse/caseSchema.ts';

const row = z.record(z.string(), z.union([z.number(), z.string(), z.null()]));

/** The reference cases, worked out apart from this code (R and scipy). */
export const golden = z
  .object({
    cases: z.array(
      z.intersection(z.object({ name: z.string(), expected: z.array(row) }), caseSchema),
    ),
    misc: z.object({
      quantile7: z.array(z.object({ x: z.array(z.number()), p: z.number(), value: z.number() })),
      holm: z.array(
        z.object({
          p: z.array(z.number()),
          adjusted: z.array(z.number()),
          levels05: z.array(z.number()).optional(),
          levels03: z.array(z.number()).optional(),
        }),
      ),
      minBlocks: z.array(z.object({ alpha: z.number(), n: z.number() })),
    }),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'golden.json'), 'utf8')));
