/** Words: catalogues, plural and number formats, one module a locale. */
export type { Catalogue, Message, MessageKey, MessageOverrides } from './catalogue.js';
export { Localization, type MessageValues } from './localization.js';
export { isLoadable, loadCatalogue, loadedCatalogue, registerLocale } from './registry.js';
