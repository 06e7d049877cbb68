import type * as Plot from '@observablehq/plot';

/** Marks each drawn element with a value of its own, so that it can be found. */
export function tagged(
  attribute: `data-${string}`,
  values: readonly (string | number)[],
): Plot.RenderFunction {
  return (index, scales, channels, dimensions, context, next) => {
    const drawn = next?.(index, scales, channels, dimensions, context) ?? null;
    index.forEach((at, place) =>
      drawn?.children[place]?.setAttribute(attribute, String(values[at])),
    );
    return drawn;
  };
}

/**
 * Plot's own style element would need leave of the page's policy: taken out before the drawing is
 * part of the page, it asks for none. What it says is in charts.css.
 */
export function finishPlot(drawn: SVGElement | HTMLElement, name: string): SVGElement {
  if (!(drawn instanceof SVGElement)) throw new TypeError('A chart without legends is an SVG.');
  for (const style of drawn.querySelectorAll('style')) style.remove();
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', name);
  return drawn;
}
