import { expect as expectAtOnce } from '@playwright/test';

/** How long a person would wait before calling something broken, in ms. */
export const patience = 30_000;

/** Playwright's assertions, which look again until what they say is so, as long as a person would wait. */
export const expect = expectAtOnce.configure({ timeout: patience });
