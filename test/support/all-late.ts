/** The words and the code that the report loads late, for tests of one of its elements. */
import { LATE_CODE } from '../../src/late-code.js';
import { addLateCode } from '../../src/elements/shared/late-code.js';
import { addEnglish } from '../../src/localization/english.js';
import { enActions } from '../../src/localization/en-actions.js';

addEnglish(enActions);
addLateCode(LATE_CODE);
