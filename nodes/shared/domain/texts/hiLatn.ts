import type { Texts } from './textKeys';

/** Hindi as people type it in Latin letters, with English words (Hinglish). */
export const HI_LATN: Texts = {
	offer_consult:
		'Is par baat kar lena accha rahega: ek chhoti si call mein hum aapke saath stock, price aur delivery pakki kar sakte hain. Kya hum aapko yahin WhatsApp par call karein, abhi ya aapke bataye time par?',
	offer_specialist:
		'Ismein kai cheezein ek saath dekhni hain. Hamare specialist inhe aapke saath kuch hi minute mein suljha sakte hain, likhne se jaldi. Kya hum aapko yahin WhatsApp par call karein, abhi ya aapke bataye time par?',
	apologise_offer:
		'Aapko jo pareshani hui uske liye hum maafi chahte hain. Ek chhoti si call mein hum ise seedhe aapke saath suljha sakte hain. Kya hum aapko yahin WhatsApp par call karein, abhi ya aapke bataye time par?',
	stop_bot_offer:
		'Sorry, yahan baat theek se samajh nahi aa rahi hai. Ek chhoti si call mein hamare saathi aapki baat jaldi samajh lenge. Kya hum aapko yahin WhatsApp par call karein, abhi ya aapke bataye time par?',
	offer_call:
		'Zaroor! Hamare saathi yahin WhatsApp par ek chhoti si call mein aapko sab bata sakte hain. Kya hum aapko abhi call karein, ya aapke bataye time par?',
	request_permission:
		'Thank you! Aapko phone karne se pehle WhatsApp aapka OK maangta hai. Please neeche calls allow kar dein. Hum tabhi phone karte hain jab aapne kaha ho.',
	ask_time_zone: 'Taaki hum aapko sahi time par phone karein: aap kis city mein hain?',
	offer_slots:
		'Aapke liye call ka kaun sa time theek rahega? Koi time chun lein, ya jo better ho woh likh dein ({zone}).',
	slot_confirmed:
		'Pakka: {slot}. Us time hum aapko yahin WhatsApp par call karenge. Kuch badle to bas humein likh dein.',
	slot_taken: 'Sorry, woh time abhi abhi bhar gaya. Kya inmein se koi time theek rahega ({zone})?',
	call_button:
		'Agar aap baat karna chahein, to neeche ke button se humein yahin WhatsApp par call karein.',
	not_now:
		'Hum aapko is samay call nahi kar sakte, to yahin chat par aage badhte hain. Baad mein call chahiye to time bata dein.',
	closed:
		'Hamari team is samay call nahi kar sakti (agla time: {slot}). Aap yahan likhte rahein, hum har message padhte hain.',
	human_soon: 'Thank you. Hamare saathi ise khud dekhkar aapko yahin jawab denge.',
	answer_fallback:
		'Sorry, hum abhi iska jawab nahi de paye. Thodi der mein dobara likhein, ya likh dein: “mujhe kisi se baat karni hai”.',
	call_not_answered:
		'Hamari call shayad sahi time par nahi aayi. Aapke liye kaun sa doosra time theek rahega? Koi time chun lein, ya jo better ho woh likh dein ({zone}).',
	call_missed:
		'Sorry, aapki call humse miss ho gayi. Hum aapko kab call back karein? Koi time chun lein, ya jo better ho woh likh dein ({zone}).',
	call_failed:
		'Sorry, technical wajah se hamari call nahi ho payi. Hum aapko dobara kab call karein? Koi time chun lein, ya jo better ho woh likh dein ({zone}).',
	call_another_time:
		'Zaroor, kisi aur time baat karte hain. Inmein se kaun sa time theek rahega? Aap koi doosra time bhi likh sakte hain ({zone}).',
	back_to_chat:
		'Chaliye, yahin chat par aage badhte hain. Jab bhi time mile humein likhein, hum aapko yahin jawab denge.',
	recap:
		'Call ke liye thank you, {name}! Jo baat hui:\n{summary}\nKuch theek na ho to bas humein likh dein.',
	rating: 'Hamari call aapko kaisi lagi? Bas ek tap kaafi hai.',
	rating_thanks: 'Thank you, isse humein madad milti hai!',
	rating_sorry:
		'Batane ke liye thank you, aur sorry ki baat better nahi rahi. Hamare saathi ise khud dekhenge.',
	reminder:
		'Ek chhota sa reminder: yahin WhatsApp par hamari aapse call tay hai, {slot}. Time ab theek na ho to bas humein likh dein.',
	triage:
		'Hamari team is samay available nahi hai. Taaki hum taiyaar rahein: baat kis baare mein hai?',
	triage_thanks:
		'Thank you, humne note kar liya hai. Is beech aap yahan jo bhi likhenge, usse humein madad milegi.',
	recording_consent:
		'Kya hum aapke saath apni calls record kar sakte hain? Call hum dono case mein karenge. Mann kabhi bhi badle to bas humein bata dein.',
	recording_disclosure:
		'Shuru karne se pehle: yeh call record ho rahi hai. Agar aap nahi chahte, to bas keh dijiye, recording mita di jayegi.',
	automated_call_consent:
		'Kya tay ki gayi call yaad dilane ke liye ek automated voice aapko yahin WhatsApp par call kar sakti hai? Woh sirf yaad dilati hai, aur aap kabhi bhi mann badal sakte hain.',
	automated_disclosure:
		'Namaste, yeh ek automated voice hai, koi insaan nahi. Yeh call us business ki taraf se hai jisse aap WhatsApp par baat karte hain. Baat aapki book ki gayi call ki hai ({slot}). Kisi insaan se baat karne ke liye bas “person” boliye.',
	opt_out_confirmed:
		'Theek hai, hum aapko call nahi karenge. Mann badle to bas likh dein: “ab aap mujhe call kar sakte hain”.',
	stop_confirmed:
		'Ab aapko humse koi message ya call nahi aayega. Mann badle to bas “START” likh dein.',
	opt_in_confirmed:
		'Thank you, ab hum aapko phir se call kar sakte hain. Aisa hum tabhi karenge jab aap kahein ya time tay ho.',
	button_yes: 'Haan, abhi call karo',
	button_later: 'Baad mein call karo',
	button_no: 'Nahi, thanks',
	button_slots: 'Time chunein',
	button_call: 'Humein call karein',
	button_good: 'Acchi',
	button_fair: 'Theek-thaak',
	button_poor: 'Acchi nahi',
	button_agree: 'Haan, theek hai',
	button_refuse: 'Nahi, thank you',
	button_topics: 'Topic chunein',
	topic_order: 'Mera order',
	topic_price: 'Price aur offers',
	topic_problem: 'Koi problem',
	topic_other: 'Koi aur baat',
};
