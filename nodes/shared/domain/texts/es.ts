import type { Texts } from './textKeys';

/** Spanish as it is written to customers in Mexico. */
export const ES: Texts = {
	offer_consult:
		'Vale la pena platicarlo: en una llamada corta vemos contigo existencias, precio y entrega. ¿Te llamamos por aquí, por WhatsApp, ahora o a la hora que te quede bien?',
	offer_specialist:
		'Aquí hay varias cosas que tienen que quedar bien juntas, y un especialista las resuelve contigo en minutos, más rápido que por escrito. ¿Te llamamos por aquí, por WhatsApp, ahora o a la hora que te quede bien?',
	apologise_offer:
		'Lamentamos mucho la molestia. En una llamada corta lo resolvemos directamente contigo. ¿Te llamamos por aquí, por WhatsApp, ahora o a la hora que te quede bien?',
	stop_bot_offer:
		'Perdón, por aquí le estamos dando vueltas a lo mismo. En una llamada corta alguien de nuestro equipo te entiende más rápido. ¿Te llamamos por WhatsApp, ahora o a la hora que te quede bien?',
	offer_call:
		'¡Con mucho gusto! En una llamada corta por WhatsApp alguien de nuestro equipo lo ve todo contigo. ¿Te llamamos ahora o a la hora que te quede bien?',
	request_permission:
		'¡Gracias! Antes de marcarte, WhatsApp pide tu permiso. Por favor, permite las llamadas aquí abajo. Solo marcamos cuando tú lo pediste.',
	ask_time_zone: 'Para marcarte a una buena hora: ¿en qué ciudad estás?',
	offer_slots:
		'¿Cuándo te queda bien la llamada? Elige un horario o escríbenos otro que te convenga más ({zone}).',
	slot_confirmed:
		'Agendado: {slot}. A esa hora te llamamos por aquí, por WhatsApp. Si algo cambia, solo escríbenos.',
	slot_taken: 'Perdón, ese horario se acaba de ocupar. ¿Te queda bien alguno de estos ({zone})?',
	call_button: 'Si prefieres hablar, toca el botón de abajo y llámanos por aquí, por WhatsApp.',
	not_now:
		'En este momento no podemos llamarte, así que seguimos por este chat. Si más tarde quieres una llamada, dinos a qué hora.',
	closed:
		'Nuestro equipo no puede llamar en este momento (siguiente horario: {slot}). Sigue escribiéndonos, leemos todos los mensajes.',
	human_soon: 'Gracias. Alguien de nuestro equipo lo revisa personalmente y te responde por aquí.',
	answer_fallback:
		'Perdón, en este momento no pudimos responderte. Intenta de nuevo en un momento, o escribe “quiero hablar con una persona”.',
	call_not_answered:
		'Parece que nuestra llamada no llegó en buen momento. ¿A qué otra hora te queda bien? Elige un horario o escríbenos otro que te convenga más ({zone}).',
	call_missed:
		'Perdón, no alcanzamos a contestar tu llamada. ¿A qué hora te llamamos? Elige un horario o escríbenos otro que te convenga más ({zone}).',
	call_failed:
		'Perdón, la llamada falló por un problema técnico. ¿A qué hora te llamamos otra vez? Elige un horario o escríbenos otro que te convenga más ({zone}).',
	call_another_time:
		'Con gusto a otra hora. ¿Te queda bien alguno de estos horarios? También puedes escribirnos otro que te convenga más ({zone}).',
	back_to_chat:
		'Seguimos por este chat. Escríbenos cuando te quede bien y te respondemos por aquí.',
	recap:
		'¡Gracias por la llamada, {name}! Esto fue lo que vimos:\n{summary}\nSi algo no está bien, solo escríbenos.',
	rating: '¿Qué te pareció nuestra llamada? Basta con un toque.',
	rating_thanks: '¡Gracias, nos ayuda mucho!',
	rating_sorry:
		'Gracias por decírnoslo, y perdón por no haberlo hecho mejor. Alguien de nuestro equipo lo revisa personalmente.',
	reminder:
		'Te recordamos nuestra llamada por aquí, por WhatsApp: {slot}. Si esa hora ya no te queda bien, solo escríbenos.',
	triage:
		'Nuestro equipo no está disponible en este momento. Para prepararnos bien: ¿de qué se trata?',
	triage_thanks:
		'Gracias, ya lo anotamos. Todo lo que nos escribas por aquí mientras tanto también nos ayuda.',
	recording_consent:
		'¿Podemos grabar nuestras llamadas contigo? Te llamamos de todos modos. Puedes cambiar de opinión cuando quieras, solo dinos.',
	recording_disclosure:
		'Antes de empezar: esta llamada se graba. Si prefieres que no, solo dilo y borramos la grabación.',
	automated_call_consent:
		'¿Puede llamarte una voz automática por aquí, por WhatsApp, para recordarte una llamada agendada? Solo recuerda, y puedes cambiar de opinión cuando quieras.',
	automated_disclosure:
		'Hola, esta es una voz automática, no una persona, que llama de parte del negocio con el que hablas por WhatsApp. Es sobre la llamada que agendaste ({slot}). Para hablar con una persona, solo di “persona”.',
	opt_out_confirmed:
		'Entendido, no te llamaremos. Si cambias de opinión, solo escribe “ya me pueden llamar otra vez”.',
	stop_confirmed:
		'No recibirás más mensajes ni llamadas nuestras. Si cambias de opinión, solo escribe “START”.',
	opt_in_confirmed:
		'Gracias, ya podemos llamarte otra vez. Solo lo hacemos cuando lo pides o acordamos una hora.',
	button_yes: 'Sí, llámenme ahora',
	button_later: 'A otra hora',
	button_no: 'No, gracias',
	button_slots: 'Elegir horario',
	button_call: 'Llamar ahora',
	button_good: 'Buena',
	button_fair: 'Regular',
	button_poor: 'Mala',
	button_agree: 'Sí, de acuerdo',
	button_refuse: 'No, gracias',
	button_topics: 'Elegir tema',
	topic_order: 'Mi pedido',
	topic_price: 'Precios y ofertas',
	topic_problem: 'Un problema',
	topic_other: 'Otra cosa',
};
