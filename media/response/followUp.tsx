import type { RefObject, VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Run } from '../../src/core/run.ts';
import { followUp } from '../../src/protocol/response.ts';
import { Icon } from '../shared/controls.tsx';
import { usePanel } from './panel.ts';

/** The box for the next turn of the conversation, on the same tier or another. */
export function FollowUp({
  run,
  box,
}: {
  run: Run;
  box: RefObject<HTMLTextAreaElement | null>;
}): VNode {
  const { host, strings, keepsDrafts } = usePanel();
  const [draft, setDraft] = useState(host.saved.draft);
  const [tier, setTier] = useState<string | null>(null);
  const canSend = draft.trim() !== '' && run.status !== 'running';
  const change = (text: string): void => {
    setDraft(text);
    host.save({ draft: text }, keepsDrafts);
  };
  const send = (): void => {
    if (!canSend) return;
    host.send(followUp, { runId: run.id, instruction: draft.trim(), tier });
    change('');
  };
  return (
    <footer class="follow-up">
      <form
        class="follow-up-box"
        aria-label={strings.followUp}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <textarea
          ref={box}
          rows={1}
          value={draft}
          aria-label={strings.followUp}
          placeholder={strings.followUpPlaceholder}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            send();
          }}
        />
        <div class="follow-up-row">
          <TierSelect run={run} tier={tier} onChange={setTier} />
          <span class="send-hint">{strings.sendHint}</span>
          <button
            type="submit"
            class="button"
            title={`${strings.send} (${strings.sendHint})`}
            aria-disabled={!canSend}
          >
            <Icon name="send" />
            {strings.send}
          </button>
        </div>
      </form>
    </footer>
  );
}

function TierSelect(props: {
  run: Run;
  tier: string | null;
  onChange: (tier: string | null) => void;
}): VNode {
  const { strings, tiers } = usePanel();
  const { requestedTier } = props.run;
  return (
    <select
      aria-label={strings.followUpTier}
      title={strings.followUpTier}
      value={props.tier ?? requestedTier}
      onChange={({ currentTarget: { value } }) =>
        props.onChange(value === requestedTier ? null : value)
      }
    >
      {tiers.every((choice) => choice.tier !== requestedTier) && (
        <option value={requestedTier}>{requestedTier}</option>
      )}
      {tiers.map((choice) => (
        <option key={choice.tier} value={choice.tier} disabled={choice.served === 'no'}>
          {choice.served === 'no' ? `${choice.label} – ${choice.reason ?? ''}` : choice.label}
        </option>
      ))}
    </select>
  );
}
