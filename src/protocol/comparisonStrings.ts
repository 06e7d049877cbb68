/** The comparison panel's texts in the person's language; `{name}` stands for a value. */
export interface ComparisonStrings {
  readonly simulated: string;
}
