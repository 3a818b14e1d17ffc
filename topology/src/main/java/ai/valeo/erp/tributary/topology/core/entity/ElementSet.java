package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set that is merged element by element.
 *
 * @param elements the elements in ascending order, with those removed within the horizon
 * @param stamp the change that was applied last
 */
public record ElementSet(List<Element> elements, Stamp stamp) implements AttributeState {

  public ElementSet {
    elements = List.copyOf(elements);
  }

  @Override
  public Value value() {
    var present = new ArrayList<Value>(elements.size());
    for (Element element : elements) {
      if (element.isPresent()) {
        present.add(element.value());
      }
    }
    return Value.of(present);
  }

  /** Only insertions count: a removal leaves nothing that could be missed. */
  @Override
  public @Nullable Stamp unseenBy(Viewer viewer) {
    if (stamp.version() <= viewer.baseVersion()) {
      return null;
    }
    for (Element element : elements) {
      for (Element.Mark mark : element.marks()) {
        if (mark.insertion() && !viewer.hasSeen(mark.stamp())) {
          return mark.stamp();
        }
      }
    }
    return null;
  }
}
