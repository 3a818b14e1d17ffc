package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.trade.Clerk.Done;
import ai.valeo.erp.tributary.graphql.trade.Clerk.OrderName;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.graphql.trade.Wish.Refused;
import ai.valeo.erp.tributary.graphql.trade.Wish.Wanted;
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
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Taking orders, and moving them on. */
public final class OrderMutations {

  private static final String STATUS = "status";
  private static final String FIRST_STATUS = "CREATED";
  private static final String SHIPPED = "SHIPPED";

  private final Shelf shelf;
  private final Clerk clerk;
  private final MergePolicy steps;
  private final InstantSource clock;

  /**
   * Fetchers.
   *
   * @param orders the type of orders, whose status has its legal steps
   */
  public OrderMutations(Shelf shelf, Clerk clerk, EntityType orders, InstantSource clock) {
    this.shelf = shelf;
    this.clerk = clerk;
    this.clock = clock;
    Attribute status = orders.attribute(STATUS);
    this.steps = status == null ? MergePolicy.lastWriter() : status.merge();
  }

  /** Adds them. */
  public void into(RuntimeWiring.Builder wiring, Fields<Object> mutation) {
    mutation.fetch("createOrder", this::create).fetch("updateOrderStatus", this::moveOn);
    Payload.type(wiring, "OrderResult", "orderId", "order");
  }

  private Object create(DataFetchingEnvironment field) {
    Request request = clerk.request(field);
    Currency currency = currency(request.text("currency"));
    if (currency == null) {
      return Payload.refused(
          UserError.invalid(
              "currency: " + request.text("currency") + " (erwartet: ISO 4217)", "currency"));
    }
    EntityKey anyOrder = new EntityKey(EntityNames.ORDER, request.print());
    return clerk.take(
        field,
        new Clerk.Task(
            request,
            anyOrder,
            () -> wish(request, currency),
            done -> result(done, "Bestellung angelegt"),
            Function.identity()));
  }

  private Wish wish(Request request, Currency currency) {
    List<UserError> errors = new ArrayList<>();
    String customerId = request.text("customerId");
    if (customerId != null) {
      Checks.id(customerId, errors, "customerId");
      UserError unknown = Checks.customer(shelf, customerId, "customerId");
      if (unknown != null) {
        errors.add(unknown);
      }
    }
    OrderLines lines = OrderLines.of(items(request), currency, shelf);
    errors.addAll(lines.errors());
    if (!errors.isEmpty()) {
      return new Refused(errors);
    }
    OrderName name = clerk.nameOrder(request);
    Value now = Value.of(clock.millis());
    List<Change> changes = new ArrayList<>();
    changes.add(Change.set("orderNumber", Value.of(name.number())));
    if (customerId != null) {
      changes.add(Change.set("customerId", Value.of(customerId)));
    }
    changes.add(Change.set("orderDate", now));
    changes.add(Change.set(STATUS, Value.of(FIRST_STATUS)));
    changes.add(Change.set("items", Value.of(lines.lines())));
    changes.add(Change.set("totalAmount", Value.of(lines.total())));
    changes.add(Change.set("currency", Value.of(currency.getCurrencyCode())));
    changes.add(Change.set("createdBy", Value.of(request.author())));
    changes.add(Change.set("createdAt", now));
    return new Wanted(Draft.create(new EntityKey(EntityNames.ORDER, name.id()), changes), "");
  }

  private Object moveOn(DataFetchingEnvironment field) {
    Request request = clerk.request(field);
    String id = request.required("orderId");
    List<UserError> errors = new ArrayList<>();
    Checks.entityId(id, errors, "orderId");
    if (!errors.isEmpty()) {
      return Payload.refused(errors);
    }
    EntityKey key = new EntityKey(EntityNames.ORDER, id);
    return clerk.take(
        field,
        new Clerk.Task(
            request,
            key,
            () -> step(request, key),
            done -> result(done, "Status geändert"),
            Function.identity()));
  }

  private Wish step(Request request, EntityKey key) {
    Standing order = shelf.entity(key).orElse(null);
    if (order == null) {
      String message = "Bestellung " + key.entityId() + shelf.absent();
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

  private Payload result(Done done, String message) {
    return Payload.made(done.mutationId(), done.state(), message)
        .with("orderId", done.key().entityId())
        .with("order", clerk.shown(done));
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
