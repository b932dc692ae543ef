import type { Texts } from './textKeys';

export const EN: Texts = {
	offer_consult:
		'That is worth talking through: in a short call we can settle stock, price and delivery with you. May we call you here on WhatsApp, now or at a time that suits you?',
	offer_specialist:
		'A few things have to fit together here, and a specialist can settle them with you in minutes, faster than in writing. May we call you here on WhatsApp, now or at a time that suits you?',
	apologise_offer:
		'We are sorry for the trouble. One of us can sort it out with you directly in a short call. May we call you here on WhatsApp, now or at a time that suits you?',
	stop_bot_offer:
		'Sorry, we are going round in circles here. A colleague will understand you faster in a short call. May we call you here on WhatsApp, now or at a time that suits you?',
	offer_call:
		'Happy to talk! A colleague can go through everything with you in a short call here on WhatsApp. Shall we call you now, or at a time that suits you?',
	request_permission:
		'Thank you! Before we can ring you, WhatsApp asks for your OK. Please allow calls below. We only ring when you have asked for it.',
	ask_time_zone: 'So that we ring at a good hour for you: which city are you in?',
	offer_slots:
		'When would a call suit you? Please pick a time, or write another one that is better for you ({zone}).',
	slot_confirmed:
		'Booked: {slot}. We will call you here on WhatsApp then. If anything changes, just write to us.',
	slot_taken: 'Sorry, that time has just gone. Would one of these suit you ({zone})?',
	call_button: 'If you would rather talk, tap the button below and call us right here on WhatsApp.',
	not_now:
		'We cannot call you just now, so let us go on here in the chat. If you would like a call later, tell us when.',
	closed:
		'Our team cannot call at the moment (next: {slot}). Please go on writing here, we read every message.',
	human_soon: 'Thank you. One of us will look at this personally and answer you here.',
	answer_fallback:
		'Sorry, we could not answer that just now. Please try again in a moment, or write “I want to talk to a person”.',
	call_not_answered:
		'Our call did not reach you at a good moment. When would another time suit you? Pick one, or write another that is better for you ({zone}).',
	call_missed:
		'Sorry that we missed your call. When may we call you back? Pick a time, or write another that is better for you ({zone}).',
	call_failed:
		'Sorry, our call did not work for a technical reason. When may we call you again? Pick a time, or write another that is better for you ({zone}).',
	call_another_time:
		'Gladly at another time. Which of these would suit you? You can also write one that is better for you ({zone}).',
	back_to_chat:
		'Let us go on here in the chat. Write to us whenever it suits you, and we will answer you here.',
	recap:
		'Thank you for the call, {name}! As discussed:\n{summary}\nIf anything is not right, just write to us.',
	rating: 'How was our call for you? One tap is enough.',
	rating_thanks: 'Thank you, that helps us!',
	rating_sorry:
		'Thank you for telling us, and sorry that it was not better. One of us will look at it personally.',
	reminder:
		'A short reminder of our call with you here on WhatsApp: {slot}. If the time does not suit you any more, just write to us.',
	triage: 'Our team is not available at the moment. So that we come prepared: what is it about?',
	triage_thanks:
		'Thank you, we have noted it. Anything that you write here meanwhile will help us too.',
	recording_consent:
		'May we record our calls with you? We call you either way. You can change your mind at any time, just tell us.',
	recording_disclosure:
		'Before we start: this call is recorded. If you would rather not, just say so, and the recording is deleted.',
	automated_call_consent:
		'May an automated voice call you here on WhatsApp to remind you of a booked call? It only reminds, and you can change your mind at any time.',
	automated_disclosure:
		'Hello, this is an automated voice, not a person, calling for the business that you write with on WhatsApp. It is about the call that you have booked ({slot}). To talk to a person, just say “person”.',
	opt_out_confirmed:
		'Understood, we will not call you. If you change your mind, just write “you can call me again”.',
	stop_confirmed:
		'You will get no more messages or calls from us. To change that, just write “START”.',
	opt_in_confirmed:
		'Thank you, we may call you again. We only do so when you ask for it or agree to a time.',
	button_yes: 'Yes, call me now',
	button_later: 'Another time',
	button_no: 'No, thanks',
	button_slots: 'Choose a time',
	button_call: 'Call us now',
	button_good: 'Good',
	button_fair: 'So-so',
	button_poor: 'Not good',
	button_agree: 'Yes, I agree',
	button_refuse: 'No, thank you',
	button_topics: 'Choose a topic',
	topic_order: 'My order',
	topic_price: 'Prices and offers',
	topic_problem: 'A problem',
	topic_other: 'Something else',
};
