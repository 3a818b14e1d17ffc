package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.entity.Element;
import ai.valeo.erp.tributary.topology.core.entity.Element.Mark;
import ai.valeo.erp.tributary.topology.core.entity.ElementSet;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set while one mutation edits it. Used by one thread and thrown away. */
final class ElementEdit {

  private final @Nullable ElementSet before;
  private final Offer offer;
  private final Viewer viewer;
  private final ArrayList<Element> elements;
  private final List<Value> lost = new ArrayList<>(0);
  private @Nullable Stamp against;
  private int applied;
  private int superseded;
  private int met;
  private int resisted;

  ElementEdit(@Nullable ElementSet before, Offer offer) {
    this.before = before;
    this.offer = offer;
    this.viewer = offer.viewer();
    this.elements = new ArrayList<>(before == null ? List.of() : before.elements());
  }

  /** Takes elements as there from the beginning, seen by everybody. */
  void assume(List<Value> initial) {
    Stamp own = viewer.own();
    var origin = new Stamp(0, Hlc.ZERO, own.edgeNode(), own.mutationId(), 0, 0);
    for (Value value : initial) {
      int at = find(value);
      if (at < 0) {
        elements.add(-at - 1, new Element(value, List.of(new Mark(origin, true))));
      }
    }
  }

  /** The elements that are in the set now. */
  List<Value> values() {
    var values = new ArrayList<Value>(elements.size());
    for (Element element : elements) {
      if (element.isPresent()) {
        values.add(element.value());
      }
    }
    return values;
  }

  void insert(Value value) {
    int at = find(value);
    if (at < 0) {
      elements.add(-at - 1, new Element(value, List.of(new Mark(viewer.own(), true))));
      applied++;
      return;
    }
    Element element = elements.get(at);
    if (isOvertaken(element)) {
      return;
    }
    if (element.isPresent()) {
      met++;
    }
    List<Mark> marks = unseen(element);
    for (Mark mark : marks) {
      against = mark.stamp();
      resisted += mark.insertion() ? 0 : 1;
    }
    marks.add(new Mark(viewer.own(), true));
    elements.set(at, new Element(value, marks));
    applied++;
  }

  void remove(Value value) {
    int at = find(value);
    if (at < 0) {
      elements.add(-at - 1, new Element(value, List.of(new Mark(viewer.own(), false))));
      return;
    }
    Element element = elements.get(at);
    if (isOvertaken(element)) {
      return;
    }
    List<Mark> marks = unseen(element);
    boolean stays = false;
    for (Mark mark : marks) {
      if (mark.insertion()) {
        stays = true;
        against = mark.stamp();
      }
    }
    if (stays) {
      resisted++;
      lost.add(value);
    }
    applied += insertions(element.marks()) > insertions(marks) ? 1 : 0;
    marks.add(new Mark(viewer.own(), false));
    elements.set(at, new Element(value, marks));
  }

  /** The set afterwards, without removals beyond the horizon or the bound. */
  ElementSet finish() {
    elements.removeIf(this::isForgettable);
    int tooMany = elements.size() - offer.settings().maxElements();
    if (tooMany > 0) {
      var oldest = new HashSet<Value>();
      elements.stream()
          .filter(element -> !element.isPresent())
          .sorted(Comparator.comparing(element -> element.marks().get(0).stamp().hlc()))
          .limit(tooMany)
          .forEach(element -> oldest.add(element.value()));
      elements.removeIf(element -> oldest.contains(element.value()));
    }
    Stamp stamp = applied == 0 && before != null ? before.stamp() : viewer.own();
    return new ElementSet(elements, stamp);
  }

  /** Elements whose change lost. */
  List<Value> lost() {
    return lost;
  }

  /** What was met unseen, or what overtook, or none. */
  @Nullable Stamp against() {
    return against;
  }

  /** Number of changes that took effect. */
  int applied() {
    return applied;
  }

  /** Number of changes that a later one of the same node had overtaken. */
  int superseded() {
    return superseded;
  }

  /** Number of insertions of elements that were there already. */
  int met() {
    return met;
  }

  /** Number of removals, on either side, that an insertion withstood. */
  int resisted() {
    return resisted;
  }

  private boolean isOvertaken(Element element) {
    for (Mark mark : element.marks()) {
      if (viewer.isOvertakenBy(mark.stamp())) {
        superseded++;
        lost.add(element.value());
        return true;
      }
    }
    return false;
  }

  private List<Mark> unseen(Element element) {
    var unseen = new ArrayList<Mark>(element.marks().size() + 1);
    for (Mark mark : element.marks()) {
      if (!viewer.hasSeen(mark.stamp())) {
        unseen.add(mark);
      }
    }
    return unseen;
  }

  private static int insertions(List<Mark> marks) {
    int insertions = 0;
    for (Mark mark : marks) {
      insertions += mark.insertion() ? 1 : 0;
    }
    return insertions;
  }

  private boolean isForgettable(Element element) {
    for (Mark mark : element.marks()) {
      if (mark.insertion() || mark.stamp().hlc().wallMs() >= offer.forgetBeforeMs()) {
        return false;
      }
    }
    return true;
  }

  private int find(Value value) {
    int low = 0;
    int high = elements.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = elements.get(middle).value().compareTo(value);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
