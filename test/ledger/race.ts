/** What a racing process is told. */
export interface Claimant {
	url: string;
	keyFile: string;
	name: string;
	wishes: RaceWish[];
	rounds: number;
}

export interface RaceWish {
	wishId: string;
	contactId: string;
	phoneNumberId: string;
}

/** What it answers. Times are milliseconds of the machine's monotonic clock. */
export interface RaceReport {
	claims: number;
	wins: { wishId: string; contactId: string; dialled: boolean; from: number; until: number }[];
}

/** What a process is told that fires what is due. */
export interface FireOrder {
	url: string;
	keyFile: string;
	lines: string[];
	now: string;
}

/** What a process is told that takes what is offered, with several takers at once. */
export interface TakeOrder {
	url: string;
	keyFile: string;
	attemptIds: string[];
	takers: number;
	/** When the first card comes, in milliseconds since 1970. */
	fromMs: number;
	now: string;
}

/** Who may dial: attempts that a process took, and those that it dialled. */
export interface TakeReport {
	taken: string[];
	dialled: string[];
}

/** What a process is told that opens links, takes rings and tells representatives things. */
export interface DeskOrder {
	url: string;
	keyFile: string;
	links: string[];
	rings: string[];
	/** Each is shown every ring. */
	atDesk: { representativeId: string; pageId: string }[];
	/** Those of them who try for every link and ring in this process, at once. */
	here: { representativeId: string; pageId: string }[];
	/** How much each of all is told by this process. */
	events: number;
	/** When the first link and ring come, in milliseconds since 1970. */
	fromMs: number;
	now: string;
}

/** Who got in, who talks, and the numbers of what was told, by representative. */
export interface DeskReport {
	signedIn: string[];
	taken: { ring: string; by: string }[];
	numbers: [representativeId: string, seq: number][];
}
