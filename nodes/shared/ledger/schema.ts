/**
 * The tables, as forward-only migrations: number n brings a ledger from n − 1 to n. A published
 * migration is never edited. Instants are BIGINT milliseconds, flags INTEGER 0/1.
 *
 * Rows name contacts by id without a foreign key: proof of consent outlives an erasure. A new table
 * with personal data needs its line in `stores/eraseContact.ts`.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
	[
		// Contacts. `…_refused_at` and `…_allowed_at` keep the latest of each, so order of arrival
		// does not matter (P4); `merged_into` forwards ids that are still on items.
		`CREATE TABLE contacts (
			id TEXT PRIMARY KEY, wa_id TEXT, user_id TEXT, parent_user_id TEXT, name TEXT, language TEXT,
			time_zone TEXT, time_zone_source TEXT, reply_window_until BIGINT, last_call_attempt_at BIGINT,
			call_refused_at BIGINT, call_allowed_at BIGINT, message_refused_at BIGINT,
			message_allowed_at BIGINT, is_test INTEGER NOT NULL DEFAULT 0, merged_into TEXT,
			created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL)`,
		`CREATE INDEX contacts_merged ON contacts (merged_into) WHERE merged_into IS NOT NULL`,
		`CREATE TABLE contact_aliases (
			kind TEXT NOT NULL, value TEXT NOT NULL, contact_id TEXT NOT NULL REFERENCES contacts (id),
			learned_at BIGINT NOT NULL, PRIMARY KEY (kind, value))`,
		`CREATE INDEX contact_aliases_contact ON contact_aliases (contact_id)`,
		// Suppression: keyed hashes only, never purged.
		`CREATE TABLE suppressions (
			hash TEXT PRIMARY KEY, call_refused_at BIGINT, call_allowed_at BIGINT,
			message_refused_at BIGINT, message_allowed_at BIGINT)`,
		`CREATE TABLE opt_out_events (
			contact_id TEXT NOT NULL, message_id TEXT NOT NULL, subject TEXT NOT NULL,
			refused INTEGER NOT NULL, at BIGINT NOT NULL, recorded_at BIGINT NOT NULL,
			PRIMARY KEY (contact_id, message_id, subject, refused))`,

		`CREATE TABLE consents (
			id TEXT PRIMARY KEY, contact_id TEXT NOT NULL, phone_number_id TEXT NOT NULL,
			consent_key TEXT NOT NULL, scope TEXT NOT NULL, channel TEXT NOT NULL,
			message_id TEXT NOT NULL, wording TEXT, offer_message_id TEXT, given_at BIGINT NOT NULL,
			expires_at BIGINT, revoked_at BIGINT, UNIQUE (contact_id, consent_key, message_id))`,
		`CREATE TABLE permissions (
			phone_number_id TEXT NOT NULL, contact_id TEXT NOT NULL, status TEXT NOT NULL,
			is_permanent INTEGER NOT NULL, expires_at BIGINT, at BIGINT NOT NULL,
			PRIMARY KEY (phone_number_id, contact_id))`,
		`CREATE INDEX permissions_contact ON permissions (contact_id)`,
		// `same_as`: a further yes has no wish of its own, its id leads to the one it extended.
		`CREATE TABLE wishes (
			id TEXT PRIMARY KEY, phone_number_id TEXT NOT NULL, contact_id TEXT NOT NULL,
			kind TEXT NOT NULL, scope TEXT NOT NULL, status TEXT NOT NULL, waiting_for TEXT,
			created_at BIGINT NOT NULL, expires_at BIGINT, same_as TEXT)`,
		`CREATE UNIQUE INDEX wishes_one_open ON wishes (phone_number_id, contact_id)
			WHERE status = 'open' AND kind <> 'inbound'`,
		`CREATE INDEX wishes_contact ON wishes (contact_id)`,
		`CREATE TABLE offers (
			message_id TEXT PRIMARY KEY, phone_number_id TEXT NOT NULL, contact_id TEXT NOT NULL,
			escalation_id TEXT, sent_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, answered_at BIGINT)`,
		`CREATE INDEX offers_contact ON offers (contact_id, phone_number_id, sent_at)`,
		`CREATE TABLE sends (
			send_key TEXT PRIMARY KEY, kind TEXT NOT NULL, contact_id TEXT NOT NULL,
			phone_number_id TEXT NOT NULL, status TEXT NOT NULL, message_id TEXT,
			opaque TEXT NOT NULL UNIQUE, error_code TEXT, reserved_at BIGINT NOT NULL, settled_at BIGINT)`,
		`CREATE INDEX sends_message ON sends (message_id) WHERE message_id IS NOT NULL`,
		`CREATE INDEX sends_reserved ON sends (reserved_at) WHERE status = 'reserved'`,
		`CREATE INDEX sends_rate ON sends (phone_number_id, kind, reserved_at)`,
		`CREATE INDEX sends_contact ON sends (contact_id)`,

		// `provisional`: ended by the sweep only. `restartable`: Meta refused, nothing was started.
		// `beside`: lives although another attempt of the contact does (a call from the customer, a
		// merge, an event after the sweep's verdict), so that the index can hold for every dialling.
		`CREATE TABLE attempts (
			id TEXT PRIMARY KEY, wish_id TEXT NOT NULL UNIQUE, contact_id TEXT NOT NULL,
			phone_number_id TEXT NOT NULL, direction TEXT NOT NULL, leg TEXT NOT NULL,
			status TEXT NOT NULL, outcome TEXT, opaque TEXT NOT NULL UNIQUE, call_id TEXT,
			session_id TEXT, held_reason TEXT, error_code TEXT, claimant TEXT NOT NULL,
			token TEXT NOT NULL, lease_until BIGINT NOT NULL, claimed_at BIGINT NOT NULL,
			dialling_at BIGINT, ended_at BIGINT, status_at BIGINT NOT NULL, previous_attempt_at BIGINT,
			provisional INTEGER NOT NULL DEFAULT 0, restartable INTEGER NOT NULL DEFAULT 0,
			beside INTEGER NOT NULL DEFAULT 0)`,
		`CREATE UNIQUE INDEX attempts_one_live ON attempts (contact_id)
			WHERE status IN ('claimed', 'reserved', 'dialling', 'ringing', 'accepted', 'unknown')
			AND beside = 0`,
		`CREATE INDEX attempts_contact ON attempts (contact_id, status)`,
		`CREATE INDEX attempts_call ON attempts (call_id) WHERE call_id IS NOT NULL`,
		`CREATE INDEX attempts_status ON attempts (status, status_at)`,

		`CREATE TABLE calls (
			call_id TEXT PRIMARY KEY, contact_id TEXT, phone_number_id TEXT, connected_at BIGINT)`,
		`CREATE INDEX calls_contact ON calls (contact_id, phone_number_id)`,
		`CREATE TABLE call_events (
			event_key TEXT PRIMARY KEY, call_id TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL,
			recorded_at BIGINT NOT NULL)`,
		`CREATE INDEX call_events_call ON call_events (call_id, at)`,
		`CREATE TABLE call_sdp (
			call_id TEXT NOT NULL, kind TEXT NOT NULL, body TEXT, received_at BIGINT NOT NULL,
			delivered_at BIGINT, PRIMARY KEY (call_id, kind))`,
		`CREATE INDEX call_sdp_received ON call_sdp (received_at)`,

		`CREATE TABLE seen_events (event_key TEXT PRIMARY KEY, at BIGINT NOT NULL)`,
		`CREATE INDEX seen_events_at ON seen_events (at)`,
		`CREATE TABLE inbox (
			id TEXT PRIMARY KEY, event_key TEXT NOT NULL, route_id TEXT NOT NULL, lane TEXT NOT NULL,
			body TEXT, status TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, holder TEXT,
			lease_until BIGINT, position BIGINT NOT NULL, added_at BIGINT NOT NULL,
			UNIQUE (event_key, route_id))`,
		`CREATE INDEX inbox_work ON inbox (route_id, lane, status, position)`,
		`CREATE INDEX inbox_position ON inbox (position)`,
		`CREATE INDEX inbox_added ON inbox (added_at)`,
		`CREATE TABLE routes (
			id TEXT PRIMARY KEY, app_key TEXT NOT NULL, expires_at BIGINT, body TEXT NOT NULL,
			saved_at BIGINT NOT NULL)`,
		`CREATE INDEX routes_app ON routes (app_key)`,
		`CREATE TABLE route_urls (app_key TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (app_key, url))`,
		`CREATE TABLE drops (
			day TEXT NOT NULL, reason TEXT NOT NULL, phone_number_id TEXT NOT NULL, detail TEXT,
			count INTEGER NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (day, reason, phone_number_id))`,

		`CREATE TABLE decisions (
			id TEXT PRIMARY KEY, contact_id TEXT NOT NULL, phone_number_id TEXT NOT NULL, wish_id TEXT,
			outcome TEXT NOT NULL, reason TEXT NOT NULL, needs TEXT, retry_at BIGINT,
			evidence TEXT NOT NULL, policy TEXT NOT NULL, checked_at BIGINT NOT NULL,
			dry_run INTEGER NOT NULL)`,
		`CREATE INDEX decisions_contact ON decisions (contact_id, checked_at)`,
		`CREATE TABLE policies (
			name TEXT NOT NULL, phone_number_id TEXT NOT NULL, version INTEGER NOT NULL,
			body TEXT NOT NULL, saved_at BIGINT NOT NULL, PRIMARY KEY (name, phone_number_id, version))`,
		`CREATE TABLE phone_lines (
			phone_number_id TEXT PRIMARY KEY, display_phone_number TEXT, display_digits TEXT,
			waba_id TEXT, learned_at BIGINT NOT NULL)`,
		`CREATE INDEX phone_lines_digits ON phone_lines (display_digits)`,
		`CREATE TABLE line_restrictions (
			phone_number_id TEXT NOT NULL, kind TEXT NOT NULL, expires_at BIGINT, at BIGINT NOT NULL,
			PRIMARY KEY (phone_number_id, kind))`,
	],
	[
		// `starts_at`: of a yes to a booked slot. `said_at`: when the customer said what the wish's scope
		// follows from, so that an older word that arrives late does not take a newer one back.
		`ALTER TABLE wishes ADD COLUMN starts_at BIGINT`,
		`ALTER TABLE wishes ADD COLUMN said_at BIGINT`,
		`CREATE INDEX sends_unknown ON sends (reserved_at) WHERE status = 'unknown'`,
		`CREATE INDEX contacts_changed ON contacts (updated_at, id) WHERE merged_into IS NULL`,
		// One answer a contact and second; of two in the same second the refusal is kept.
		`CREATE TABLE permission_answers (
			phone_number_id TEXT NOT NULL, contact_id TEXT NOT NULL, at BIGINT NOT NULL,
			accepted INTEGER NOT NULL, PRIMARY KEY (phone_number_id, contact_id, at))`,
		`CREATE INDEX permission_answers_at ON permission_answers (phone_number_id, at)`,
		`CREATE INDEX permission_answers_contact ON permission_answers (contact_id)`,

		// `features`: JSON without any text of the message.
		`CREATE TABLE conversation_messages (
			contact_id TEXT NOT NULL, phone_number_id TEXT NOT NULL, sender TEXT NOT NULL,
			message_id TEXT NOT NULL, at BIGINT NOT NULL, features TEXT NOT NULL,
			PRIMARY KEY (contact_id, phone_number_id, sender, message_id))`,
		`CREATE INDEX conversation_messages_recent
			ON conversation_messages (contact_id, phone_number_id, at)`,
		`CREATE INDEX conversation_messages_at ON conversation_messages (at)`,
		// `lapses_at`: over from then on, also before anybody has closed it.
		`CREATE TABLE escalations (
			id TEXT PRIMARY KEY, contact_id TEXT NOT NULL, phone_number_id TEXT NOT NULL,
			status TEXT NOT NULL, triggers TEXT NOT NULL, action TEXT NOT NULL, evidence TEXT NOT NULL,
			opened_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, lapses_at BIGINT NOT NULL,
			closed_at BIGINT, closed_because TEXT)`,
		`CREATE UNIQUE INDEX escalations_one_live ON escalations (phone_number_id, contact_id)
			WHERE status <> 'closed'`,
		`CREATE INDEX escalations_contact ON escalations (contact_id, opened_at)`,
		`CREATE TABLE threads (
			phone_number_id TEXT NOT NULL, contact_id TEXT NOT NULL, owner TEXT NOT NULL,
			taken_at BIGINT NOT NULL, owned_until BIGINT NOT NULL,
			PRIMARY KEY (phone_number_id, contact_id))`,
		`CREATE INDEX threads_contact ON threads (contact_id)`,
		// Waiting: one booked slot a contact and number, and one parked request a cause.
		`CREATE TABLE callbacks (
			id TEXT PRIMARY KEY, contact_id TEXT NOT NULL, phone_number_id TEXT NOT NULL, wish_id TEXT,
			escalation_id TEXT, woken_by TEXT NOT NULL, due_at BIGINT, end_at BIGINT, zone TEXT,
			status TEXT NOT NULL, created_at BIGINT NOT NULL, fired_at BIGINT)`,
		`CREATE UNIQUE INDEX callbacks_one_waiting
			ON callbacks (phone_number_id, contact_id, woken_by) WHERE status = 'waiting'`,
		`CREATE INDEX callbacks_due ON callbacks (due_at) WHERE status = 'waiting'`,
		`CREATE INDEX callbacks_slots ON callbacks (phone_number_id, due_at) WHERE status = 'waiting'`,
		`CREATE INDEX callbacks_wish ON callbacks (wish_id) WHERE status = 'waiting'`,
		`CREATE INDEX callbacks_contact ON callbacks (contact_id, created_at)`,
		`CREATE TABLE representatives (
			id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, phone_number_ids TEXT NOT NULL,
			status TEXT NOT NULL, status_at BIGINT NOT NULL, created_at BIGINT NOT NULL,
			revoked_at BIGINT)`,
		`CREATE UNIQUE INDEX representatives_name ON representatives (name) WHERE revoked_at IS NULL`,
	],
	[
		// `is_renamed`: the name is an operator's, so WhatsApp's profile does not replace it.
		`ALTER TABLE contacts ADD COLUMN is_renamed INTEGER NOT NULL DEFAULT 0`,
		// `brief_key`: keyed hash of event and node. `body`: fields, sources, errors and the thread's
		// address, encrypted. `position`: order of writing, which tells two changes of one instant apart.
		`CREATE TABLE briefs (
			id TEXT PRIMARY KEY, brief_key TEXT NOT NULL UNIQUE, contact_id TEXT NOT NULL,
			phone_number_id TEXT NOT NULL, escalation_id TEXT, status TEXT NOT NULL, source TEXT NOT NULL,
			body TEXT NOT NULL, built_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
			position BIGINT NOT NULL)`,
		`CREATE INDEX briefs_position ON briefs (position)`,
		`CREATE INDEX briefs_contact ON briefs (contact_id, updated_at, position)`,
		`CREATE INDEX briefs_current ON briefs (contact_id, phone_number_id, updated_at, position)`,
		// `body`: what stood there before and after, encrypted.
		`CREATE TABLE corrections (
			brief_id TEXT NOT NULL, position INTEGER NOT NULL, contact_id TEXT NOT NULL,
			phone_number_id TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
			corrected_by TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (brief_id, position))`,
		`CREATE INDEX corrections_contact ON corrections (contact_id, at)`,
		`CREATE INDEX corrections_number ON corrections (phone_number_id, at)`,
		// Of every kind of error of a field the kind is empty, since NULLs never conflict.
		`CREATE TABLE guidance (
			phone_number_id TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
			approved_by TEXT NOT NULL, approved_at BIGINT NOT NULL,
			PRIMARY KEY (phone_number_id, field, kind))`,
		`CREATE INDEX inbox_bodies ON inbox (added_at) WHERE body IS NOT NULL`,
	],
	[
		// `verdict`: what it was taken for when no event told. `told_at`: a workflow knows of that end.
		`ALTER TABLE attempts ADD COLUMN answered_at BIGINT`,
		`ALTER TABLE attempts ADD COLUMN escalation_id TEXT`,
		`ALTER TABLE attempts ADD COLUMN recording TEXT`,
		`ALTER TABLE attempts ADD COLUMN verdict TEXT`,
		`ALTER TABLE attempts ADD COLUMN told_at BIGINT`,
		`CREATE INDEX attempts_ended ON attempts (phone_number_id, ended_at)`,
		`CREATE INDEX attempts_ended_at ON attempts (ended_at, phone_number_id)`,
		`CREATE INDEX attempts_dialled ON attempts (phone_number_id, dialling_at)`,
		`CREATE INDEX attempts_untold ON attempts (ended_at)
			WHERE verdict IS NOT NULL AND told_at IS NULL`,
		`ALTER TABLE callbacks ADD COLUMN call_id TEXT`,
		// A reminder's wish lives beside that of the slot.
		`DROP INDEX wishes_one_open`,
		`CREATE UNIQUE INDEX wishes_one_open ON wishes (phone_number_id, contact_id)
			WHERE status = 'open' AND kind NOT IN ('inbound', 'reminder')`,
		`CREATE UNIQUE INDEX wishes_one_reminder ON wishes (phone_number_id, contact_id)
			WHERE status = 'open' AND kind = 'reminder'`,

		// `led_by`: the escalation's first signal.
		`CREATE TABLE ratings (
			attempt_id TEXT PRIMARY KEY, contact_id TEXT NOT NULL, phone_number_id TEXT NOT NULL,
			escalation_id TEXT, led_by TEXT, rating TEXT NOT NULL, message_id TEXT NOT NULL,
			at BIGINT NOT NULL)`,
		`CREATE INDEX ratings_contact ON ratings (contact_id, at)`,
		// `body`: the verdict as JSON; it names nobody.
		`CREATE TABLE guard_records (
			phone_number_id TEXT PRIMARY KEY, level TEXT NOT NULL, body TEXT NOT NULL,
			judged_at BIGINT NOT NULL)`,
		`CREATE TABLE guard_warnings (
			event_key TEXT PRIMARY KEY, phone_number_id TEXT NOT NULL, about TEXT NOT NULL,
			at BIGINT NOT NULL)`,
		`CREATE INDEX guard_warnings_at ON guard_warnings (at, phone_number_id)`,

		// The latest of each, so that an older yes that arrives late does not take it back.
		`CREATE TABLE consent_revocations (
			contact_id TEXT NOT NULL, consent_key TEXT NOT NULL, at BIGINT NOT NULL,
			PRIMARY KEY (contact_id, consent_key))`,
		// Of an erased customer `call_id` is a keyed hash. `next_try_at`: to fetch or to delete it.
		`CREATE TABLE recordings (
			id TEXT PRIMARY KEY, kind TEXT NOT NULL, call_id TEXT NOT NULL, attempt_id TEXT,
			contact_id TEXT, phone_number_id TEXT NOT NULL, media_id TEXT NOT NULL UNIQUE,
			mime_type TEXT, sha256 TEXT, status TEXT NOT NULL, reference TEXT, problem TEXT,
			noticed_at BIGINT NOT NULL, next_try_at BIGINT NOT NULL, stored_at BIGINT,
			keep_until BIGINT NOT NULL, deleted_at BIGINT)`,
		`CREATE INDEX recordings_contact ON recordings (contact_id, noticed_at)`,
		`CREATE INDEX recordings_fetch ON recordings (next_try_at) WHERE status = 'noticed'`,
		`CREATE INDEX recordings_delete ON recordings (keep_until)
			WHERE status IN ('noticed', 'stored')`,
		// All of them: each takes back the calls from `since` on up to it.
		`CREATE TABLE recording_objections (
			contact_id TEXT NOT NULL, at BIGINT NOT NULL, since BIGINT NOT NULL, said_by TEXT NOT NULL,
			PRIMARY KEY (contact_id, at))`,
	],
	[
		`ALTER TABLE attempts ADD COLUMN representative_id TEXT`,
		`CREATE INDEX attempts_representative ON attempts (representative_id, ended_at)
			WHERE representative_id IS NOT NULL`,
		`CREATE INDEX decisions_real ON decisions (checked_at) WHERE dry_run = 0`,
		`CREATE INDEX callbacks_cause ON callbacks (woken_by, due_at) WHERE status = 'waiting'`,
		// `desk_seq`: the last number of what this representative was told.
		`ALTER TABLE representatives ADD COLUMN desk_seq BIGINT NOT NULL DEFAULT 0`,

		`CREATE TABLE desk_doors (app_key TEXT PRIMARY KEY, body TEXT NOT NULL, saved_at BIGINT NOT NULL)`,
		// Secrets as keyed hashes only.
		`CREATE TABLE desk_links (
			link_hash TEXT PRIMARY KEY, representative_id TEXT NOT NULL, expires_at BIGINT NOT NULL,
			used_at BIGINT)`,
		`CREATE INDEX desk_links_representative ON desk_links (representative_id)`,
		`CREATE INDEX desk_links_expires ON desk_links (expires_at)`,
		`CREATE TABLE desk_sessions (
			session_hash TEXT PRIMARY KEY, representative_id TEXT NOT NULL, opened_at BIGINT NOT NULL,
			expires_at BIGINT NOT NULL)`,
		`CREATE INDEX desk_sessions_representative ON desk_sessions (representative_id)`,
		`CREATE INDEX desk_sessions_expires ON desk_sessions (expires_at)`,
		// `last_n`: number of its last action. `probe_id`: not acknowledged yet.
		`CREATE TABLE desk_pages (
			id TEXT PRIMARY KEY, representative_id TEXT NOT NULL, session_hash TEXT NOT NULL,
			key_hash TEXT NOT NULL, opened_at BIGINT NOT NULL, seen_at BIGINT NOT NULL,
			last_n BIGINT NOT NULL DEFAULT 0, ready_at BIGINT, probe_id TEXT, probed_at BIGINT,
			probes_missed INTEGER NOT NULL DEFAULT 0)`,
		`CREATE UNIQUE INDEX desk_pages_one_ready ON desk_pages (representative_id)
			WHERE ready_at IS NOT NULL`,
		`CREATE INDEX desk_pages_ready ON desk_pages (probed_at) WHERE ready_at IS NOT NULL`,
		`CREATE INDEX desk_pages_seen ON desk_pages (seen_at)`,
		// `body`: what is said, encrypted; it may name a customer.
		`CREATE TABLE desk_events (
			representative_id TEXT NOT NULL, seq BIGINT NOT NULL, page_id TEXT, body TEXT NOT NULL,
			at BIGINT NOT NULL, PRIMARY KEY (representative_id, seq))`,
		`CREATE INDEX desk_events_at ON desk_events (at)`,
		// `opaque`: of the attempt's claim that it rings for, since a released attempt is claimed again.
		`CREATE TABLE desk_rings (
			id TEXT PRIMARY KEY, direction TEXT NOT NULL, attempt_id TEXT, opaque TEXT UNIQUE,
			call_id TEXT UNIQUE, contact_id TEXT NOT NULL, phone_number_id TEXT NOT NULL,
			started_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, over_because TEXT, over_at BIGINT,
			taken_by TEXT, taken_page TEXT)`,
		`CREATE INDEX desk_rings_live ON desk_rings (started_at) WHERE over_at IS NULL`,
		`CREATE UNIQUE INDEX desk_rings_one_live ON desk_rings (attempt_id)
			WHERE over_at IS NULL AND attempt_id IS NOT NULL`,
		`CREATE INDEX desk_rings_attempt ON desk_rings (attempt_id) WHERE attempt_id IS NOT NULL`,
		`CREATE INDEX desk_rings_contact ON desk_rings (contact_id, started_at)`,
		`CREATE INDEX desk_rings_started ON desk_rings (started_at)`,
		`CREATE TABLE desk_ring_offers (
			ring_id TEXT NOT NULL, representative_id TEXT NOT NULL, page_id TEXT NOT NULL,
			offered_at BIGINT NOT NULL, shown_at BIGINT, closed_at BIGINT,
			PRIMARY KEY (ring_id, representative_id))`,
		// `body`: outcome and notes, encrypted. `position`: order of writing. `told_at`: to a workflow.
		`CREATE TABLE desk_deeds (
			id TEXT PRIMARY KEY, kind TEXT NOT NULL, representative_id TEXT NOT NULL,
			attempt_id TEXT NOT NULL, contact_id TEXT NOT NULL, phone_number_id TEXT NOT NULL,
			body TEXT NOT NULL, at BIGINT NOT NULL, position BIGINT NOT NULL, told_at BIGINT)`,
		`CREATE INDEX desk_deeds_position ON desk_deeds (position)`,
		`CREATE INDEX desk_deeds_untold ON desk_deeds (at, position) WHERE told_at IS NULL`,
		`CREATE INDEX desk_deeds_attempt ON desk_deeds (attempt_id, position)`,
		`CREATE INDEX desk_deeds_contact ON desk_deeds (contact_id, position)`,
	],
];
