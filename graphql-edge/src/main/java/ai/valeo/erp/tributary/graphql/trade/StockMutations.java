package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.trade.Clerk.Done;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.graphql.trade.Wish.Refused;
import ai.valeo.erp.tributary.graphql.trade.Wish.Wanted;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes of stock. What is sent is the intent, pieces in or out or counted, never the number that
 * comes of it; and nothing is taken that is not shown, so no piece is invented.
 */
public final class StockMutations {

  private static final String QUANTITY = "quantity";

  private final Shelf shelf;
  private final Clerk clerk;

  /** Fetchers. */
  public StockMutations(Shelf shelf, Clerk clerk) {
    this.shelf = shelf;
    this.clerk = clerk;
  }

  private enum Operation {
    ADD,
    SUBTRACT,
    SET
  }

  /** What is to be done with the pieces. */
  private record Movement(Operation operation, int pieces) {

    long after(long present) {
      return switch (operation) {
        case ADD -> present + pieces;
        case SUBTRACT -> present - pieces;
        case SET -> pieces;
      };
    }

    Change change() {
      return switch (operation) {
        case ADD -> Change.add(QUANTITY, pieces);
        case SUBTRACT -> Change.add(QUANTITY, -(long) pieces);
        case SET -> Change.set(QUANTITY, Value.of(pieces));
      };
    }
  }

  /** Adds them. */
  public void into(RuntimeWiring.Builder wiring, Fields<Object> mutation) {
    mutation.fetch("updateInventory", this::update).fetch("transferInventory", this::transfer);
    Payload.type(wiring, "InventoryUpdateResult", "productId", "warehouseId", QUANTITY, "item");
    Payload.type(
        wiring,
        "InventoryTransferResult",
        "productId",
        "sourceWarehouseId",
        "targetWarehouseId",
        QUANTITY,
        "source",
        "target");
  }

  private Object update(DataFetchingEnvironment field) {
    Request request = clerk.request(field);
    String productId = request.required("productId");
    String warehouseId = request.required("warehouseId");
    List<UserError> errors = new ArrayList<>();
    Checks.id(productId, errors, "productId");
    Checks.warehouse(warehouseId, errors, "warehouseId");
    Checks.atLeast(0, request.requiredWhole(QUANTITY), errors, QUANTITY);
    if (!errors.isEmpty()) {
      return Payload.refused(errors);
    }
    EntityKey key = EntityNames.stock(productId, warehouseId);
    Function<Payload, Payload> named =
        payload -> payload.with("productId", productId).with("warehouseId", warehouseId);
    return clerk.take(
        field,
        new Clerk.Task(
            request, key, () -> wish(request, key), done -> named.apply(updated(done)), named));
  }

  private Payload updated(Done done) {
    return Payload.made(done.mutationId(), done.state(), "Bestand geändert")
        .with(QUANTITY, pieces(done))
        .with("item", clerk.shown(done));
  }

  private @Nullable Long pieces(Done done) {
    if (!done.answer().isEmpty()) {
      return Long.valueOf(done.answer());
    }
    return done.isShown()
        ? shelf.entity(done.key()).map(item -> Rows.count(item.values(), QUANTITY)).orElse(null)
        : null;
  }

  private Wish wish(Request request, EntityKey key) {
    Standing item = shelf.entity(key).orElse(null);
    UserError conflict = Checks.version(request.whole("baseVersion"), item);
    if (conflict != null) {
      return new Refused(conflict);
    }
    Movement movement =
        new Movement(
            Operation.valueOf(request.required("operation")), request.requiredWhole(QUANTITY));
    long present = item == null ? 0 : Rows.count(item.values(), QUANTITY);
    long after = movement.after(present);
    if (movement.operation == Operation.SUBTRACT && after < 0) {
      return new Refused(tooFew(item, present, movement));
    }
    if (after > Integer.MAX_VALUE) {
      return new Refused(
          UserError.invalid(QUANTITY + ": " + after + " wären zu viele Stück", QUANTITY));
    }
    return item == null
        ? created(request, movement)
        : new Wanted(
            draft(Draft.update(key, changes(request, movement)), request), Long.toString(after));
  }

  /** A node that was never told of the stock cannot say that there is too little. */
  private UserError tooFew(@Nullable Standing item, long present, Movement movement) {
    boolean isUnknown =
        (item == null || item.version() == 0) && shelf.isStillToReceive(EntityNames.STOCK);
    return isUnknown
        ? UserError.of(
            Code.NOT_RECEIVED,
            "Der Bestand ist von der Zentrale noch nicht empfangen; bekannt sind nur "
                + (present + " selbst gebuchte Stück, verlangt " + movement.pieces),
            QUANTITY)
        : UserError.of(
            Code.INSUFFICIENT_STOCK,
            "Bestand reicht nicht: " + present + " vorhanden, " + movement.pieces + " verlangt",
            QUANTITY);
  }

  /** Stock of a product that there is none of yet. */
  private Wish created(Request request, Movement movement) {
    String productId = request.required("productId");
    UserError unknown = Checks.product(shelf, productId, "productId");
    if (unknown != null) {
      return new Refused(unknown);
    }
    String warehouseId = request.required("warehouseId");
    List<Change> changes = new ArrayList<>();
    changes.add(Change.set("productId", Value.of(productId)));
    changes.add(Change.set("warehouseId", Value.of(warehouseId)));
    changes.addAll(List.of(changes(request, movement)));
    Draft draft = Draft.create(EntityNames.stock(productId, warehouseId), changes);
    return new Wanted(draft(draft, request), Long.toString(movement.after(0)));
  }

  private static Change[] changes(Request request, Movement movement) {
    String locationCode = request.text("locationCode");
    return locationCode == null
        ? new Change[] {movement.change()}
        : new Change[] {movement.change(), Change.set("locationCode", Value.of(locationCode))};
  }

  private static Draft draft(Draft draft, Request request) {
    String reference = request.text("reference");
    return reference == null ? draft : draft.withReason(reference);
  }

  /** All or nothing needs the centre's reserve and post (rule R14), which is not there yet. */
  private Payload transfer(DataFetchingEnvironment field) {
    Request request = clerk.request(field);
    List<UserError> errors = new ArrayList<>();
    Checks.atLeast(1, request.requiredWhole(QUANTITY), errors, QUANTITY);
    String source = request.required("sourceWarehouseId");
    Checks.warehouse(source, errors, "sourceWarehouseId");
    Checks.warehouse(request.required("targetWarehouseId"), errors, "targetWarehouseId");
    if (source.equals(request.text("targetWarehouseId"))) {
      errors.add(UserError.invalid("Quelle und Ziel sind dasselbe Lager", "targetWarehouseId"));
    }
    if (errors.isEmpty()) {
      errors.add(
          UserError.general(
              Code.NOT_AVAILABLE, "Umlagerungen sind in dieser Version noch nicht verfügbar"));
    }
    return Payload.refused(errors)
        .with("productId", request.text("productId"))
        .with("sourceWarehouseId", source)
        .with("targetWarehouseId", request.text("targetWarehouseId"));
  }
}
