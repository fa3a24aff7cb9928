/** French for what comes beyond the first rows, the dialogs and the panel. */
import type { FeatureWords } from './catalogue.js';

export const frFeatures: FeatureWords = {
  'outcome.count.undone': { one: '{count} annulée', other: '{count} annulées' },
  'outcome.count.held': { one: '{count} pas encore envoyée', other: '{count} pas encore envoyées' },
  'outcome.state.held': 'Pas encore envoyé : peut être annulé',
  'outcome.state.undone': 'Annulé : rien n’a été envoyé',
  'outcome.state.withdrawn': 'Non envoyé : le rapport a changé avant l’envoi',
  'outcome.undone': 'Annulé, rien n’a été envoyé : {action} – {conversation}',
  'outcome.withdrawn':
    '{action} – non envoyé : le rapport a été fermé ou a montré autre chose avant l’envoi.',
  'outcome.held-one': '{action} dans {duration} : {conversation}',
  'outcome.held-bulk': {
    one: '{action} dans {duration} : {count} conversation',
    other: '{action} dans {duration} : {count} conversations',
  },
  'outcome.held-spoken': {
    one: '{action} – pas encore envoyé, peut être annulé : {conversation}',
    other: '{action} – pas encore envoyé, peut être annulé : {count} conversations',
  },
  'outcome.undo': 'Annuler',
  'grid.held': '{action} : pas encore envoyé, peut être annulé',
  'help.title': 'Touches',
  'help.space': 'Espace',
  'help.enter': 'Entrée',
  'help.select': 'Sélectionner la ligne',
  'help.open': 'Ouvrir la conversation',
  'help.menu': 'Actions de la ligne',
  'help.fold': 'Sur un groupe : masquer ou afficher ses lignes',
  'help.copy': 'Copier les lignes sélectionnées',
  'help.sort': 'Sur un en-tête : trier aussi par lui',
  'help.width': 'Sur un en-tête : sa largeur (Alt+Retour arrière : habituelle)',
  'help.place': 'Sur un en-tête : sa place',
  'help.release': 'Afficher les changements en attente',
  'help.pause': 'Suspendre ou reprendre',
  'force-close.undo': {
    one: 'Vous avez ensuite {count} seconde pour l’annuler.',
    other: 'Vous avez ensuite {count} secondes pour l’annuler.',
  },
  'force-close.evidence': { one: 'Avant de la fermer', other: 'Avant de les fermer' },
  'force-close.wrote-bulk': {
    one: '{count} client a écrit dans les 2 dernières minutes.',
    other: '{count} clients ont écrit dans les 2 dernières minutes.',
  },
  'force-close.agent-typing': '{agent} est en train d’écrire.',
  'force-close.agent-typing-bulk': {
    one: '{count} agent est en train d’écrire.',
    other: '{count} agents sont en train d’écrire.',
  },
  'force-close.agent-wrote': '{agent} a écrit il y a {duration}.',
  'force-close.agent-wrote-bulk': {
    one: '{count} agent a écrit dans les 2 dernières minutes.',
    other: '{count} agents ont écrit dans les 2 dernières minutes.',
  },
  'force-close.offered': 'Elle est proposée à {target}, qui ne l’a pas encore acceptée.',
  'force-close.offered-bulk': {
    one: '{count} est proposée à un agent qui ne l’a pas encore acceptée.',
    other: '{count} sont proposées à des agents qui ne les ont pas encore acceptées.',
  },
  'force-close.consult': 'L’agent a été consulté et n’a pas encore répondu.',
  'force-close.consult-bulk': {
    one: '{count} agent a été consulté et n’a pas encore répondu.',
    other: '{count} agents ont été consultés et n’ont pas encore répondu.',
  },
  'force-close.monitored': {
    one: 'Un autre superviseur la surveille.',
    other: '{count} autres superviseurs la surveillent.',
  },
  'force-close.monitored-bulk': {
    one: '{count} est surveillée par un autre superviseur.',
    other: '{count} sont surveillées par d’autres superviseurs.',
  },
  'force-close.rose-bulk': {
    one: 'Dans {count} conversation, le sentiment remonte.',
    other: 'Dans {count} conversations, le sentiment remonte.',
  },
  'force-close.fell-bulk': {
    one: 'Dans {count} conversation, le sentiment baisse.',
    other: 'Dans {count} conversations, le sentiment baisse.',
  },

  'print.as-of': 'État à {time} ({zone})',
  'print.rows': { one: '{count} ligne sur {total}', other: '{count} lignes sur {total}' },

  'columns.group-by': 'Grouper par',
  'columns.no-groups': 'Rien',
  'columns.moved': '{column} : colonne {position} sur {count}',
  'columns.width': '{column} : {width} pixels de large',
  'columns.usual-width': '{column} a sa largeur habituelle',
  'grid.copied': { one: '{count} conversation copiée', other: '{count} conversations copiées' },
};
