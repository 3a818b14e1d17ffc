package ai.valeo.erp.tributary.graphql.edge;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Receipt;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.store.IdempotencyTable;
import ai.valeo.erp.tributary.graphql.trade.Clerk;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.Request;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.Wish;
import ai.valeo.erp.tributary.graphql.trade.Wish.Refused;
import ai.valeo.erp.tributary.graphql.trade.Wish.Wanted;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CapturesTest {

  private static final Trace TRACE = new Trace("r1", null);
  private static final EntityKey STOCK = EntityNames.stock("p1", "B1");

  private final AtomicReference<IdempotencyTable.First> kept = new AtomicReference<>();
  private final Captures captures = new Captures(node());

  @Test
  void shouldGiveTheFirstResultToTheSameRequestThatCameMeanwhile() throws InterruptedException {
    // given a client that asks again while its first request is on its way
    Request request =
        new Request("updateInventory", TRACE, 5, "berlin", Map.of("idempotencyKey", "k1"));
    var second = new AtomicReference<Payload>();
    UserError noneLeft = UserError.of(UserError.Code.INSUFFICIENT_STOCK, "none left", "quantity");
    Thread again =
        new Thread(() -> second.set(captures.capture(task(request, () -> new Refused(noneLeft)))));

    // when
    Payload first =
        captures.capture(
            task(
                request,
                () -> {
                  again.start();
                  patiently().until(() -> again.getState() == Thread.State.BLOCKED);
                  return new Wanted(Draft.update(STOCK, Change.add("quantity", -10)), "0");
                }));
    again.join();

    // then
    assertThat(first.mutationId()).isEqualTo("m1");
    assertThat(second.get()).isEqualTo(first);
  }

  @Test
  void shouldNumberOrdersByIncarnationAndChanceSinceCountsGoBackWithALostStore() {
    // when
    Clerk.OrderName name =
        captures.nameOrder(new Request("createOrder", TRACE, 5, "berlin", Map.of()));

    // then
    assertThat(name)
        .isEqualTo(new Clerk.OrderName("berlin#2-000007-0a1b2c3d", "berlin#2-000007-0a1b2c3d"));
  }

  private static Clerk.Task task(Request request, Supplier<Wish> wish) {
    return new Clerk.Task(
        request,
        STOCK,
        wish,
        done -> Payload.made(done.mutationId(), done.state(), done.answer()),
        Function.identity());
  }

  private LocalNode node() {
    return (LocalNode)
        Proxy.newProxyInstance(
            LocalNode.class.getClassLoader(),
            new Class<?>[] {LocalNode.class},
            (node, method, arguments) ->
                switch (method.getName()) {
                  case "id" -> "berlin";
                  case "incarnation" -> "berlin#2";
                  case "nextNumber" -> 7L;
                  case "chance" -> "0a1b2c3d";
                  case "first" -> Optional.ofNullable(kept.get());
                  case "capture" -> capture((Draft) arguments[0], (Receipt) arguments[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private CaptureResult capture(Draft draft, Receipt receipt) {
    var id = new MutationId("m1");
    kept.set(new IdempotencyTable.First(id, draft.key(), Hlc.ZERO, receipt));
    return new CaptureResult.Captured(id, draft.key(), Hlc.ZERO, false);
  }
}
