package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.graphql.edge.Captures.Kept;
import ai.valeo.erp.tributary.graphql.edge.Captures.Refused;
import ai.valeo.erp.tributary.graphql.edge.Captures.Wanted;
import ai.valeo.erp.tributary.graphql.edge.Captures.Wish;
import ai.valeo.erp.tributary.graphql.edge.UserError.Code;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.Value;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Taking orders, and moving them on. */
final class OrderMutations {

  private static final String STATUS = "status";
  private static final String FIRST_STATUS = "CREATED";
  private static final String SHIPPED = "SHIPPED";
  private static final String NUMBERS = "orders";

  private final LocalNode node;
  private final Captures captures;
  private final MergePolicy steps;
  private final InstantSource clock;

  /**
   * Fetchers.
   *
   * @param orders the type of orders, whose status has its legal steps
   */
  OrderMutations(LocalNode node, Captures captures, EntityType orders, InstantSource clock) {
    this.node = node;
    this.captures = captures;
    this.clock = clock;
    Attribute status = orders.attribute(STATUS);
    this.steps = status == null ? MergePolicy.lastWriter() : status.merge();
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> mutation) {
    mutation.fetch("createOrder", this::create).fetch("updateOrderStatus", this::moveOn);
    Payload.type(wiring, "OrderResult", "orderId", "order");
  }

  private Payload create(DataFetchingEnvironment field) {
    Request request = Request.of(field);
    Currency currency = currency(request.text("currency"));
    if (currency == null) {
      return Payload.refused(
          UserError.invalid(
              "currency: " + request.text("currency") + " (erwartet: ISO 4217)", "currency"));
    }
    EntityKey anyOrder = new EntityKey(EntityNames.ORDER, request.print());
    return captures.capture(
        request,
        anyOrder,
        () -> wish(request, currency),
        kept -> result(kept, "Bestellung angelegt"));
  }

  private Wish wish(Request request, Currency currency) {
    List<UserError> errors = new ArrayList<>();
    String customerId = request.text("customerId");
    if (customerId != null) {
      Checks.id(customerId, errors, "customerId");
      UserError unknown = Checks.customer(node, customerId, "customerId");
      if (unknown != null) {
        errors.add(unknown);
      }
    }
    OrderLines lines = OrderLines.of(items(request), currency, node);
    errors.addAll(lines.errors());
    if (!errors.isEmpty()) {
      return new Refused(errors);
    }
    String number = String.format(Locale.ROOT, "%s-%06d", node.id(), node.nextNumber(NUMBERS));
    Value now = Value.of(clock.millis());
    List<Change> changes = new ArrayList<>();
    changes.add(Change.set("orderNumber", Value.of(number)));
    if (customerId != null) {
      changes.add(Change.set("customerId", Value.of(customerId)));
    }
    changes.add(Change.set("orderDate", now));
    changes.add(Change.set(STATUS, Value.of(FIRST_STATUS)));
    changes.add(Change.set("items", Value.of(lines.lines())));
    changes.add(Change.set("totalAmount", Value.of(lines.total())));
    changes.add(Change.set("currency", Value.of(currency.getCurrencyCode())));
    changes.add(Change.set("createdBy", Value.of(node.id())));
    changes.add(Change.set("createdAt", now));
    return new Wanted(Draft.create(newOrder(number), changes), "");
  }

  /**
   * A key that no other order has. The number alone could come again, as numbers go back with a
   * store that is lost or restored; two orders would become one at the centre.
   */
  private EntityKey newOrder(String number) {
    return new EntityKey(EntityNames.ORDER, number + '-' + node.chance());
  }

  private Payload moveOn(DataFetchingEnvironment field) {
    Request request = Request.of(field);
    String id = request.required("orderId");
    List<UserError> errors = new ArrayList<>();
    Checks.entityId(id, errors, "orderId");
    if (!errors.isEmpty()) {
      return Payload.refused(errors);
    }
    EntityKey key = new EntityKey(EntityNames.ORDER, id);
    return captures.capture(
        request, key, () -> step(request, key), kept -> result(kept, "Status geändert"));
  }

  private Wish step(Request request, EntityKey key) {
    EntityView order = node.entity(key).orElse(null);
    if (order == null) {
      String message = "Bestellung " + key.entityId() + " nicht im Offline-Cache verfügbar";
      return new Refused(UserError.of(Code.NOT_FOUND, message, "orderId"));
    }
    UserError conflict = Checks.version(request.whole("baseVersion"), order);
    if (conflict != null) {
      return new Refused(conflict);
    }
    String from = Rows.text(order.values(), STATUS);
    String to = request.required(STATUS);
    if (from == null || !steps.isLegalStep(from, to)) {
      String message = "Unzulässiger Statuswechsel: " + from + " nach " + to;
      return new Refused(UserError.of(Code.ILLEGAL_STATUS_TRANSITION, message, STATUS));
    }
    List<Change> changes = new ArrayList<>();
    changes.add(Change.step(STATUS, from, to));
    if (to.equals(SHIPPED)) {
      changes.add(Change.set("shippedAt", Value.of(clock.millis())));
    }
    String comment = request.text("comment");
    if (comment != null) {
      changes.add(Change.set("comment", Value.of(comment)));
    }
    return new Wanted(Draft.update(key, changes.toArray(Change[]::new)), "");
  }

  private Payload result(Kept kept, String message) {
    return Payload.captured(kept.mutationId(), message)
        .with("orderId", kept.key().entityId())
        .with("order", new LocalReader(node).entity(kept.key()));
  }

  private static @Nullable Currency currency(@Nullable String code) {
    try {
      return code == null ? null : Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @SuppressWarnings("unchecked") // the schema says what it is
  private static List<Map<String, Object>> items(Request request) {
    return request.input().get("items") instanceof List<?> items
        ? (List<Map<String, Object>>) items
        : List.of();
  }
}
