/** Which locales there are. English is always at hand; the others are loaded when first asked for. */
import type { Catalogue } from './catalogue.js';
import { english } from './english.js';

const catalogues = new Map<string, Catalogue>([['en', english]]);
/** What a published locale is unpacked with is loaded beside it, not after it. */
const unpacked = async <Module>(module: Promise<Module>): Promise<Module> =>
  (await Promise.all([module, import('./packed.js')]))[0];
/** By language: Portuguese is that of Brazil. */
const loaders = new Map<string, () => Promise<Catalogue>>([
  ['ar', async () => (await unpacked(import('./ar.js'))).ar],
  ['de', async () => (await unpacked(import('./de.js'))).de],
  ['es', async () => (await unpacked(import('./es.js'))).es],
  ['fr', async () => (await unpacked(import('./fr.js'))).fr],
  ['ja', async () => (await unpacked(import('./ja.js'))).ja],
  ['pt', async () => (await unpacked(import('./pt-BR.js'))).ptBR],
]);

/** Adds a locale or replaces one; `tag` is a BCP 47 tag such as `pt-BR`. */
export function registerLocale(tag: string, catalogue: Catalogue): void {
  catalogues.set(tag.toLowerCase(), catalogue);
}

/** The catalogue for `tag` or for its language, when it is loaded already. */
export function loadedCatalogue(tag: string): Catalogue | undefined {
  return catalogues.get(tag.toLowerCase()) ?? catalogues.get(languageOf(tag));
}

/** Loads the catalogue for `tag`; English when there is none or when loading fails. */
export async function loadCatalogue(tag: string): Promise<Catalogue> {
  const loaded = loadedCatalogue(tag);
  if (loaded) return loaded;
  const name = languageOf(tag);
  try {
    const catalogue = await loaders.get(name)?.();
    if (catalogue) catalogues.set(name, catalogue);
    return catalogue ?? english;
  } catch {
    // Offline or blocked: English words are better than none.
    return english;
  }
}

/** True when asking for `tag` would load something. */
export function isLoadable(tag: string): boolean {
  return !loadedCatalogue(tag) && loaders.has(languageOf(tag));
}

function languageOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? 'en';
}
