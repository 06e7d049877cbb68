import { expect as expectAtOnce } from '@playwright/test';
import { patience } from './window.ts';

/** Playwright's assertions, which look again until what they say is so, as long as a person would wait. */
export const expect = expectAtOnce.configure({ timeout: patience });
