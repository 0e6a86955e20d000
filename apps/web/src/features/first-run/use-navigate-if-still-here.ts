import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/**
 * Call it when something slow begins; the answer goes on to a page when it is done, unless the person has gone
 * elsewhere by then. A new band opens as soon as its membership is here, which is before its action has ended: who has
 * pressed "Members" by then must not be taken back.
 */
export function useNavigateIfStillHere(): () => (to: string) => void {
  const navigate = useNavigate();
  return useCallback(() => {
    const from = window.location.pathname;
    return (to) => {
      if (window.location.pathname === from) void navigate(to, { replace: true });
    };
  }, [navigate]);
}
