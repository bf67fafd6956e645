import type { CommandContext } from '../../context.ts';
import { Users } from '../../directory/users.ts';
import { showRecord } from '../../output/record.ts';

export interface GuestInvitation {
  readonly address: string;
  readonly name?: string;
  readonly redirect?: string;
}

/** Invites a user of another tenant as a guest of this one. */
export const inviteGuest = async (
  { address, name, redirect }: GuestInvitation,
  context: CommandContext,
): Promise<void> => {
  const { settings } = await context.connect();
  const invitation = await (await Users.open(context)).invite({
    invitedUserEmailAddress: address,
    inviteRedirectUrl: redirect ?? settings.url.value,
    sendInvitationMessage: false,
    ...(name !== undefined && { invitedUserDisplayName: name }),
  });
  showRecord(context, invitation, {
    guest: invitation.invitedUserEmailAddress,
    id: invitation.invitedUser?.id,
    status: invitation.status,
    link: invitation.inviteRedeemUrl,
  });
};
