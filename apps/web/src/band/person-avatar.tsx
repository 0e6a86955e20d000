import { type Avatar as AvatarData, avatarColor, initials } from '@rockon/domain';
import { Avatar } from '../ui/avatar.tsx';

/** A member's avatar: their picture, or initials on their color. */
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
      // Only data URLs: a remote address would reveal who looks at it, and would fail offline.
      image={image?.startsWith('data:image/') ? image : undefined}
    />
  );
}
