/** The route of a model that is called in its own region. */
export const inRegion = 'in-region';

const profilePrefix = /^(us-gov|us|eu|apac|jp|au|ca|global)\.(?=[a-z0-9-]+\.)/;

/** A model id taken apart: `us.zai.glm-5.3` is the model `zai.glm-5.3` by the route `us`. */
export function parseModelId(id: string): { readonly model: string; readonly route: string } {
  const route = profilePrefix.exec(id)?.[1];
  return route === undefined
    ? { model: id, route: inRegion }
    : { model: id.slice(route.length + 1), route };
}

/** A short name for narrow places: `openai.gpt-oss-120b-1:0` becomes `gpt-oss-120b`. */
export function shortModelName(id: string): string {
  const { model, route } = parseModelId(id);
  const name = model.replace(/^[a-z0-9]+\./, '').replace(/(-v?\d+)?:\d+$/, '');
  return route === inRegion ? name : `${name} (${route})`;
}
