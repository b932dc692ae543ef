import { randomBytes } from 'node:crypto';
import type { DeskDoor, Ledger } from '../ledger/ledger';

type Hashes = Pick<Ledger, 'keyedHash'>;

/** 256 random bits for a link, a session or a page: nothing that could be guessed, in characters of an URL. */
export const newDeskSecret = (): string => randomBytes(32).toString('base64url');

/** The address that signs somebody in; a fragment, so that no server or log on the way sees the secret. */
export const deskLinkUrl = ({ url }: Pick<DeskDoor, 'url'>, secret: string): string =>
	`${url}#${secret}`;

/** What the ledger keeps of each secret. */
export const deskLinkHash = (ledger: Hashes, secret: string): string =>
	ledger.keyedHash('desk_link', secret);
export const deskSessionHash = (ledger: Hashes, secret: string): string =>
	ledger.keyedHash('desk_session', secret);
export const deskPageKeyHash = (ledger: Hashes, secret: string): string =>
	ledger.keyedHash('desk_page', secret);
