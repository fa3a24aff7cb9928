/** Plays `lightning/platformResourceLoader`: as there, a classic script of a static resource, loaded once. */
const loading = new Map<string, Promise<void>>();

export function loadScript(_component: unknown, url: string): Promise<void> {
  let script = loading.get(url);
  if (!script) {
    script = new Promise((done, fail) => {
      const element = document.createElement('script');
      element.src = url;
      element.onload = () => done();
      element.onerror = () => fail(new Error(`${url} could not be loaded`));
      document.head.append(element);
    });
    loading.set(url, script);
  }
  return script;
}
