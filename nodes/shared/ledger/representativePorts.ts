export type RepresentativeStatus = 'ready' | 'busy' | 'away';

/** Somebody who answers calls (V3). */
export interface Representative {
	/** `rep_…` */
	id: string;
	name: string;
	role: 'representative' | 'supervisor';
	/** Numbers this person answers for; empty = all. */
	phoneNumberIds: string[];
	status: RepresentativeStatus;
	statusAt: string;
	createdAt: string;
	revokedAt: string | null;
}

export interface RepresentativeStore {
	/** Idempotent per name: the same name again gives the same person, with the new details. */
	create(
		representative: Pick<Representative, 'name' | 'role' | 'phoneNumberIds'>,
		now: string,
	): Promise<Representative>;
	/** Never ready again, and signed out everywhere at once. False if unknown. */
	revoke(id: string, now: string): Promise<boolean>;
	setStatus(id: string, status: RepresentativeStatus, now: string): Promise<Representative | null>;
	get(id: string): Promise<Representative | null>;
	/** Not revoked, by name. */
	list(): Promise<Representative[]>;
	/** Of those who answer for a number: how many there are, how many are ready. */
	readiness(phoneNumberId: string): Promise<{ kept: number; ready: number }>;
}
