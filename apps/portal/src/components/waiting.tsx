import { Skeleton, SkeletonItem } from '@fluentui/react-components';

/** A grey line in place of a value that is on its way. */
export const Waiting = ({ width = '20rem' }: { readonly width?: string }) => (
  <Skeleton aria-hidden style={{ width, maxWidth: '100%' }}>
    <SkeletonItem />
  </Skeleton>
);
