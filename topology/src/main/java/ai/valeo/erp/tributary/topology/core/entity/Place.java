package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a change stands among all changes of its attribute: its stamp, on top of the stamps it had
 * seen that outrank it. Nearly always there is nothing below.
 *
 * @param stamp the change itself
 * @param below the greatest change it had seen, if that outranks it by itself
 * @param builtOnBy nodes that have built on it and whose changes are forgotten: what such a node
 *     makes later stands above it too, even a CREATE, which has seen nothing but its node's own
 */
public record Place(Stamp stamp, @Nullable Place below, List<EdgeNodeId> builtOnBy) {

  /** So many nodes are remembered; beyond, the first of them are forgotten. */
  private static final int MAX_NODES = 32;

  public Place {
    builtOnBy = List.copyOf(builtOnBy);
  }

  /** A change on top of what it had seen. */
  public Place(Stamp stamp, @Nullable Place below) {
    this(stamp, below, List.of());
  }

  /** A change with nothing below. */
  public static Place of(Stamp stamp) {
    return new Place(stamp, null);
  }

  /** Number of stamps, 1 or more. */
  public int depth() {
    int depth = 1;
    for (Place place = below; place != null; place = place.below) {
      depth++;
    }
    return depth;
  }

  /** Whether nodes are remembered that have built on a part of it. */
  public boolean isBuiltOn() {
    for (Place place = this; place != null; place = place.below) {
      if (!place.builtOnBy.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The same once more nodes have built on it; its own has anyway. */
  public Place builtOn(Collection<EdgeNodeId> nodes) {
    var all = new ArrayList<>(builtOnBy);
    for (EdgeNodeId node : nodes) {
      if (!node.equals(stamp.edgeNode()) && !all.contains(node)) {
        all.add(node);
      }
    }
    if (all.size() == builtOnBy.size()) {
      return this;
    }
    return new Place(stamp, below, all.subList(Math.max(0, all.size() - MAX_NODES), all.size()));
  }

  /** The same once a node has built on a part of it. */
  public Place builtOn(Place part, EdgeNodeId node) {
    if (below == null || equals(part)) {
      return builtOn(List.of(node));
    }
    return new Place(stamp, below.builtOn(part, node), builtOnBy);
  }

  /** The nodes that have built on a part of it: of the stamps above, and those forgotten there. */
  public List<EdgeNodeId> buildersOn(Place part) {
    var nodes = new ArrayList<EdgeNodeId>();
    for (Place place = this; place != null && !place.equals(part); place = place.below) {
      nodes.add(place.stamp.edgeNode());
      nodes.addAll(place.builtOnBy);
    }
    return nodes;
  }
}
