import { describeCrashes } from './describe-crashes.ts';

describeCrashes(['identity C, no preconditions, listings', 'identity E']);
