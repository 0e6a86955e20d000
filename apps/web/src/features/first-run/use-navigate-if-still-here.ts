import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/**
 * Call it when a slow action begins; the returned function navigates when the action is done, unless the person has
 * gone to another page meanwhile. A new band opens as soon as its membership arrives, which is before the action ends:
 * somebody who has pressed "Members" by then must not be pulled back.
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
