import { type Avatar as AvatarData, avatarColor, initials } from '@rockon/domain';
import { Avatar } from '../ui/avatar.tsx';

/** The face of a member: their picture, or initials on their colour. */
export function PersonAvatar({
  userId,
  name,
  avatar,
  size = 'md',
}: {
  readonly userId: string;
  readonly name: string;
  readonly avatar: AvatarData;
  readonly size?: 'sm' | 'md' | 'lg' | 'xl';
}) {
  const image = avatar?.image;
  return (
    <Avatar
      initials={initials(name)}
      color={avatarColor(userId, avatar)}
      size={size}
      // Only pictures that are part of the record: an address would tell its owner who looks, and fails offline.
      image={image?.startsWith('data:image/') ? image : undefined}
    />
  );
}
