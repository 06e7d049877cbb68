/** Gives the headings of an answer levels without gaps, whatever depths the model wrote. */
export class HeadingOutline {
  private readonly top: number;
  private readonly open: number[] = [];

  constructor(top: number) {
    this.top = top;
  }

  /** The level of the next heading, which was written with `depth`. */
  next(depth: number): number {
    while ((this.open.at(-1) ?? 0) >= depth) this.open.pop();
    this.open.push(depth);
    return this.top + this.open.length - 1;
  }
}
