package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stock that nodes count, and what a node and the centre show of it. */
final class NodeStock {

  private NodeStock() {}

  static EntityKey item(int number) {
    return new EntityKey("InventoryItem", "p" + number + "@w");
  }

  static List<Draft> stock(int items, long quantity) {
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < items; i++) {
      drafts.add(
          Draft.create(
              item(i),
              List.of(
                  Change.set("productId", Value.of("p" + i)),
                  Change.set("warehouseId", Value.of("w")),
                  Change.set("quantity", Value.of(quantity)))));
    }
    return drafts;
  }

  /** One piece fewer of each of five items in turn. */
  static List<Draft> sales(int count) {
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < count; i++) {
      drafts.add(Draft.update(item(i % 5), Change.add("quantity", -1)));
    }
    return drafts;
  }

  static void captureAll(EdgeNode node, List<Draft> drafts) {
    if (drafts.size() == 1) {
      assertThat(node.capture(drafts.getFirst())).isInstanceOf(CaptureResult.Captured.class);
    } else {
      assertThat(node.captureAll(drafts)).isInstanceOf(BatchResult.AllCaptured.class);
    }
  }

  static long quantity(EntityView view) {
    return view.value("quantity") instanceof Value.Whole(long number) ? number : Long.MIN_VALUE;
  }

  static Map<EntityKey, Map<String, Value>> views(EdgeNode node) {
    var views = new TreeMap<EntityKey, Map<String, Value>>();
    node.entities(EntityQuery.all("InventoryItem"))
        .forEach(view -> views.put(view.key(), view.values()));
    return views;
  }

  static Map<EntityKey, Map<String, Value>> states(FakeCentre centre) {
    var states = new TreeMap<EntityKey, Map<String, Value>>();
    centre.living().forEach((EntityKey key, Base base) -> states.put(key, base.values()));
    return states;
  }
}
