/** The style of an exported page; it holds no address, so that nothing is loaded. */
export const htmlStyle = `
:root { color-scheme: light dark; --line: #8886; --accent: #0b62c4; --soft: #8882; }
@media (prefers-color-scheme: dark) { :root { --accent: #6cb2ff; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
.notice { border: 2px solid var(--accent); border-radius: 4px; padding: 0.5rem 0.75rem; font-weight: 600; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: start; font-weight: 600; padding: 0.25rem 0; }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: start; vertical-align: top; }
figure { margin: 1rem 0; }
figcaption { font-size: 0.85rem; }
th { white-space: nowrap; }
thead th { background: var(--soft); }
.figure { text-align: end; white-space: nowrap; }
pre { background: var(--soft); padding: 0.75rem; white-space: pre-wrap; border-radius: 4px; }
summary { cursor: pointer; font-weight: 600; }
.chart { display: block; width: 100%; max-width: 60rem; height: auto; margin: 1rem 0; }
.label { font-size: 12px; fill: CanvasText; }
.axis { stroke: CanvasText; }
.tick { stroke: CanvasText; stroke-opacity: 0.2; }
.dot { fill: var(--accent); fill-opacity: 0.55; stroke: var(--accent); }
.bound { fill: none; stroke: var(--accent); stroke-width: 1.5; }
.median { stroke: CanvasText; stroke-width: 2.5; }
@media print { .scroll { overflow: visible; } }
`;

/** The digest of the style by which the page allows it and nothing else; a test holds the two together. */
export const htmlStyleHash = 'sha256-aLCE6sPuXRr7uZowZvJUlmHMRWVBlnz8iSeKJTRGRl0=';
