/** The words of the elements that the report loads late, for tests of one of them. */
import { addEnglish } from '../../src/localization/english.js';
import { enActions } from '../../src/localization/en-actions.js';

addEnglish(enActions);
