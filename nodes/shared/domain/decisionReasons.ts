/** Why a call is or is not placed, by stable code, in words for operators with what to do (M5). */
export const REASONS = {
	opted_out: 'The customer does not want calls. Only the customer can take that back.',
	restricted: 'Meta has restricted calls from this number. See Account → Check Setup.',
	quality_guard:
		'Calls of this number are received badly (house rules), so few are placed and no permission is requested. See Account → Check Setup.',
	country_barred:
		'Meta does not allow outbound calls from business numbers of this country. Send a call button instead, so that the customer calls.',
	call_in_progress: 'A call with this customer is going on or being placed.',
	unanswered_twice:
		'The last calls in a row were not answered. Go back to chat; a new request from the customer counts again after a day.',
	cool_down: 'The last call attempt is too recent. The policy sets the cool-down.',
	daily_cap: 'Meta’s daily limit of calls to this customer is used up.',
	no_yes: 'There is no yes from the customer that still holds. Ask in the chat first.',
	slot_not_booked:
		'The customer wants a call at another time, and none is booked yet. Connect Business Hours, which offers and books slots.',
	slot_not_due: 'The customer has booked a later time. Callback Trigger starts the call then.',
	no_permission: 'Meta has no call permission from this customer. Send a permission request.',
	permission_unavailable:
		'Meta could not be asked for the call permission, so no call was placed. Check the credential and try again.',
	zone_unknown:
		'Nobody knows what time it is where the customer lives. Ask for the city, and store the zone with the contact.',
	quiet_hours: 'It is night, or too early or late, where the customer lives.',
	team_hours_not_set:
		'It is not known when the team answers, because its time zone is not set. Set Team Zone in the policy of this number.',
	team_closed: 'The team does not answer at this hour. The policy sets its hours.',
	holiday: 'The team has a day off. The policy sets holidays.',
	no_representative_ready:
		'Nobody is ready to talk to the customer. Set a representative to ready; the request is woken then.',
	brief_missing:
		'The summary for the representative is missing. Connect Summary Builder before Initiate Call.',
	request_brake:
		'Too many customers of this number were asked for permission in a short time, or too many said no. The policy sets the brake.',
	allowed: 'Every check passed.',
} as const;

export type Reason = keyof typeof REASONS;
