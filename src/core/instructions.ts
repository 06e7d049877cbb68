import type { Translate } from './translate.ts';

/** An instruction that is offered without being typed. */
export interface BuiltInInstruction {
  readonly label: string;
  readonly instruction: string;
  /** True where the person still has to add something before it can be sent. */
  readonly incomplete?: true;
}

/** The instructions that the prompt input offers below the recent ones. */
export function builtInInstructions(t: Translate): readonly BuiltInInstruction[] {
  return [
    {
      label: t('Explain'),
      instruction: t('Explain what this does, step by step, and point out anything surprising.'),
    },
    { label: t('Summarise'), instruction: t('Summarise this in a few sentences.') },
    {
      label: t('Review'),
      instruction: t(
        'Review this: list bugs, risks and unclear spots, the most important first, each with a fix.',
      ),
    },
    {
      label: t('Write tests'),
      instruction: t(
        'Write tests for this, edge cases included, with the test framework that the code suggests.',
      ),
    },
    {
      label: t('Write docs'),
      instruction: t(
        'Write documentation comments for this in the style of its language; return the whole commented code.',
      ),
    },
    { label: t('Translate'), instruction: t('Translate this into '), incomplete: true },
  ];
}
