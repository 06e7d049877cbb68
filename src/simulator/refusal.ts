/** A request that is turned down, with the status and the words of the answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

/** A 400: AWS's ValidationException. */
export function invalid(message: string): Refusal {
  return new Refusal(400, 'validation_error', message);
}

/**
 * The body of a refusal. That Bedrock's runtime endpoint uses this envelope on `/openai/v1` is not
 * verified (no live call was made); Mantle's error bodies were seen in this shape (BerriAI/litellm#39846).
 */
export function refusalBody(refusal: Refusal): object {
  const type = refusal.status >= 500 ? 'server_error' : 'invalid_request_error';
  return { error: { message: refusal.message, type, param: null, code: refusal.code } };
}
