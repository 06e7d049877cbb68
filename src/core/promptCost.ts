/** A past run, as far as its length tells what to expect. */
export interface PastOutput {
  readonly model: string;
  readonly instruction: string;
  readonly outputTokens: number | null;
}

/** How long an answer may be; tokens. */
export interface ExpectedOutput {
  /** The mean of past runs, at most the limit; `null` = no such run. */
  readonly mean: number | null;
  /** The output limit; `null` = none is set. */
  readonly worst: number | null;
  readonly n: number;
  /** Which past runs: of the same instruction on the same model, or else of the same model. */
  readonly from: 'instruction' | 'model' | null;
}

/** USD; `null` where tokens are not known. */
export interface PromptCost {
  readonly estimate: number | null;
  readonly worst: number | null;
}

/** What to expect of an answer from past runs, which the caller has limited to those that count. */
export function expectedOutput(
  past: readonly PastOutput[],
  prompt: {
    readonly model: string;
    readonly instruction: string;
    readonly limit: number | null;
  },
): ExpectedOutput {
  const ofModel = past.filter(({ model }) => model === prompt.model);
  const ofInstruction = ofModel.filter(({ instruction }) => instruction === prompt.instruction);
  const same = lengthsOf(ofInstruction);
  const lengths = same.length > 0 ? same : lengthsOf(ofModel);
  const worst = prompt.limit;
  if (lengths.length === 0) return { mean: null, worst, n: 0, from: null };
  const mean = lengths.reduce((sum, tokens) => sum + tokens, 0) / lengths.length;
  return {
    mean: Math.min(mean, worst ?? Infinity),
    worst,
    n: lengths.length,
    from: same.length > 0 ? 'instruction' : 'model',
  };
}

/** What a prompt costs on a tier with these prices (USD per million tokens), likely and at most. */
export function costOfPrompt(
  inputTokens: number,
  output: Pick<ExpectedOutput, 'mean' | 'worst'>,
  price: { readonly inputPerMillion: number; readonly outputPerMillion: number },
): PromptCost {
  const cost = (outputTokens: number | null) =>
    outputTokens === null
      ? null
      : (inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion) / 1_000_000;
  return { estimate: cost(output.mean), worst: cost(output.worst) };
}

function lengthsOf(past: readonly PastOutput[]): number[] {
  return past.flatMap(({ outputTokens }) => outputTokens ?? []);
}
