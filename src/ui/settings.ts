import * as vscode from 'vscode';
import type { EndpointKind } from '../core/run.ts';
import type { Patience } from '../core/request.ts';
import type { Tier } from '../core/tier.ts';
import { regionOfProfile } from './connection/profileRegions.ts';

/** The prefix of every setting, command and context key. */
export const section = 'bedrockTiers';

/** The settings as the code uses them; the names are the manifest's. */
export interface Settings {
  readonly endpoint: EndpointKind;
  readonly endpointUrl: string;
  readonly region: string;
  /** As the person wrote it; empty: `region` is from elsewhere. */
  readonly regionSetting: string;
  /** The chosen AWS profile; empty: AWS's default chain. */
  readonly profile: string;
  /** Whether AWS credentials make a short-term key instead of signing each request. */
  readonly shortTermKey: boolean;
  readonly model: string;
  readonly defaultTier: Tier;
  readonly systemPrompt: string;
  readonly maxOutputTokens: number;
  readonly temperature: number | null;
  readonly reasoningEffort: string | null;
  readonly timeout: {
    readonly firstByte: number;
    readonly firstByteFlex: number;
    readonly silence: number;
  };
  readonly prices: {
    /** Where AWS's public price list is read. */
    readonly listUrl: string;
    readonly refresh: 'never' | 'weekly';
    /** As the person wrote them. */
    readonly overrides: readonly unknown[];
  };
  /** What the person says of models, as written. */
  readonly models: readonly unknown[];
  readonly compare: {
    readonly repeats: number;
    /** USD after which a comparison stops by itself; `null` = no limit. */
    readonly budgetUsd: number | null;
  };
  readonly history: {
    /** The folder that the person wants the file in; empty = the extension's own. */
    readonly folder: string;
    /** Days after which a run goes; 0 = never. */
    readonly keepDays: number;
    /** 0 = any number. */
    readonly maxRuns: number;
    /** 0 = any size. */
    readonly maxMegabytes: number;
    /** Whether prompts and answers are recorded, or figures only. */
    readonly keepTexts: boolean;
    /** Nothing is recorded. */
    readonly privateMode: boolean;
  };
}

/** The manifest's default, for a setting that was emptied. */
const defaultModel = 'openai.gpt-oss-120b-1:0';

const endpointKinds: readonly EndpointKind[] = ['runtime', 'custom', 'demo'];

/** Reads the settings; a value of the wrong type falls back to the manifest's default. */
export function readSettings(scope?: vscode.ConfigurationScope): Settings {
  const values = vscode.workspace.getConfiguration(section, scope);
  const endpoint = text(values, 'endpoint');
  return {
    endpoint: endpointKinds.find((kind) => kind === endpoint) ?? 'runtime',
    endpointUrl: text(values, 'endpointUrl').trim(),
    region: readRegion(values),
    regionSetting: text(values, 'region').trim(),
    profile: text(values, 'profile').trim(),
    shortTermKey: flag(values, 'shortTermKey'),
    model: text(values, 'model').trim() || defaultModel,
    defaultTier: text(values, 'defaultTier').trim() || 'default',
    systemPrompt: text(values, 'systemPrompt'),
    maxOutputTokens: Math.round(number(values, 'maxOutputTokens', 1)),
    temperature: optional(values, 'temperature', 'number'),
    reasoningEffort: optional(values, 'reasoningEffort', 'string'),
    timeout: {
      firstByte: number(values, 'timeout.firstByte', 1),
      firstByteFlex: number(values, 'timeout.firstByteFlex', 1),
      silence: number(values, 'timeout.silence', 1),
    },
    prices: {
      listUrl: text(values, 'prices.listUrl').trim(),
      refresh: text(values, 'prices.refresh') === 'weekly' ? 'weekly' : 'never',
      overrides: list(values, 'prices.overrides'),
    },
    models: list(values, 'models'),
    compare: {
      repeats: Math.round(number(values, 'compare.repeats', 1)),
      budgetUsd: optional(values, 'compare.budgetUsd', 'number'),
    },
    history: {
      folder: text(values, 'history.folder').trim(),
      keepDays: number(values, 'history.keepDays', 0),
      maxRuns: Math.round(number(values, 'history.maxRuns', 0)),
      maxMegabytes: number(values, 'history.maxMegabytes', 0),
      keepTexts: flag(values, 'history.keepTexts'),
      privateMode: flag(values, 'history.privateMode'),
    },
  };
}

/** Usage follows the finish reason at once; a server that keeps the connection open is not waited for. ms. */
const closingMs = 5_000;

/** How long to wait for a tier. */
export function patienceFor(tier: Tier, { timeout }: Settings): Patience {
  const firstByte = tier === 'flex' ? timeout.firstByteFlex : timeout.firstByte;
  return { firstByteMs: firstByte * 1000, silenceMs: timeout.silence * 1000, closingMs };
}

/** Writes a setting for the person; where the workspace has its own, that one, which would hide the person's. */
export async function writeSetting(name: keyof Settings, value: string): Promise<void> {
  const values = vscode.workspace.getConfiguration(section);
  const isOfWorkspace = values.inspect(name)?.workspaceValue !== undefined;
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await values.update(name, value, isOfWorkspace ? Workspace : Global);
}

function readRegion(values: vscode.WorkspaceConfiguration): string {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return (
    text(values, 'region').trim() ||
    AWS_REGION ||
    AWS_DEFAULT_REGION ||
    regionOfProfile(text(values, 'profile').trim()) ||
    'us-east-1'
  );
}

function text(values: vscode.WorkspaceConfiguration, name: string): string {
  const value = values.get<unknown>(name);
  return typeof value === 'string' ? value : '';
}

function number(values: vscode.WorkspaceConfiguration, name: string, minimum: number): number {
  const value = values.get<unknown>(name);
  if (typeof value === 'number' && value >= minimum) return value;
  const fallback = values.inspect<unknown>(name)?.defaultValue;
  return typeof fallback === 'number' ? fallback : minimum;
}

/** On or off by the default where it is neither; on where the person says so, whatever a workspace says. */
function flag(values: vscode.WorkspaceConfiguration, name: string): boolean {
  const { defaultValue, globalValue } = values.inspect<unknown>(name) ?? {};
  const value = values.get<unknown>(name);
  return typeof value === 'boolean' ? value || globalValue === true : defaultValue === true;
}

function list(values: vscode.WorkspaceConfiguration, name: string): readonly unknown[] {
  const value = values.get<unknown>(name);
  return Array.isArray(value) ? value : [];
}

function optional(
  values: vscode.WorkspaceConfiguration,
  name: string,
  type: 'number',
): number | null;
function optional(
  values: vscode.WorkspaceConfiguration,
  name: string,
  type: 'string',
): string | null;
function optional(
  values: vscode.WorkspaceConfiguration,
  name: string,
  type: 'number' | 'string',
): number | string | null {
  const value = values.get<unknown>(name);
  if (typeof value !== type) return null;
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : null;
}
