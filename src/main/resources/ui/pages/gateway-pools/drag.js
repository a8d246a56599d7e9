/**
 * Lets the rows of a list be dragged by mouse and touch. The DOM is Lit's: what was dragged is put back where it was, and the
 * new order is only told.
 *
 * @param list the element with the rows
 * @param moved called with the old and the new index
 * @return a promise of what ends it
 */
export async function draggable(list, moved) {
  const { default: Sortable } = await import('sortablejs');
  let before = null;
  const sortable = Sortable.create(list, {
    handle: '.grip',
    draggable: 'li',
    animation: 150,
    forceFallback: true, // the same by mouse and touch, in every browser
    fallbackTolerance: 3,
    ghostClass: 'ghost',
    fallbackClass: 'dragged',
    onChoose: (event) => {
      before = event.item.nextSibling;
    },
    onEnd: (event) => {
      list.insertBefore(event.item, before);
      if (event.oldDraggableIndex !== event.newDraggableIndex) {
        moved(event.oldDraggableIndex, event.newDraggableIndex);
      }
    },
  });
  return () => sortable.destroy();
}
