import type { Texts } from './textKeys';

/** Portuguese as it is written to customers in Brazil. */
export const PT: Texts = {
	offer_consult:
		'Vale a pena conversar sobre isso: em uma ligação rápida vemos com você estoque, preço e entrega. Podemos ligar por aqui, pelo WhatsApp, agora ou no horário que for melhor para você?',
	offer_specialist:
		'São várias coisas que precisam combinar, e um especialista resolve com você em minutos, mais rápido do que por escrito. Podemos ligar por aqui, pelo WhatsApp, agora ou no horário que for melhor para você?',
	apologise_offer:
		'Sentimos muito pelo transtorno. Em uma ligação rápida resolvemos isso diretamente com você. Podemos ligar por aqui, pelo WhatsApp, agora ou no horário que for melhor para você?',
	stop_bot_offer:
		'Desculpe, estamos andando em círculos por aqui. Em uma ligação rápida alguém da equipe entende você melhor. Podemos ligar pelo WhatsApp, agora ou no horário que for melhor para você?',
	offer_call:
		'Claro, com prazer! Em uma ligação rápida pelo WhatsApp alguém da equipe vê tudo com você. Podemos ligar agora ou no horário que for melhor para você?',
	request_permission:
		'Obrigado! Antes de ligarmos, o WhatsApp pede a sua autorização. Por favor, permita as ligações aqui embaixo. Só ligamos quando você pediu.',
	ask_time_zone: 'Para ligarmos em um bom horário para você: em que cidade você está?',
	offer_slots:
		'Quando fica bom para a ligação? Escolha um horário ou escreva outro que seja melhor para você ({zone}).',
	slot_confirmed:
		'Marcado: {slot}. Nesse horário ligamos para você por aqui, pelo WhatsApp. Se algo mudar, é só escrever.',
	slot_taken: 'Desculpe, esse horário acabou de ser ocupado. Algum destes fica bom ({zone})?',
	call_button:
		'Se preferir conversar, toque no botão abaixo e ligue para nós por aqui, pelo WhatsApp.',
	not_now:
		'Não podemos ligar neste momento, então vamos continuar aqui na conversa. Se quiser uma ligação mais tarde, diga o horário.',
	closed:
		'Nossa equipe não pode ligar neste momento (próximo horário: {slot}). Pode continuar escrevendo, lemos todas as mensagens.',
	human_soon: 'Obrigado. Alguém da equipe vai olhar isso pessoalmente e responder por aqui.',
	answer_fallback:
		'Desculpe, não conseguimos responder agora. Tente novamente daqui a pouco, ou escreva “quero falar com uma pessoa”.',
	call_not_answered:
		'Parece que nossa ligação não chegou em um bom momento. Que outro horário fica bom? Escolha um ou escreva outro que seja melhor para você ({zone}).',
	call_missed:
		'Desculpe, não conseguimos atender a sua ligação. Quando podemos ligar de volta? Escolha um horário ou escreva outro que seja melhor para você ({zone}).',
	call_failed:
		'Desculpe, a ligação não funcionou por um problema técnico. Quando podemos ligar de novo? Escolha um horário ou escreva outro que seja melhor para você ({zone}).',
	call_another_time:
		'Claro, em outro horário. Algum destes fica bom? Você também pode escrever outro que seja melhor para você ({zone}).',
	back_to_chat:
		'Vamos continuar aqui na conversa. Escreva quando for melhor para você e respondemos por aqui.',
	recap:
		'Obrigado pela ligação, {name}! O que conversamos:\n{summary}\nSe algo não estiver certo, é só escrever.',
	rating: 'Como foi a nossa ligação para você? Basta um toque.',
	rating_thanks: 'Obrigado, isso nos ajuda muito!',
	rating_sorry:
		'Obrigado por contar, e desculpe por não ter sido melhor. Alguém da equipe vai olhar isso pessoalmente.',
	reminder:
		'Um lembrete da nossa ligação por aqui, pelo WhatsApp: {slot}. Se o horário não for mais bom para você, é só escrever.',
	triage: 'Nossa equipe não está disponível neste momento. Para nos prepararmos: qual é o assunto?',
	triage_thanks:
		'Obrigado, já anotamos. Tudo o que você escrever aqui enquanto isso também nos ajuda.',
	recording_consent:
		'Podemos gravar nossas ligações com você? Ligamos de qualquer forma. Você pode mudar de ideia quando quiser, é só avisar.',
	recording_disclosure:
		'Antes de começar: esta ligação é gravada. Se você preferir que não, é só dizer, e a gravação é apagada.',
	automated_call_consent:
		'Uma voz automática pode ligar para você por aqui, pelo WhatsApp, para lembrar de uma ligação marcada? Ela só lembra, e você pode mudar de ideia quando quiser.',
	automated_disclosure:
		'Olá, esta é uma voz automática, não uma pessoa, ligando em nome da empresa com quem você conversa pelo WhatsApp. É sobre a ligação que você marcou ({slot}). Para falar com uma pessoa, é só dizer “pessoa”.',
	opt_out_confirmed:
		'Entendido, não vamos ligar para você. Se mudar de ideia, é só escrever “podem me ligar de novo”.',
	stop_confirmed:
		'Você não vai mais receber mensagens nem ligações nossas. Se mudar de ideia, é só escrever “START”.',
	opt_in_confirmed:
		'Obrigado, podemos ligar para você de novo. Só fazemos isso quando você pede ou combina um horário.',
	button_yes: 'Sim, liguem agora',
	button_later: 'Em outro horário',
	button_no: 'Não, obrigado',
	button_slots: 'Escolher horário',
	button_call: 'Ligar agora',
	button_good: 'Boa',
	button_fair: 'Razoável',
	button_poor: 'Ruim',
	button_agree: 'Sim, concordo',
	button_refuse: 'Não, obrigado',
	button_topics: 'Escolher assunto',
	topic_order: 'Meu pedido',
	topic_price: 'Preços e ofertas',
	topic_problem: 'Um problema',
	topic_other: 'Outro assunto',
};
