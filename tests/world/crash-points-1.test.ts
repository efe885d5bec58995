import { describeCrashes } from './describe-crashes.ts';

describeCrashes(['identity A', 'identity B, small pages', 'identity D, a slow search']);
