import type * as Flex from '@twilio/flex-ui';
import { FlexPlugin } from '@twilio/flex-plugin';
import { Supervision } from './supervision.js';

export default class OngoingConversationsPlugin extends FlexPlugin {
  constructor() {
    super('OngoingConversationsPlugin');
  }

  override init(flex: typeof Flex, manager: Flex.Manager) {
    const { roles } = manager.user;
    if (!roles.includes('supervisor') && !roles.includes('admin')) return;

    const { View, SideLink, Actions } = flex;
    const user = { id: manager.workerClient?.sid ?? '', name: manager.workerClient?.name ?? '' };
    flex.ViewCollection.Content.add(
      <View name="ongoing-conversations" key="ongoing-conversations">
        <Supervision user={user} />
      </View>,
    );
    flex.SideNav.Content.add(
      <SideLink
        key="ongoing-conversations"
        icon="Supervisor"
        iconActive="Supervisor"
        showLabel
        isActive={false}
        onClick={() => Actions.invokeAction('NavigateToView', { viewName: 'ongoing-conversations' })}
      >
        Ongoing conversations
      </SideLink>,
    );
  }
}
