/** The words and the code that the report loads late, for tests of one of its elements. */
import { LATE_CODE } from '../../src/late-code.js';
import { addLateCode } from '../../src/elements/shared/late-code.js';
import { loadActing } from '../../src/engine/late-acting.js';
import { addEnglish } from '../../src/localization/english.js';
import { enActions } from '../../src/localization/en-actions.js';
import { enFeatures } from '../../src/localization/en-features.js';

await loadActing();
addEnglish({ ...enActions, ...enFeatures });
addLateCode(LATE_CODE);
