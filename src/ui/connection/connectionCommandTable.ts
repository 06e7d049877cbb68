import { clearApiKey, setApiKey } from './apiKey.ts';
import type { Host } from '../host.ts';
import { offerToLeaveDemo } from './leaveDemo.ts';
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
      else if (await pickProfile(host)) void offerToLeaveDemo();
    },
    signIn: async (profile) => {
      const { signIn } = await import('./signIn.ts');
      return signIn(host, typeof profile === 'string' ? profile : undefined);
    },
    tryDemo: async () => (await import('./tryDemo.ts')).tryDemo(),
    checkConnection: async () => (await import('./checkConnection.ts')).checkConnection(host),
    setApiKey: async (key) => {
      const isSet = await setApiKey(host.context.secrets, key);
      if (isSet && typeof key !== 'string') void offerToLeaveDemo();
      return isSet;
    },
    clearApiKey: async () => clearApiKey(host.context.secrets),
  };
}
