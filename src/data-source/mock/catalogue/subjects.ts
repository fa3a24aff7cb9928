/** Subjects by theme and language, each with the skill it calls for. `#` becomes a number. */
import type { Language } from './languages.js';
import type { Theme } from './queues.js';

/** Text, and the name of the skill that helps with it. */
export type Subject = readonly [text: string, skill: string | null];
type Subjects = Readonly<Record<Theme, readonly Subject[]>>;

const ENGLISH: Subjects = {
  billing: [
    ['Refund not received after 10 days', 'Refunds'],
    ['Card charged twice', 'Refunds'],
    ['Invoice address is wrong', 'Invoicing'],
    ['Direct debit was returned by the bank', 'Payments'],
    ['Question about invoice #', 'Invoicing'],
    ['VAT number missing on invoice #', 'Invoicing'],
    ['Payment declined three times', 'Payments'],
    ['Charged for a cancelled subscription', 'Refunds'],
    ['Please change my payment date', null],
  ],
  support: [
    ['Cannot sign in since the update', 'Accounts and access'],
    ['Password reset completed', 'Accounts and access'],
    ['App closes by itself on start', 'Mobile app'],
    ['No connection since this morning', 'Networks'],
    ['Warranty claim for a damaged screen', 'Warranty'],
    ['Two-factor code never arrives', 'Accounts and access'],
    ['Router keeps restarting', 'Networks'],
    ['Photos are not backed up any more', 'Mobile app'],
    ['Error # while installing', null],
  ],
  orders: [
    ['Where is my order #?', 'Delivery'],
    ['Change of delivery address', 'Delivery'],
    ['Wrong size delivered in order #', 'Returns'],
    ['Parcel marked as delivered, but it is not here', 'Delivery'],
    ['Return label does not print', 'Returns'],
    ['Seat change on a booked flight', null],
    ['Cancel order # before dispatch', null],
    ['One item missing in the box', 'Returns'],
  ],
  accounts: [
    ['Contract renewal – discount promised by phone', 'Contracts'],
    ['Quarterly review: three open complaints', 'Contracts'],
    ['New site needs 40 licences by Monday', 'Licensing'],
    ['Escalation: service credits for last week', 'Contracts'],
    ['Change of the named contact', null],
    ['Volume licence count differs from ours', 'Licensing'],
  ],
  sales: [
    ['Upgrade from Basic to Premium', 'Plans'],
    ['Offer for 12 seats', 'Licensing'],
    ['Is there a student discount?', 'Plans'],
    ['Difference between Plus and Pro', 'Plans'],
    ['Trial ends today – can it be extended?', null],
    ['Does it work abroad?', null],
  ],
};

const FRENCH: Subjects = {
  billing: [
    ['Remboursement toujours pas reçu', 'Refunds'],
    ['Prélevé deux fois ce mois-ci', 'Refunds'],
    ['Erreur sur la facture nº #', 'Invoicing'],
  ],
  support: [
    ['Impossible de me connecter depuis la mise à jour', 'Accounts and access'],
    ['Plus d’Internet depuis hier soir', 'Networks'],
    ['L’application se ferme toute seule', 'Mobile app'],
  ],
  orders: [
    ['Où en est ma commande # ?', 'Delivery'],
    ['Colis abîmé à la livraison', 'Returns'],
    ['Changement d’adresse de livraison', 'Delivery'],
  ],
  accounts: [
    ['Renouvellement du contrat – remise promise', 'Contracts'],
    ['Avoir demandé pour l’incident de mardi', 'Contracts'],
  ],
  sales: [
    ['Devis pour 25 postes', 'Licensing'],
    ['Passer à l’offre Premium', 'Plans'],
  ],
};

const GERMAN: Subjects = {
  billing: [
    ['Doppelt abgebucht', 'Refunds'],
    ['Rechnung # ist nicht angekommen', 'Invoicing'],
  ],
  support: [
    ['Anmeldung nach dem Update nicht möglich', 'Accounts and access'],
    ['Router startet ständig neu', 'Networks'],
  ],
  orders: [
    ['Wo bleibt meine Bestellung #?', 'Delivery'],
    ['Falsche Größe geliefert', 'Returns'],
  ],
  accounts: [['Vertragsverlängerung mit Mengenrabatt', 'Contracts']],
  sales: [['Wechsel von Basic zu Premium', 'Plans']],
};

const SPANISH: Subjects = {
  billing: [
    ['Me han cobrado dos veces', 'Refunds'],
    ['La factura # no es correcta', 'Invoicing'],
  ],
  support: [
    ['No puedo iniciar sesión', 'Accounts and access'],
    ['Sin conexión desde esta mañana', 'Networks'],
  ],
  orders: [
    ['¿Dónde está mi pedido #?', 'Delivery'],
    ['Quiero devolver un artículo', 'Returns'],
  ],
  accounts: [['Renovación del contrato anual', 'Contracts']],
  sales: [['¿Hay descuento para estudiantes?', 'Plans']],
};

const ARABIC: Subjects = {
  billing: [
    ['لم أستلم المبلغ المسترد', 'Refunds'],
    ['تم خصم المبلغ مرتين', 'Refunds'],
  ],
  support: [
    ['لا أستطيع تسجيل الدخول بعد التحديث', 'Accounts and access'],
    ['انقطاع الإنترنت منذ الصباح', 'Networks'],
  ],
  orders: [
    ['أين طلبي رقم #؟', 'Delivery'],
    ['تغيير عنوان التسليم', 'Delivery'],
  ],
  accounts: [['تجديد العقد السنوي', 'Contracts']],
  sales: [['استفسار عن باقة Premium', 'Plans']],
};

const JAPANESE: Subjects = {
  billing: [
    ['二重に請求されています', 'Refunds'],
    ['請求書#の宛名を変更したい', 'Invoicing'],
  ],
  support: [
    ['アップデート後にログインできません', 'Accounts and access'],
    ['アプリがすぐに終了します', 'Mobile app'],
  ],
  orders: [
    ['注文#の配送状況を知りたい', 'Delivery'],
    ['お届け先の変更', 'Delivery'],
  ],
  accounts: [['契約更新のご相談', 'Contracts']],
  sales: [['プレミアムプランへの変更', 'Plans']],
};

export const SUBJECTS: Readonly<Record<Language, Subjects>> = {
  en: ENGLISH,
  fr: FRENCH,
  de: GERMAN,
  es: SPANISH,
  ar: ARABIC,
  ja: JAPANESE,
};

/** Every skill that a subject calls for; agents have some of them. */
export const TOPIC_SKILLS: readonly string[] = [
  ...new Set(
    Object.values(SUBJECTS)
      .flatMap((subjects) => Object.values(subjects).flat())
      .flatMap(([, skill]) => skill ?? []),
  ),
];
