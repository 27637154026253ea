/** Tells the size of the page whenever it has changed, until the returned function is called. */
export function watchSize(tell: (size: { width: number; height: number }) => void): () => void {
  const { documentElement: root } = document;
  let before = '';
  const look = () => {
    const size = {
      width: Math.ceil(window.innerWidth),
      height: Math.ceil(root.getBoundingClientRect().height),
    };
    if (before === JSON.stringify(size)) return;
    before = JSON.stringify(size);
    tell(size);
  };
  const observer = new ResizeObserver(look);
  observer.observe(root);
  return () => observer.disconnect();
}
