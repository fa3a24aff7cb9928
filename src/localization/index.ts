/** Words: catalogues, plural and number formats, one module a locale. */
export type { Catalogue, MessageKey, MessageOverrides } from './catalogue.js';
export { addEnglish } from './english.js';
export { Localization } from './localization.js';
export { isLoadable, loadCatalogue, loadedCatalogue, registerLocale } from './registry.js';
