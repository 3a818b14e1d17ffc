package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.change.Change;
import ai.valeo.erp.tributary.graphql.change.Changes;
import ai.valeo.erp.tributary.graphql.change.Interest;
import ai.valeo.erp.tributary.graphql.change.Trait;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.SharedEvent;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.Content;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The subscriptions of the centre. A field is fetched twice: once to begin, and then for each
 * event, whose answer all who ask the same share.
 */
public final class ChangeSubscriptions {

  private static final int MAX_IDS = 1_000;
  private static final int MAX_CONDITIONS = 10;
  private static final Arguments.Bounds EVERY_MS = new Arguments.Bounds(1_000, 100, 60_000);
  private static final String STOCK = "InventoryItem";
  private static final String ORDER = "Order";

  private final Views views;
  private final Changes changes;
  private final Signals signals;
  private final Interests interests;

  /**
   * Fetchers.
   *
   * @param views tell the types
   * @param changes what is watched
   * @param signals figures and alerts
   */
  public ChangeSubscriptions(Views views, Changes changes, Signals signals) {
    this.views = views;
    this.changes = changes;
    this.signals = signals;
    this.interests = new Interests(changes.topics());
  }

  /** Adds the fetchers. */
  public RuntimeWiring.Builder into(RuntimeWiring.Builder wiring) {
    Fields.<Object>of("Subscription")
        .fetch("entityChanged", field -> events(field, this::entity, EntityEvent::of))
        .fetch("inventoryChanged", field -> events(field, this::stock, EntityEvent::of))
        .fetch("orderChanged", field -> events(field, this::order, EntityEvent::of))
        .fetch(
            "mutationStatusChanged",
            field -> events(field, this::answers, ChangeSubscriptions::thing))
        .fetch(
            "conflictDetected", field -> events(field, this::conflicts, ChangeSubscriptions::thing))
        .fetch(
            "edgeNodeChanged", field -> events(field, this::heartbeats, ChangeSubscriptions::thing))
        .fetch("aggregatorStatusUpdated", this::figures)
        .fetch("systemAlerts", this::alerts)
        .into(wiring);
    EntityEvent.into(wiring);
    SystemAlert.into(wiring);
    return wiring;
  }

  private Publisher<?> events(
      DataFetchingEnvironment field,
      Function<DataFetchingEnvironment, Interest> wanted,
      Function<SharedEvent, Object> tell) {
    SharedEvent event = field.getGraphQlContext().get(SharedEvent.class);
    if (event != null) {
      return new OneEvent(tell.apply(event));
    }
    Beginning beginning = Beginning.of(field);
    return changes.watch(wanted.apply(field), beginning.after(), beginning.variable());
  }

  private Publisher<?> figures(DataFetchingEnvironment field) {
    SharedEvent event = field.getGraphQlContext().get(SharedEvent.class);
    return event != null
        ? new OneEvent(event.subject())
        : changes.latest(signals.figures(Arguments.bounded(field, "everyMillis", EVERY_MS)));
  }

  private Publisher<?> alerts(DataFetchingEnvironment field) {
    SharedEvent event = field.getGraphQlContext().get(SharedEvent.class);
    return event != null ? new OneEvent(event.subject()) : changes.latest(signals.alerts());
  }

  /** What happened, as the fields of its type read it. */
  private static Object thing(SharedEvent event) {
    return switch (((Change) event.subject()).content()) {
      case Content.Answer answer -> answer.outcome();
      case Content.Dispute dispute -> dispute.conflict();
      case Content.Heartbeat heartbeat -> heartbeat.node();
      case Content.Entity entity -> entity;
      case Content.Unreadable none -> none;
    };
  }

  private Interest entity(DataFetchingEnvironment field) {
    String name = Arguments.id(field, "type");
    EntityType type = views.types().type(name);
    if (type == null) {
      throw new UserInputException("type: " + name + " is not known");
    }
    List<String> ids = field.getArgument("ids");
    if (ids != null && (ids.isEmpty() || ids.size() > MAX_IDS)) {
      throw new UserInputException("ids: " + ids.size() + " (expected: 1.." + MAX_IDS + ")");
    }
    List<Map<String, Object>> where = field.getArgument("where");
    return interests.entities(
        type, ids == null ? List.of() : ids, conditions(type, where), sees(field));
  }

  private static Map<Trait, String> conditions(
      EntityType type, @Nullable List<Map<String, Object>> where) {
    Map<Trait, String> conditions = new LinkedHashMap<>();
    if (where == null) {
      return conditions;
    }
    if (where.size() > MAX_CONDITIONS) {
      throw new UserInputException("where: more than " + MAX_CONDITIONS + " conditions");
    }
    for (Map<String, Object> one : where) {
      String name = String.valueOf(one.get("name"));
      Attribute attribute = type.attribute(name);
      if (attribute == null
          || attribute.type() instanceof AttributeType.Many
          || attribute.type() instanceof AttributeType.Structure) {
        throw new UserInputException(
            "where: " + type.name() + " has no attribute " + name + " of a single value");
      }
      conditions.put(Interests.attribute(name), Interests.text(one.get("value")));
    }
    return conditions;
  }

  private Interest stock(DataFetchingEnvironment field) {
    String product = Arguments.optionalId(field, "productId");
    String warehouse = Arguments.optionalId(field, "warehouseId");
    if (product != null && warehouse != null) {
      List<String> ids = List.of(product + '@' + warehouse);
      return interests.entities(type(STOCK), ids, Map.of(), sees(field));
    }
    Map<Trait, String> traits = new LinkedHashMap<>();
    put(traits, Interests.ofEntity("product", StockId::product), product);
    put(traits, Interests.ofEntity("warehouse", StockId::warehouse), warehouse);
    return interests.entities(type(STOCK), List.of(), traits, sees(field));
  }

  private Interest order(DataFetchingEnvironment field) {
    String id = Arguments.optionalId(field, "id");
    String customer = Arguments.optionalId(field, "customerId");
    Object status = field.getArgument("status");
    Map<Trait, String> traits = new LinkedHashMap<>();
    put(
        traits,
        Interests.attribute("customerId"),
        customer == null ? null : Interests.text(customer));
    put(traits, Interests.attribute("status"), status == null ? null : Interests.text(status));
    return interests.entities(
        type(ORDER), id == null ? List.of() : List.of(id), traits, sees(field));
  }

  private Interest answers(DataFetchingEnvironment field) {
    Map<Trait, String> traits = new LinkedHashMap<>();
    put(
        traits,
        Interests.ofAnswer("mutation", answer -> answer.outcome().mutationId()),
        Arguments.optionalId(field, "mutationId"));
    put(
        traits,
        Interests.ofAnswer("node", answer -> answer.outcome().edgeNodeId()),
        Arguments.optionalId(field, "edgeNodeId"));
    return interests.answers(traits, sees(field));
  }

  private Interest conflicts(DataFetchingEnvironment field) {
    Map<Trait, String> traits = new LinkedHashMap<>();
    Object status = field.getArgument("status");
    put(
        traits,
        Interests.ofConflict("status", dispute -> dispute.conflict().state()),
        status == null ? null : status.toString());
    put(
        traits,
        Interests.ofConflict("type", dispute -> dispute.conflict().entityType()),
        Arguments.optionalId(field, "entityType"));
    return interests.conflicts(traits, sees(field));
  }

  private Interest heartbeats(DataFetchingEnvironment field) {
    return interests.heartbeats(Arguments.optionalId(field, "id"));
  }

  private static void put(Map<Trait, String> traits, Trait trait, @Nullable String value) {
    if (value != null) {
      traits.put(trait, value);
    }
  }

  private EntityType type(String name) {
    EntityType type = views.types().type(name);
    if (type == null) {
      throw new IllegalStateException("type: " + name + " is not in the catalogue");
    }
    return type;
  }

  private Predicate<Change> sees(DataFetchingEnvironment field) {
    return new SeenChanges(Caller.of(field).identity(), views.types());
  }
}
