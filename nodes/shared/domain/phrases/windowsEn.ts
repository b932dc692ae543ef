/**
 * English phrases with room between their words, for wordings that the exact ones of `en.ts`,
 * `requestsEn.ts` and `answersEn.ts` do not list. The words that may stand in a gap are listed, so
 * that a gap never reaches over the end of a thought ("not sure who to call").
 */

const CALL = '(?:call|ring|phone|dial|buzz)';
const CALLING = '(?:calling|ringing|phoning|dialing|dialling)';
/** Not "they don't call", "you never call": those complain. */
const REFUSE =
	'(?<!\\b(?:they|he|she|people|why|who|it|if) )\\b(?:(?<!\\b(?:you|your people|guys) )never|dont|donot|not|no|stop|quit|avoid|without|cease|refrain from|end|cut out)';
/** What may follow "don't call me", which else may give a name ("don't call me Sam"). */
const AFTER =
	'(?= *$| (?:back|now|please|asap|at|on|in|when|after|before|tomorrow|today|tonight|later|once|if|to|about|regarding|for|again|then|this|next|by|and|i|im|ill|id|id|ive|so|as|any ?time|around|within|via|over|instead|with|ok|thanks|or|nor|but|because|since|its|only|just|unless|ever|any ?more|any|text|message|whatsapp|chat|email|write|my|no|until|till|during|while|every\\w*|daily|all|period|either|further|here\\w*|like|there|it|that|thats|what|you|nobody|not|never|cant|dont|wont|we|he|she|they|at all|out|up|from|under|regardless|whatever|always|plus|the|hear)\\b)';
/** Words between "don't" and "call". */
const GAP =
	'(?: (?:please|pls|ever|want|you|your|to|be|being|like|wish|wishing|anyone|anybody|people|any|more|further|phone|voice|video|sales|these|those|this|the|all|do|make|making|give|me|us|take|taking|get|getting|receive|receiving|accept|accepting|answer|pick|pick up|up|interested|in|comfortable|with|on|of|unwanted|unknown|into|fan|big|keen|prefer|attend|bother|dare|try|trying|even|keep|good|available|for|via|by|over|person|again|and|or|always|evening|unsolicited|random|cold|so many|many|agree|consent|permit|allow|care|wanting|would|should|can|having|have))';
const WRITING =
	'(?:messages?|messaging|texts?|texting|contact|contacting|write|email|emails|emailing|spam|spamming|(?:bother|bothering|disturb|disturbing) (?:me|us)|reach out|pester|pestering|harass|harassing|promos?|promotions?|marketing|updates|notifications|newsletters?|correspondence|communications?|comms|outreach|offers)';
/** Words between "don't" and "message". */
const WRITE_GAP =
	'(?: (?:please|pls|ever|want|wish|you|your|to|be|being|like|anyone|any|more|further|these|those|this|the|all|do|me|us|send|sending|get|getting|receive|receiving|need|consent|more of|of|out|up|blowing|my|phone|with|keep|kindly|marketing|promotional|whatsapp|automated|sms|again|and|none|nobody|have|having))';

const REL =
	'(?:mother|father|mom|mum|dad|wife|husband|brother|sister|son|daughter|number|mobile|cell|office|home|parents|partner|friend|assistant|other number|landline|boyfriend|girlfriend|fiance|nephew|accountant|architect|lawyer|boss|manager)';

/** No calls in general. */
export const NO_CALLS: readonly RegExp[] = [
	/\b(?:under no circumstances|no ?one|nobody|none of you|not allowed|not permitted|no permission|do not have permission|at no (?:time|point))(?: (?:to|should|from|in|on|your|you|team|can|may|is|are|ever|anyone|anybody|at|there|must|has|have|please|allowed|permission|be|for|be allowed|someone))* (?:call|ring|phone|dial|calling|ringing|phoning)\b(?! (?:me )?(?:back|yet|from))/,
	/\b(?:calls?|calling|phone calls?) (?:\w+ )?(?:make|makes|gives?) me\b|\bcalling (?:me )?is (?:pointless|useless|no use|a waste)\b|\b(?:dont|never|not|cant) (?:\w+ ){0,2}?(?:talk|speak|talking|speaking) (?:\w+ ){0,2}?(?:on|over|by) (?:the )?(?:phone|telephone)\b(?!.*\b(?:right now|now|today)\b)/,
	/\bnot (?:attending|taking|accepting|answering|receiving|one for|into) (?:any |the )?(?:phone )?(?:calls?|phone)\b|\bno thanks to calls\b/,
	new RegExp(
		`${REFUSE}${GAP}{0,6} (?:${CALL} (?:(?:me|us)${AFTER}|my (?:number|phone|cell|house)|this (?:number|phone|customer|person|contact|line|mobile)|the house|here\\b)|${CALLING}\\b(?! (?:number|no)\\b)|(?:phone |voice |sales )?calls\\b|phone call\\b)`,
	),
	new RegExp(
		`(?<!\\b(?:they|he|she|we|people|why|who|i|if) )\\b(?:dont|(?<!you )never|do not|not to|not) (?:please |ever |you |be )?${CALL}(?: (?:please|ever|again|again please|any ?more|at all|this phone|period|thanks|thank you|just|text|because|here|cause|only|for me|it|on|x|whatsapp|message|chat|i|im|so))*(?:$| (?:just|text|because|cause|i|im|so|whatsapp|message|chat|we|my|like)\\b)`,
	),
	/\b(?:hate|dislike|detest|cant stand|loathe|nervous|anxious|anxiety|scared|bad at|allergic|terrified|stress)\b.{0,25}\b(?:calls|calling|called|phones?|the telephone)\b|\b(?:calls|phone calls|calling) (?:really |just |always )?(?:stress|annoy|bother|scare|disturb|freak|overwhelm|give)\w*\b/,
	/\b(?:dont|do not|never|not) (?:\w+ )?(?:like|enjoy|use|answer|pick up|want|trust) (?:the |my |talking on the |being on the |unknown )?(?:phones?|telephone|nos|numbers|calls)\b/,
	/\b(?:calls?|calling|phone calls?|ringing) (?:is |are |does |do )?(?:not|isnt|arent|doesnt|dont|a no|no use|off limits|difficult|impossible|no good|never)\b(?! (?:working|connecting|going|coming|clear|recorded|free|came|come|answered))/,
	/(?<!\b(?:send|share|give|tell|reply|explain|details|price|fees|brochure)\b.{0,30})\b(?:text|message|messages|chat|whatsapp|writing|email|written|type|typing|dm)(?: me)? (?:only|always)\b|\b(?:always|only) (?:text|message|write|whatsapp|chat|dm|in writing|msg)\b/,
	new RegExp(
		`\\b(?:just|only|simply|better|rather|instead) (?:drop (?:me|us) a |send (?:me|us) a |by |over |on |to |keep )?(?:text|message|write|whatsapp|dm|chat|texting|messaging)(?: (?:me|us|here|instead|please|always|back|thanks|works))*$`,
	),
	/^(?:please )?(?:text|message|whatsapp|dm|write to) (?:me|us)(?: (?:instead|always|here|please|thanks|not call|dont call|rather))+$|\b(?:drop|send) (?:me |us )?a (?:text|message)\b(?! (?:about|with|when|if|to|saying))/,
	/\b(?:keep|keeping|stick|sticking|leave|have|handle|run|prefer) (?:it|this|things|everything|that|all)?(?: all)? ?(?:on|in|to|over|via|by|off|with)? ?(?:chat|texts?|messages|writing|whatsapp|texting|the chat)\b|\bi(?:d)? (?:only )?(?:communicate|deal|respond|reply|talk) (?:by|in|over|via|on) (?:text|writing|chat|whatsapp|messages?)\b/,
	/\b(?:communicate|correspond|contact me|reach me|everything)(?: \w+)? (?:only )?(?:by|in|over|via|on|through) (?:text|writing|chat|whatsapp|messages?|email)\b/,
	/\b(?:prefer|rather|sooner|happier|comfortable)(?: (?:to|it|you|if|we|that|us|keep|just|would|much|be|on|by|over|in|via|using|a|only|have|had|things|everything|this|all|staying|is|sticking|stick|with|me|not talk|email|or|simply|here|really|deal|communicate|receive|get|sent))* (?:text|texting|texted|messages?|messaging|message|msgs?|chat|chatting|write|wrote|writing|typing|typed|type|whatsapp|email|on here)\b(?!.*\b(?:this time|for now|today)\b)|\b(?:text|chat|messag\w+|whatsapp|typing|writing) (?:over|to|than|rather than|instead of) (?:a |phone |voice )*(?:calls?|calling|phone)/,
	/\b(?:text|texting|chat|chatting|messages?|messaging|message|msg|whatsapp|typing|writing|calls) (?:is|are|suits|works?|would be|s|feels) (?:me |much |so |way |always )?(?:better|best|easier|preferred|preferable|nicer|more convenient)\b/,
	/\b(?:texts?|chat|message) (?:calls always|calls any ?day)\b|\bnot (?:a |really a |much of a )?(?:phone|call|calls) (?:person|guy|girl|type)\b|(?:remove|take|delete|off|from|out of)\b.*\b(?:call|calling|phone) list\b|\b(?:written|messages?|texts?|chat|writing) only\b/,
	/\b(?:im|i am) (?:deaf|mute)\b|\bdeaf (?:user|person|here)\b|\bscreen all (?:my )?calls\b|\bdnd\b.*\bcalls?\b/,
	/\b(?:nobody|no one|noone|no body)(?: \w+){0,2} (?:calls?|rings?|phones?|should call) (?:me|us)\b(?! (?:back|yet|all))|\bcalls? (?:not|are not|isnt) (?:required|needed|preferred|wanted|allowed|convenient|necessary)\b(?! (?:today|now|yet))/,
	/\b(?:tell|instruct|ask|inform|told|asked|request(?:ed)?)(?: \w+){1,4} not to (?:call|ring|phone)\b|\bhow many times\b.*\bdont (?:call|ring)/,
	/\b(?:not be|not to be|rather not be) (?:called|telephoned|phoned|rung)\b|\bbeing (?:called|phoned)\b.*\b(?:hate|dislike)|\bwont (?:answer|pick up|pick|attend|take) (?:any |your |the |unknown )?(?:calls?|phone|nos)\b/,
];

/** Any refusal of a call, limited or not: what stands in its clause leads to none. */
export const DONT_CALL = new RegExp(
	`\\bno need (?:to |for |of |for you to )?(?:a |any |me )?(?:${CALL}|calls|${CALLING})\\b|(?<!\\bwhy )(?:${REFUSE}|\\bcant|\\bwont)${GAP}{0,5} (?:${CALL}\\b(?: (?:me|us)${AFTER}|(?! (?:me|us)\\b))|${CALLING}\\b(?! (?:number|no)\\b)|calls\\b)`,
);

/** No messages at all. */
export const NO_MESSAGES: readonly RegExp[] = [
	new RegExp(
		`(?<!\\b(?:you|they|he|she|people|why|who|i|did|does) )\\b(?:dont|donot|never|not|no|stop|quit|cease|end|refrain from|avoid|enough)${WRITE_GAP}{0,5} ${WRITING}\\b(?! (?:me )?(?:yet|today|till|until|before|the|it|him|her|them|is|are|came|received|from my|about the|went)\\b)`,
	),
	/\b(?:dont|donot|never|not|stop|quit|no)(?: \w+){0,2} (?:send|sending|receive|receiving|hear|get)(?: \w+){0,3}? (?:these|stuff|anything|nothing|things|this|promos?|ads?|spam|crap|junk|more)\b(?! (?:to (?:my|the) (?:old|office|address)|order|one|size|item|product))/,
	/\b(?:dont|donot|not) want (?:\w+ )?(?:none of this|any of this|anything (?:from|further|more)|anymore of|nothing|these|further)\b/,
	/\b(?:remove|take|delete|get|want|strike|erase|drop)(?: \w+)? ?(?:me|us|my name|my number|my num|my contact(?: info| details)?|my details|my data|this number|this contact|our number|off)(?: (?:off|from|out)| immediately| please| asap| now|$)(?!.*\b(?:call(?:ing)? list|the (?:bus|train|car|cart)|cart|order)\b)/,
	/\b(?:remove|delete|erase|wipe)(?: \w+){0,2} (?:me(?!.*call list)|my (?:name|number|num|contact\w*|details|info|data)|this (?:number|contact))\b(?!.*\b(?:call list|order|cart|address)\b)/,
	/\b(?:off|from) (?:this|your|the|ur) (?:mailing |contact |broadcast |whatsapp )?(?:list|database|db|system|campaigns?|group)\b|\bunsub\b|\bunsubscribed?\b/,
	/\bopt(?:ing|ed)?[ -]?(?:me )?out\b(?!.*\bcalls?\b)|\bcease (?:all )?(?:contact|communication)|\bthis is spam\b|\bdo one\b|^(?:enough|no more)(?: (?:please|already|thanks|now))*$/,
	/\bno (?:more |further )?(?:texts?|messages?|msgs?|call|calls|contact|promos?|comms|anything)(?: (?:or|and|no|nor))+ (?:more )?(?:texts?|messages?|msgs?|calls?|emails?)\b/,
	/\b(?:dont|never|not|stop|quit) (?:ever )?(?:call|calling|text|texting|message|messaging)(?: me)?,? ?(?:text|texting|message)? ?(?:or|and|nor) (?:to )?(?:text|texting|message|messaging|email|call|calling|msg)\b/,
	/^(?:please |ok |just )*(?:stop|quit)(?: (?:this|it|now|these|all|please|everything|sending|asap|immediately|message|messages|texts?|promos?))*$/,
	/\b(?:call|text|message|email) or (?:text|message|email|call) me (?:again|any ?more|further)\b/,
];

/** Takes back the refusal that it names, so it must be tried before refusals are. */
export const TAKES_BACK =
	/\b(?:ignore|disregard|scrap|forget (?:what|my|about|the no|i said)|never ?mind (?:what|about|the|my|that)|take back|retract|undo|withdraw|cancel|changed my mind about)\b.{0,40}\b(?:no calls?|not (?:call|ring|phone)\w*|dont (?:call|ring|phone)|do ?not ?call|not to (?:call|ring|phone)|no (?:call )?(?:thing|rule)|about calls|about (?:not )?(?:calling|ringing))\b|\b(?:said|told|asked|requested|wrote)\b.{0,30}\b(?:no calls?|not to (?:call|ring|phone)|dont (?:call|ring|phone)|no calling|not call)\b.{0,40}\b(?:no longer applies|(?:ok|fine|alright|good|cool|welcome) (?:now|again)|now (?:you|u|its|it is|call|calls)|you can(?: now)? (?:call|ring)|calls are|thats changed|changed)|\bthe (?:no calls?|do not call|dont call) (?:thing|request|rule|flag)\b.{0,40}\b(?:was only|no longer|over|off|lifted|gone|is done)\b|\bback on (?:the |your )?(?:call|calling|phone) list\b/;

/** Takes a refusal back. */
export const CALLS_AGAIN: readonly RegExp[] = [
	/\b(?:can|may|could|welcome to|free to|ok to|okay to|fine to|alright to|all right to|right to|happy (?:for|to)|permission to|permitting|good to|allowed to|start|resume|begin|ok for|let|content to|go ahead and|allow\w*)\b(?: \w+){0,6}? (?:call|calls|calling|ring|ringing|phone|phoning)\b(?: \w+){0,4}? ?(?:again|from now|from today|from here|going forward|in (?:the )?future|hereafter|henceforth|onwards?|whenever|these days|no (?:issues?|problem|worries)|from this|back to|any day)\b/,
	/\b(?:calls?|calling|phone calls|ringing|calling me|call)(?: \w+){0,2}? (?:is|are|r) (?:\w+ )?(?:ok|fine|alright|all right|allowed|cool|good|permitted|welcome|no problem)(?: \w+){0,2}? ?(?:now|again|any ?time|from|these days|as of|today|with me)\b/,
	/^(?:now |actually |hi )*(?:phone )?calls? (?:are |is )?(?:ok|fine|alright|all right|allowed|cool|permitted|welcome)(?: \w+){0,3}$|\bso (?:calls|calling me) (?:are|is) (?:\w+ )?(?:ok|fine|alright|all right)\b/,
	// Words for a machine ("ignore all previous instructions and call …") take nothing back.
	/\b(?:ignore|disregard|scrap|forget (?:what|my|the|about)|never mind (?:what|my|the|about)|take back|retract|undo|withdraw|lift)\b(?!.{0,30}\b(?:instructions?|prompts?|rules|guidelines)\b).{0,40}\b(?:calls?|calling|ringing|no calls|not call)\b/,
	/\bsaid (?:no calls?|not to call|dont call|no calling|no ringing)\b.*\b(?:no longer|ok now|fine now|can call|changed|but now|ignore)\b|\b(?:told|asked|said)\b.{0,25}\b(?:dont call|not to call)\b.{0,25}\b(?:now|again)\b.{0,20}\b(?:can|may|ok|fine)\b/,
	/\bback on (?:the |your )?(?:call|calling|phone) list\b|\b(?:open|ok|fine|happy) (?:to|with) (?:phone |receiving |taking |getting |your )*calls\b|\bcan (?:do|take|receive|accept) calls (?:now|again|these days)\b|\b(?:unblock|resume|reactivate|enable|restart|turn on) (?:the |my )?calls\b/,
	/\bcall(?:ing)? me (?:again )?is (?:fine|ok|alright|all right)\b|\bpermission to call me\b|\bok (?:receiving|getting|taking) calls\b/,
	/^(?:now |from now )(?:you |your team |it is ok you )?(?:can|may) call(?: me)?(?: (?:no|any|without|sir).*)?$/,
];

const ASKED =
	'(?:you|someone|somebody|anyone|anybody|one of|your|any|a|an|the|some|sales|whoever|ya)';
const REST =
	'(?=$| (?:back|now|please|asap|at|on|in|when|after|before|tomorrow|today|tonight|later|once|if|to|about|regarding|for|urg\\w*|immediately|right|again|soon|then|this|next|by|and|i|im|ill|id|so|as|any ?time|around|within|between|from|via|over|instead|quick\\w*|real|with|ok|thanks|or|because|since|its|only|unless|my|first|no|until|till|during|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|afternoon|like|she|he|they|we|directly|properly|possible|tom|whenever|maybe|me|us|some ?time|\\d))';

/** Questions about a call, and calls that the customer will make. */
export const ABOUT_A_CALL =
	/^(?:and |so |but |ok )?(?:what|whats|who|whos|how long|how much|how do|how does|which|when will|why would|did|do i|does|should i|is there|are you|will it|would it)\b(?!.*\b(?:can|could|would) you (?:please )?(?:call|ring|phone)\b)(?! able to (?:call|ring|phone))|\b(?:ill|i will|im going to|im gonna|ive|i have|i gave|we will|let me|i can|i could|gonna) (?:\w+ )?(?:give|call|ring|phone)\b/;

/** Asks that we call. */
export const CALL_US: readonly RegExp[] = [
	new RegExp(
		`\\b(?:is|are) (?:you|anyone|anybody|someone|somebody|one of you) (?:able|available|free) to ${CALL}\\b`,
	),
	new RegExp(
		`\\b(?:can|could|would|will|might) ${ASKED}\\b(?: \\w+){0,6}? ${CALL} (?:me|us|my ${REL}|(?:him|her|them)(?= ))${REST}`,
	),
	new RegExp(
		`\\b(?:can|could|would|will|might) (?:you|someone|somebody|anyone|anybody)(?: \\w+){0,3}? (?:call|ring|phone)(?: (?:back|once|please|me|on|at|around|about|regarding|tomorrow|today|in|after|when)\\b.*)?$`,
	),
	new RegExp(
		`\\b(?:want|need|needs|like|love|request\\w*|expect|wish|prefer|appreciate|grateful|have|ask|tell|let|make|get|arrange|possible|able)\\b(?: \\w+){0,6}? (?:to )?${CALL} (?:me|us|my ${REL}|back)${REST}`,
	),
	new RegExp(
		`(?:^|\\b(?:please|just|kindly|urgently|instead|now|ok|yes|then|so|better|parked|also|and|once|confused|lost|stuck|you|\\d|am|pm) )(?:${CALL}|try) (?:me|us|my ${REL}|back)${REST}`,
	),
	/(?:^|\b(?:please|just|kindly|ok|yes|k|s|yh|yeah|sure|done|now|one time|once|then|so) )(?:call|ring|phone)(?: (?:back|now|please|once|asap|and|when|if|after|before|this|tomorrow|today|sunday|monday|tuesday|wednesday|thursday|friday|saturday|evening|morning|first|to|on|at|around|in|only)\b.*)?$/,
	/\b(?:give|giving|drop|gave|hit|hmu|have)(?: (?:me|us|my \w+|a|back|on|up))* (?:with )?(?:a |an )?(?:\w+ )?(?:call|ring|bell|buzz|tinkle|phone call|callback)\b|\bgive (?:me|us) a (?:shout|holler) on the phone\b|\bholler at (?:me|us) on the phone\b/,
	/\b(?:need|want|love|like|get|have|request\w*|expect|arrange|schedule|book|set up|awaiting|await|wanting|grateful for|appreciate|jump|hop|one)(?: \w+){0,3}? (?:a |an |the |one )?(?:\w+ ){0,2}?(?:call|callback|phone call|call back)\b(?= *$| (?:back|about|regarding|to|with|from|please|asap|at|on|for|tomorrow|today|this|now|urgent\w*|off|someone|some|when|sometime|then|after|instead|quick\w*|around)\b)/,
	/\b(?:call|chat on the phone|phone call|quick call)(?: \w+){0,2} (?:would|will|might) (?:really |be |probably |clear|help|great|sort|make|do)\b/,
	/\b(?:talk|speak|chat|discuss|connect|explain|go over|walk me through)(?: \w+){0,4}? (?:on|over|by|via) (?:a |the )?(?:quick |phone |voice |whatsapp )*(?:call|phone|telephone)\b|\bsomebody on the phone to me\b|\bconnect with me on call\b/,
	/\b(?:mind|consider|fancy) (?:calling|ringing|phoning|giving me a (?:call|ring))\b|\b(?:easier|better|best|great|quicker|good) if (?:you|someone)(?: \w+)? (?:called|rang|phoned|call|ring|phone)\b|\b(?:reach out|contact me|get back to me|get in touch|respond)(?: \w+)? (?:by|via|over) (?:phone|call|telephone)\b|\bare you able to (?:call|ring|phone)\b|\b(?:ping|hit) me on the phone\b/,
	/\bcalling back\b$|\b(?:can|could) (?:you|someone) (?:\w+ )?(?:try|reach) me\b|\btry me (?:at|on|in|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|after|around|later)\b/,
	new RegExp(
		`\\b(?:please|kindly) (?:\\w+ ){0,3}?(?:call|ring|phone) my ${REL}\\b|^(?:call|ring|phone) my ${REL}\\b`,
	),
];

const ROLE =
	'(?:human|humans|person|people|someone|somebody|anyone|anybody|agents?|representative|rep|reps|executive|manager|supervisor|counsell?ors?|advis[oe]rs?|experts?|specialists?|doctor|sales ?(?:man|person|team|guy|guys|lad|lads|head)?|support|team|staff|owner|operator|consultant|designer|engineer|officer|teacher|faculty|pharmacist|jewell?er|nurse|broker|director|underwriter|technician|professional|lady|gentleman|boss|senior|customer (?:care|service|services|support)|in charge|higher up|relationship manager|stylist|planner|coordinator|lawyer|banker)';
const WISH =
	'(?:can i|could i|may i|might i|let me|want to|need to|like to|love to|wish to|who can i|who do i|who should i|who could i|possible to|how do i|where can i|able to|i can|we can|i could|trying to|prefer to|have to|is it ok to|can we|want)';

/** Asks for a person, a number or a video call. */
export const A_PERSON: readonly RegExp[] = [
	/^(?:please )?(?:transfer|connect) me(?: please)?$|\b(?:is|are) (?:a |an |the |your )?(?:supervisor|manager|agent|rep|person|human)s? (?:around|available|there|free|in)\b|\bwho (?:can|do|should|could) i (?:ring|phone|dial|call|contact)\b(?! (?:if|when) my)/,
	new RegExp(
		`\\b${WISH}(?: \\w+){0,2}? (?:talk|speak|chat|consult)(?: (?:to|with|directly|in person|2|w))*(?! (?:my|our|him|her|it over|about it with my)\\b)(?= (?:a|an|the|your|some|any|one|someone|somebody|anyone|anybody|whoever|who|you|customer|sales|support|doctor|agent|human|actual|real|manager|staff|people|counsell?or|in person|directly|please|about|regarding|now|whoever|sales|higher)|$)`,
	),
	new RegExp(
		`\\b(?:talk|speak|connect|transfer|put|pass|escalate|chat|forward|hook|patch)(?: me| us| this| on)*(?: (?:through|over|directly|up|on))*(?: (?:to|with|2))(?: \\w+){0,4}? (?:${ROLE}|complaints|finance|admissions|reception|sales|billing|accounts|claims)\\b`,
	),
	new RegExp(
		`\\b(?:need|want|get me|get|have|is there|are there|any|where is|wheres|give me|find me|looking for|got)(?: \\w+){0,4}? ${ROLE}\\b(?= *$| (?:please|now|here|there|available|around|online|not|on here|this|or|because|to (?:help|talk|speak|assist|answer)|who|that|i can|can|can i|knows?|in|from)\\b)`,
	),
	/\b(?:is |are )?(?:any(?:one|body|human|humans)|someone|somebody)(?: \w+)? (?:there|here|available|around|home|alive)\b(?! (?:a|any|free))|\bany human\b/,
	new RegExp(
		`\\b${ROLE} (?:who |that )?(?:i |we )?(?:can|could) (?:i )?(?:talk|speak|chat|help)\\b`,
	),
	new RegExp(
		`\\b${ROLE} (?:contact|number|no)(?: please)?$|^(?:please )?(?:speak|talk) to (?:a |an |the )?${ROLE}\\b|\\bput me through\\b`,
	),
	/\b(?:whats|what is|share|give|send|have|has|need|got|get|provide|is there|are there|which|can i get|can i have|may i have|tell me|text me|want|what|any|giv|have you|do you have)(?: \w+){0,5}? (?:phone number|number|num|contact no|contact number|helpline|hotline|direct line|direct dial|landline|toll free|extension|rights no)\b/,
	/\b(?:phone|contact|mobile|mob|customer care|helpline|store|office|showroom|shop|toll free|branch|support|desk|direct|landline|dealership|manager|owner|whatsapp|centre|center)(?: phone)? (?:phone number|number|no|num)\b(?= *$| (?:please|of|for|in|at|to|pls|sir)\b)|\b(?:number|contact|who|whom) (?:can|do|should|could) i (?:call|ring|reach|dial)\b|\b(?:number|no) (?:i|we) can (?:call|ring|reach|dial)\b/,
	/\b(?:your|you) (?:phone number|number|contact)(?: please)?$|\bcontact please$|\bphone number please\b/,
	/\b(?:zoom|facetime|google meet|skype|video ?chat|video ?calls?)\b/,
];
/** "Number" of other things. */
export const OTHER_NUMBERS =
	/\b(?:paint|colou?r|license|licence|registration|vin|tax|token|reference|ref|quote|claim|case|flight|seat|unit|roll|phone number in (?:the )?form|in form|mine|ring) (?:code|number)?\b.*\bnumber\b|\bnumber\b.*\b(?:in (?:the )?form|mine or|paint|on my card|of (?:pieces|items|seats|days))\b|\bon which number\b|\bwhat number is\b/;
