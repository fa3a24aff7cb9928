/** The terms of the field: what the suites that supervisors come from call these things in each language. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { de } from '../../src/localization/de.js';
import { es } from '../../src/localization/es.js';
import { fr } from '../../src/localization/fr.js';
import { ja } from '../../src/localization/ja.js';
import { ptBR } from '../../src/localization/pt-BR.js';

const TERMS = [
  'report.title',
  'column.subject',
  'column.agent',
  'column.queue',
  'column.channel',
  'column.wait',
  'column.handle',
  'column.sentiment',
  'status.open',
  'status.active',
  'status.waiting',
  'status.wrap-up',
  'action.assign',
  'action.transfer',
  'action.monitor',
  'action.force-close',
  'force-close.continue',
  'outcome.action.join',
] as const;

const GLOSSARY: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  [
    'French',
    fr,
    'Conversations en cours, Objet, Agent, File d’attente, Canal, Temps d’attente, Temps de traitement, Sentiment du client, Ouverte, Active, En attente, Conclusion, Attribuer, Transférer, Surveiller, Forcer la fermeture, Continuer, Rejoindre la conversation',
  ],
  [
    'German',
    de,
    'Laufende Unterhaltungen, Betreff, Agent, Warteschlange, Kanal, Wartezeit, Bearbeitungszeit, Kundenstimmung, Offen, Aktiv, Wartend, Nachbereitung, Zuweisen, Übertragen, Überwachen, Beenden erzwingen, Fortfahren, Unterhaltung beitreten',
  ],
  [
    'Spanish',
    es,
    'Conversaciones en curso, Asunto, Agente, Cola, Canal, Tiempo de espera, Tiempo de gestión, Opinión del cliente, Abierta, Activa, En espera, Finalización, Asignar, Transferir, Supervisar, Forzar el cierre, Continuar, Unirse a la conversación',
  ],
  [
    'Portuguese',
    ptBR,
    'Conversas em andamento, Assunto, Agente, Fila, Canal, Tempo de espera, Tempo de tratamento, Sentimento do cliente, Aberta, Ativa, Em espera, Conclusão, Atribuir, Transferir, Monitorar, Forçar encerramento, Continuar, Entrar na conversa',
  ],
  [
    'Japanese',
    ja,
    '進行中の会話, 件名, エージェント, キュー, チャネル, 待機時間, 処理時間, 顧客センチメント, オープン, アクティブ, 待機中, ラップアップ, 割り当て, 転送, 監視, 強制終了, 続行, 会話に参加',
  ],
];

describe('the glossary', () => {
  for (const [language, catalogue, words] of GLOSSARY)
    it(`is kept in ${language}`, () => {
      const kept = TERMS.map((term) => catalogue[term]);
      assert.deepEqual(kept, words.split(', '));
    });
});
