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
};
