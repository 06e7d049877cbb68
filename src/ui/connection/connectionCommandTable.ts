import { clearApiKey, setApiKey } from './apiKey.ts';
import type { Host } from '../host.ts';
import { writeSetting } from '../settings.ts';

/** The commands by which requests find their way to AWS and are authorised there. */
export function connectionCommandTable(
  host: Host,
): Readonly<Record<string, (...args: readonly unknown[]) => unknown>> {
  return {
    selectRegion: async (region) => {
      if (typeof region === 'string' && region.trim()) return writeSetting('region', region.trim());
      await (await import('./regionPicker.ts')).pickRegion(host);
    },
    selectProfile: async (profile) => {
      const { pickProfile, useProfile } = await import('./profilePicker.ts');
      if (typeof profile === 'string') await useProfile(host, profile.trim());
      else await pickProfile(host);
    },
    signIn: async (profile) => {
      const { signIn } = await import('./signIn.ts');
      return signIn(host, typeof profile === 'string' ? profile : undefined);
    },
    tryDemo: async () => (await import('./tryDemo.ts')).tryDemo(),
    checkConnection: async () => (await import('./checkConnection.ts')).checkConnection(host),
    setApiKey: async (key) => setApiKey(host.context.secrets, key),
    clearApiKey: async () => clearApiKey(host.context.secrets),
  };
}
