export function landingPage(_: { readonly apiKey?: string }) {
  return { html: '<!doctype html>', headers: {} };
}
