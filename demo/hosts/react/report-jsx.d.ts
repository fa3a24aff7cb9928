import type {} from 'ongoing-conversations-report/react';
