import type { ComponentChildren, VNode } from 'preact';
import { formatCount, formatDuration, unknownFigure } from '../../src/core/format.ts';
import type { Run } from '../../src/core/run.ts';
import { Button, Icon, IconButton } from '../shared/controls.tsx';
import { figuresOf, timeFigure } from './figureList.ts';
import { usePanel, useRunAction } from './panel.ts';

/** What is rarely looked up: identity of the request, raw usage, how the figures are computed, copies as code. */
export function Details({ run, endpointUrl }: { run: Run; endpointUrl: string }): VNode {
  const { strings } = usePanel();
  return (
    <details class="fold details">
      <summary>
        <Icon name="chevron-right" />
        <span>{strings.details}</span>
      </summary>
      <div class="details-body">
        <RequestFacts run={run} endpointUrl={endpointUrl} />
        {run.rawUsage !== null && <RawUsage run={run} />}
        <Formulas run={run} />
        <CopyAs run={run} />
      </div>
    </details>
  );
}

function RequestFacts({ run, endpointUrl }: { run: Run; endpointUrl: string }): VNode {
  const { strings } = usePanel();
  const act = useRunAction(run.id);
  return (
    <dl class="facts">
      <Fact name={strings.model}>{run.model}</Fact>
      <Fact name={strings.requestId}>
        {run.requestId ?? unknownFigure}
        {run.requestId !== null && (
          <IconButton
            icon="copy"
            name={`${strings.copy}: ${strings.requestId}`}
            done={strings.copied}
            onClick={() => act('copyRequestId')}
          />
        )}
      </Fact>
      <Fact name={strings.attempts}>{formatCount(run.attempts)}</Fact>
      <Fact name={strings.retryWait}>{formatDuration(run.retryWaitMs)}</Fact>
      <Fact name={strings.endpoint}>{endpointUrl}</Fact>
      <Fact name={strings.region}>{run.region}</Fact>
      <Fact name={strings.route}>{run.route}</Fact>
      <Fact name={strings.startedAt}>{new Date(run.startedAt).toLocaleString()}</Fact>
      <Fact name={strings.finishReason}>{run.finishReason ?? unknownFigure}</Fact>
      <Fact name={strings.outputLimit}>{formatCount(run.parameters.maxOutputTokens)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function RawUsage({ run }: { run: Run }): VNode {
  const { strings } = usePanel();
  const act = useRunAction(run.id);
  return (
    <div>
      <h2 class="caption">
        {strings.rawUsage}
        <IconButton
          icon="copy"
          name={`${strings.copy}: ${strings.rawUsage}`}
          done={strings.copied}
          onClick={() => act('copyRawUsage')}
        />
      </h2>
      <pre class="raw" tabIndex={0}>
        {JSON.stringify(run.rawUsage, null, 2)}
      </pre>
    </div>
  );
}

/** The tooltips of the figures, for those who do not use a mouse. */
function Formulas({ run }: { run: Run }): VNode {
  const { strings, tiers } = usePanel();
  const figures = [timeFigure(run, 0, strings), ...figuresOf(run, strings, tiers)];
  return (
    <div>
      <h2 class="caption">{strings.figures}</h2>
      <dl class="facts formulas">
        {figures.map((figure) => (
          <Fact key={figure.key} name={figure.label}>
            {figure.formula}
          </Fact>
        ))}
      </dl>
    </div>
  );
}

function CopyAs({ run }: { run: Run }): VNode {
  const { strings } = usePanel();
  const act = useRunAction(run.id);
  return (
    <div class="copy-as" role="group" aria-label={strings.copyAs}>
      <span class="caption">{strings.copyAs}</span>
      <Button onClick={() => act('copyCurl')}>curl</Button>
      <Button onClick={() => act('copyPython')}>Python</Button>
      <Button onClick={() => act('copyTypeScript')}>TypeScript</Button>
    </div>
  );
}
