import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { ComparisonStrings } from '../../src/protocol/comparisonStrings.ts';
import type { Tab } from './host.ts';
import { usePanel } from './panel.ts';

/** Switches between the parts of the panel: one stop of the Tab key, arrows go between the tabs. */
export function TabList(props: {
  tabs: readonly Tab[];
  selected: Tab;
  onSelect: (tab: Tab) => void;
}): VNode {
  const { tabs, selected, onSelect } = props;
  const { strings } = usePanel();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = tabAfterKey(event.key, tabs, selected);
    if (target === null) return;
    event.preventDefault();
    onSelect(target);
    list.current?.querySelector<HTMLElement>(`#tab-${target}`)?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={strings.parts} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          class="tab"
          role="tab"
          aria-selected={tab === selected}
          aria-controls={tab === selected ? `panel-${tab}` : undefined}
          tabIndex={tab === selected ? 0 : -1}
          onClick={() => onSelect(tab)}
        >
          {tabName(tab, strings)}
        </button>
      ))}
    </div>
  );
}

function tabAfterKey(key: string, tabs: readonly Tab[], selected: Tab): Tab | null {
  const at = tabs.indexOf(selected);
  switch (key) {
    case 'ArrowRight':
      return tabs[(at + 1) % tabs.length] ?? null;
    case 'ArrowLeft':
      return tabs.at(at - 1) ?? null;
    case 'Home':
      return tabs[0] ?? null;
    case 'End':
      return tabs.at(-1) ?? null;
    default:
      return null;
  }
}

function tabName(tab: Tab, strings: ComparisonStrings): string {
  switch (tab) {
    case 'result':
      return strings.result;
    case 'answers':
      return strings.answers;
    case 'differences':
      return strings.differences;
  }
}
