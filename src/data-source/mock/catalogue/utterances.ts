/** What customers and agents say in transcripts. */
import type { Language } from './languages.js';

export type Mood = 'unhappy' | 'neutral' | 'happy';

interface Utterances {
  readonly customer: Readonly<Record<Mood, readonly string[]>>;
  readonly agent: readonly string[];
}

export const UTTERANCES: Readonly<Record<Language, Utterances>> = {
  en: {
    customer: {
      unhappy: [
        'This is the third time I have to explain it.',
        'Nobody answers my mails. I want this solved today.',
        'That is not what I was promised on the phone.',
        'I have been waiting for ten days now.',
        'If this goes on I will cancel everything.',
        'You closed my last request without a word.',
      ],
      neutral: [
        'I sent the photo a minute ago, can you see it?',
        'The reference is on the first page of the letter.',
        'It began on Monday evening.',
        'Yes, that is the right address.',
        'I use the app on a tablet, not on a phone.',
        'What happens next?',
        'One moment, I have to look for it.',
        'Could you send me that by mail as well?',
      ],
      happy: [
        'That was quick, thank you!',
        'Great, now it works.',
        'Very kind of you, that helps a lot.',
        'Perfect, that is exactly what I needed.',
        'Thank you for your patience.',
      ],
    },
    agent: [
      'I am sorry about that. I can see it here.',
      'Let me check this for you, it takes a minute.',
      'I understand. I am asking my colleagues now.',
      'Could you tell me the number on the label, please?',
      'I have corrected it. You will get a confirmation by mail.',
      'Thank you for waiting.',
      'I can offer you a credit for the delay.',
      'Please restart the device and tell me what you see.',
      'Is there anything else I can do for you?',
      'I have opened a case for it, so that nothing gets lost.',
    ],
  },
  fr: {
    customer: {
      unhappy: [
        'C’est la troisième fois que je l’explique.',
        'Personne ne répond à mes courriels.',
        'Ce n’est pas normal.',
      ],
      neutral: [
        'Je vous envoie la photo.',
        'Oui, c’est la bonne adresse.',
        'Que dois-je faire maintenant ?',
        'Un instant, je cherche.',
      ],
      happy: ['Parfait, merci beaucoup !', 'Super, ça marche.', 'Merci pour votre patience.'],
    },
    agent: [
      'Je suis désolé, je regarde tout de suite.',
      'Je vérifie cela pour vous, un instant.',
      'C’est corrigé, vous recevrez une confirmation.',
      'Pouvez-vous me donner la référence, s’il vous plaît ?',
      'Merci d’avoir patienté.',
    ],
  },
  de: {
    customer: {
      unhappy: ['Das erkläre ich jetzt zum dritten Mal.', 'So geht das nicht weiter.'],
      neutral: [
        'Das Foto habe ich gerade geschickt.',
        'Ja, die Adresse stimmt.',
        'Einen Moment, ich suche es.',
      ],
      happy: ['Super, jetzt geht es.', 'Vielen Dank für die schnelle Hilfe!'],
    },
    agent: [
      'Das tut mir leid, ich sehe gleich nach.',
      'Einen Moment bitte, ich prüfe das.',
      'Das ist korrigiert, Sie bekommen eine Bestätigung.',
      'Nennen Sie mir bitte die Nummer auf dem Etikett?',
    ],
  },
  es: {
    customer: {
      unhappy: ['Es la tercera vez que lo explico.', 'Nadie contesta a mis correos.'],
      neutral: ['Le acabo de enviar la foto.', 'Sí, la dirección es correcta.', 'Un momento, lo busco.'],
      happy: ['¡Perfecto, muchas gracias!', 'Estupendo, ya funciona.'],
    },
    agent: [
      'Lo siento, lo miro ahora mismo.',
      'Un momento, por favor, lo estoy comprobando.',
      'Ya está corregido, recibirá una confirmación.',
      '¿Me da el número de referencia, por favor?',
    ],
  },
  ar: {
    customer: {
      unhappy: ['هذه هي المرة الثالثة التي أشرح فيها المشكلة.', 'لا أحد يرد على رسائلي.'],
      neutral: ['أرسلت الصورة قبل قليل.', 'نعم، العنوان صحيح.', 'لحظة من فضلك.'],
      happy: ['شكراً جزيلاً على سرعة الرد!', 'ممتاز، الآن يعمل.'],
    },
    agent: [
      'أعتذر عن ذلك، سأتحقق حالاً.',
      'لحظة من فضلك، أراجع الطلب.',
      'تم التصحيح وسيصلك تأكيد.',
      'هل يمكنك تزويدي بالرقم المرجعي؟',
    ],
  },
  ja: {
    customer: {
      unhappy: ['説明するのはこれで三度目です。', 'メールにも返事がありません。'],
      neutral: ['写真を送りました。', 'はい、その住所で合っています。', '少々お待ちください。'],
      happy: ['早い対応、ありがとうございます。', '直りました。助かりました。'],
    },
    agent: [
      '申し訳ございません。すぐに確認いたします。',
      '少々お待ちください。',
      '修正いたしました。確認のメールをお送りします。',
      'お問い合わせ番号を教えていただけますか。',
    ],
  },
};
