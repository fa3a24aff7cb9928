/** Names of people and companies, in the scripts in which they are written. All invented combinations. */
import type { Language } from './languages.js';

interface NameParts {
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** Japanese names are written family name first. */
  readonly familyFirst?: boolean;
}

const words = (text: string): readonly string[] => text.split(' ');

export const CUSTOMER_NAMES: Readonly<Record<Language, NameParts>> = {
  en: {
    given: words(
      'Priya Oluwaseun Hannah Emily Yusuf Aisha Liam Grace Noah Olivia Wei Arjun Siobhán Kwame Zofia Lars Ingrid Mateus Tomás Katarzyna Dmytro Mei Ravi Thandiwe Finn Elif Anouk Nikolai Amelia Callum',
    ),
    family: words(
      'Raman Adeyemi Lindqvist Carter Demir Okafor Murphy Bennett Nguyen Kowalska Chen Patel O’Connor Mensah Nowak Andersen Oliveira Shevchenko Zhang Iyer Dlamini Larsen Kaya Jansen Volkov Hughes Novák Papadopoulos Silva Reid',
    ),
  },
  fr: {
    given: words(
      'Chloé Nadia Étienne Léa Mathieu Inès Hugo Camille Théo Zoé Aurélien Fatou Maëlle Rémi Noémie Ousmane',
    ),
    family: words(
      'Martin Benali Lefèvre Moreau Girard Diop Rousseau Mercier Fournier Lambert Traoré Gauthier Chevalier Besson',
    ),
  },
  de: {
    given: words('Jürgen Anneliese Felix Greta Moritz Käthe Ömer Lukas Friederike Sören Heike Matthias'),
    family: words('Schröder Müller Hofmann Weiß Yıldız Krüger Baumgartner Lang Köhler Vogt Brandt Jäger'),
  },
  es: {
    given: words('Diego Lucía Santiago María Íñigo Valentina Andrés Sofía Joaquín Beatriz Álvaro Ximena'),
    family: words('Fuentes García Núñez Ortega Peña Herrera Castaño Ibáñez Rojas Domínguez Muñoz Vega'),
  },
  ar: {
    given: words('ليلى يوسف مريم خالد نور سامي هدى طارق رانيا عمر سلمى زياد'),
    family: words('حداد الخطيب منصور بنعلي السعيد عبود الشامي قاسم العلي درويش'),
  },
  ja: {
    given: words('愛子 健太 美咲 大輔 陽菜 翔太 さくら 拓也 結衣 直樹'),
    family: words('田中 佐藤 鈴木 高橋 伊藤 渡辺 山本 中村 小林 加藤'),
    familyFirst: true,
  },
};

export const COMPANIES: readonly string[] = [
  'Groupe Ardent SA',
  'Nordlicht Logistik GmbH',
  'Castellan & Brandt Ltd',
  'Osaka Precision K.K.',
  'Aurora Foods AB',
  'Delta Horizon S.p.A.',
  'Meridian Health Trust',
  'Rivière & Fils SARL',
  'Kestrel Aviation plc',
  'Al Noor Trading LLC',
  'Puerto Azul S.A.',
  'Blue Fjord Energy AS',
];

/** The agents whom everybody knows by name; more are combined from the lists below. */
export const FIRST_AGENTS: readonly string[] = [
  'Marc Dubois',
  'Lena Fischer',
  'Sofia Rossi',
  'Jonas Weber',
  'Amir Haddad',
  'Amara Diallo',
  'Nina Kovač',
  'Daniel Osei',
  'Yuki Mori',
  'Claire Fontaine',
  'Rafael Costa',
  'Ines Almeida',
];

export const AGENT_GIVEN_NAMES: readonly string[] = words(
  'Anna Ben Carla David Elsa Farid Greta Hamza Irene Jakob Karin Leon Maya Nils Olga Pavel Quentin Rosa Samir Tara Ursula Viktor Wanda Xavier Yara Zeno Adèle Björn Céline Dario',
);
export const AGENT_FAMILY_NAMES: readonly string[] = words(
  'Ahmadi Bianchi Clarke Duarte Eriksson Ferrari Grönholm Hassan Ivanova Jensen Keller Laurent Meyer Novotná Okoro Petit Quist Ricci Sato Tremblay Ueda Varga Wolff Yamada Zimmermann Abebe Bakker Cohen Dahl Evans',
);
