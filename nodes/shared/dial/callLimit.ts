import { HOUR_MS } from '../domain/instant';

/** House rule: nobody talks this long; Meta's end of the call was lost. */
export const CALL_LIMIT_MS = 4 * HOUR_MS;
