import { describeFindings } from '../finding.js';
import { rowFaults } from './row-faults.js';

describeFindings('rows', rowFaults);
