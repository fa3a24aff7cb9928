/** The words of features in the languages other than English, for those that are in use. */
import type { FeatureWords } from './catalogue.js';
import { loadedCatalogue, registerLocale } from './registry.js';

const loaders = new Map<string, () => Promise<FeatureWords>>([
  ['ar', async () => (await import('./ar-features.js')).arFeatures],
  ['de', async () => (await import('./de-features.js')).deFeatures],
  ['es', async () => (await import('./es-features.js')).esFeatures],
  ['fr', async () => (await import('./fr-features.js')).frFeatures],
  ['ja', async () => (await import('./ja-features.js')).jaFeatures],
  ['pt', async () => (await import('./pt-BR-features.js')).ptBRFeatures],
]);

/** Another catalogue for `locale`, with them, unless it has words of its own for them. Where they fail, English ones stay. */
export async function addFeatureWords(locale: string): Promise<void> {
  const catalogue = loadedCatalogue(locale);
  const load = loaders.get(locale.toLowerCase()) ?? loaders.get(locale.toLowerCase().split('-')[0] ?? '');
  if (!catalogue || !load) return;
  try {
    registerLocale(locale, { ...(await load()), ...catalogue });
  } catch {
    // Offline or blocked.
  }
}
