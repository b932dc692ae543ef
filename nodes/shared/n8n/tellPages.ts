import { wake } from '../ingress/wake';

/** What wakes the streams of a representative in this process. */
export const deskWakeId = (representativeId: string): string => `desk:${representativeId}`;

/** A hint to the streams of this process that these representatives have something to read. */
export function tellPages(representativeIds: readonly string[]): void {
	for (const id of representativeIds) wake(deskWakeId(id));
}
