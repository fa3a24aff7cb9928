/** Words and formats; changes with the language, the time zone or a host's messages. */
import { createContext } from '@lit/context';
import type { Localization } from '../localization/index.js';

export const localizationContext = createContext<Localization>(Symbol('ongoing-conversations-localization'));
