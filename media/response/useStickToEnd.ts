import { useEffect, useRef } from 'preact/hooks';

/** Nearer than this to the end, a reader is at the end. */
const nearPx = 32;

/**
 * Keeps a reader who is at the end of the page there while the page grows; one who scrolled away or
 * opened a fold is left alone.
 */
export function useStickToEnd(runId: string, isRunning: boolean): void {
  const follower = useRef<Follower | null>(null);
  useEffect(() => {
    follower.current = new Follower(document.documentElement);
    return () => follower.current?.dispose();
  }, []);
  useEffect(() => {
    scrollTo(0, 0);
    follower.current?.follow(isRunning);
  }, [runId]);
}

class Follower {
  private readonly page: HTMLElement;
  private readonly growth = new ResizeObserver(() => this.scrollToEnd());
  private readonly listening = new AbortController();
  private isFollowing = false;
  private last = { y: 0, height: 0 };

  constructor(page: HTMLElement) {
    this.page = page;
    this.growth.observe(document.body);
    const { signal } = this.listening;
    addEventListener('scroll', () => this.onScroll(), { passive: true, signal });
    document.addEventListener('click', (event) => this.onClick(event), { capture: true, signal });
  }

  follow(isFollowing: boolean): void {
    this.isFollowing = isFollowing;
    // The browser's own anchoring would hold on to what is in sight.
    this.page.classList.toggle('following', isFollowing);
  }

  dispose(): void {
    this.growth.disconnect();
    this.listening.abort();
  }

  private scrollToEnd(): void {
    if (this.isFollowing) scrollTo(0, this.page.scrollHeight);
  }

  private onScroll(): void {
    const now = { y: scrollY, height: this.page.scrollHeight };
    const isAtEnd = innerHeight + now.y >= now.height - nearPx;
    // The page may have grown since the scrolling that this tells of: only going up is leaving,
    // unless the page became shorter, which moves everybody up.
    if (isAtEnd) this.follow(true);
    else if (now.y < this.last.y && now.height >= this.last.height) this.follow(false);
    this.last = now;
  }

  private onClick({ target }: MouseEvent): void {
    if (target instanceof Element && target.closest('summary')) this.follow(false);
  }
}
