package ai.valeo.erp.tributary.graphql.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.document.NormalForms;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.SchemaParser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResponseCacheTest {

  private static final String PRODUCT = "query($id: ID!) { product(id: $id) { id name } }";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nowNs = new AtomicLong(1_000);
  private final ChangeLog changes = new ChangeLog();
  private final Map<String, String> names = new TreeMap<>(Map.of("p1", "Chai", "p2", "Chang"));
  private final AtomicInteger reads = new AtomicInteger();
  private Runnable meanwhile = () -> {};
  private final GraphEngine engine = engine(1 << 20);

  @Test
  void shouldAnswerAgainWithoutReading() {
    // when
    GraphAnswer first = ask(PRODUCT, "p1");
    GraphAnswer again = ask("query Other($id: ID!) { product(id: $id) { name id } }", "p1");
    GraphAnswer other = ask(PRODUCT, "p2");

    // then
    assertThat(first.headers()).containsEntry("x-cache", "MISS");
    assertThat(again.headers())
        .containsEntry("x-cache", "HIT")
        .containsEntry("cache-control", "public, max-age=60")
        .containsEntry("etag", first.headers().get("etag"));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.headers()).containsEntry("x-cache", "MISS");
    assertThat(other.headers().get("etag")).isNotEqualTo(first.headers().get("etag"));
    assertThat(reads).hasValue(2);
  }

  @Test
  void shouldReadAnewWhatHasChanged() {
    // given
    ask(PRODUCT, "p1");
    ask(PRODUCT, "p2");

    // when
    names.put("p1", "Chai, new");
    changes.changed("Product", "p1");

    // then
    assertThat(ask(PRODUCT, "p1").body().toString()).contains("Chai, new");
    assertThat(ask(PRODUCT, "p2").headers()).containsEntry("x-cache", "HIT");
  }

  @Test
  void shouldReadAnewAListWhenAnyOfItsTypeHasChanged() {
    // given
    String list = "{ products { id name } }";
    ask(list, Map.of(), Identity.local());
    assertThat(ask(list, Map.of(), Identity.local()).headers()).containsEntry("x-cache", "HIT");

    // when
    names.put("p3", "Anis");
    changes.changed("Product", "p3");

    // then
    assertThat(ask(list, Map.of(), Identity.local()).body().toString()).contains("Anis");
  }

  @Test
  void shouldReadAnewWhatComesToBe() {
    // given
    assertThat(ask(PRODUCT, "p9").body().toString()).contains("product=null");

    // when
    names.put("p9", "Zimt");
    changes.changed("Product", "p9");

    // then
    assertThat(ask(PRODUCT, "p9").body().toString()).contains("Zimt");
  }

  @Test
  void shouldReadAnewWhatHangsOnStock() {
    // given
    String query = "query($in: Boolean) { products(filter: {inStock: $in}) { id } }";
    ask(query, Map.of("in", true), Identity.local());

    // when
    changes.changed("InventoryItem", "p1@w1");

    // then
    assertThat(ask(query, Map.of("in", true), Identity.local()).headers())
        .containsEntry("x-cache", "MISS");
  }

  @Test
  void shouldNotKeepWhatChangedWhileItWasRead() {
    // given a change that is seen by others between the reading and the keeping
    meanwhile =
        () -> {
          names.put("p1", "Chai, new");
          changes.changed("Product", "p1");
        };
    assertThat(ask(PRODUCT, "p1").body().toString()).contains("name=Chai}");
    meanwhile = () -> {};

    // when
    GraphAnswer next = ask(PRODUCT, "p1");

    // then
    assertThat(next.body().toString()).contains("Chai, new");
  }

  @Test
  void shouldForgetWithTime() {
    // given
    ask(PRODUCT, "p1");

    // when
    nowNs.addAndGet(59_000_000_000L);
    GraphAnswer young = ask(PRODUCT, "p1");
    nowNs.addAndGet(1_000_000_000L);
    GraphAnswer old = ask(PRODUCT, "p1");

    // then
    assertThat(young.headers())
        .containsEntry("x-cache", "HIT")
        .containsEntry("cache-control", "public, max-age=1");
    assertThat(old.headers()).containsEntry("x-cache", "MISS");
  }

  @Test
  void shouldNeverGiveOneCallerWhatAnotherMaySee() {
    // given
    String order = "{ order(id: \"o1\") { id status } }";
    Identity anna = identity("anna", Set.of("orders:read"), null);
    ask(order, Map.of(), anna);
    assertThat(ask(order, Map.of(), anna).headers())
        .containsEntry("x-cache", "HIT")
        .containsEntry("cache-control", "private, max-age=30");

    // when / then another person, fewer rights, fewer warehouses
    for (Identity other :
        List.of(
            identity("bert", Set.of("orders:read"), null),
            identity("anna", Set.of(), null),
            identity("anna", Set.of("orders:read"), Set.of("w1")),
            Identity.local(),
            Identity.anonymous())) {
      assertThat(ask(order, Map.of(), other).headers())
          .as(other.toString())
          .doesNotContainEntry("x-cache", "HIT");
    }
  }

  @Test
  void shouldShareWhatIsPublicAmongThoseWithTheSameRights() {
    // given
    ask(PRODUCT, Map.of("id", "p1"), identity("anna", Set.of("orders:read"), null));

    // when
    GraphAnswer shared =
        ask(PRODUCT, Map.of("id", "p1"), identity("bert", Set.of("orders:read"), null));

    // then
    assertThat(shared.headers()).containsEntry("x-cache", "HIT");
  }

  @Test
  void shouldNotKeepErrorsOrWhatTheSchemaDoesNotAllow() {
    // when
    for (int i = 0; i < 2; i++) {
      assertThat(ask(PRODUCT, "broken").headers()).doesNotContainKeys("x-cache", "etag");
      assertThat(ask("{ conflict(id: 1) { id } }", Map.of(), Identity.local()).headers())
          .doesNotContainKeys("x-cache", "etag");
    }
  }

  @Test
  void shouldAskAnewWhereTheCallerWantsSo() {
    // given
    ask(PRODUCT, "p1");

    // when
    GraphAnswer fresh =
        engine.answer(
            new GraphRequest("r", PRODUCT, null, Map.of("id", "p1"), true, new Caller(null, true)));

    // then
    assertThat(fresh.headers()).containsEntry("x-cache", "MISS");
  }

  @Test
  void shouldStayWithinItsMemory() {
    // given
    GraphEngine small = engine(20_000);

    // when
    for (int i = 0; i < 200; i++) {
      names.put("n" + i, "Name");
      small.answer(new GraphRequest("r", PRODUCT, null, Map.of("id", "n" + i), true));
    }

    // then
    assertThat(meters.find(CacheMetric.BYTES.id()).gauges())
        .allSatisfy(gauge -> assertThat(gauge.value()).isLessThan(40_000));
    assertThat(meters.counter(CacheMetric.DROPPED.id()).count()).isPositive();
  }

  private GraphAnswer ask(String query, String id) {
    return ask(query, Map.of("id", id), Identity.local());
  }

  private GraphAnswer ask(String query, Map<String, Object> variables, Identity identity) {
    return engine.answer(
        new GraphRequest("r", query, null, variables, true, new Caller(null, false).as(identity)));
  }

  private static Identity identity(String subject, Set<String> scopes, Set<String> warehouses) {
    return new Identity(Identity.Kind.TOKEN, subject, Set.of(), scopes, warehouses, null);
  }

  private Object product(DataFetchingEnvironment field) {
    reads.incrementAndGet();
    String id = field.getArgument("id");
    if (id.equals("broken")) {
      throw new IllegalStateException("broken");
    }
    String name = names.get(id);
    meanwhile.run();
    return name == null ? null : Map.of("id", id, "name", name);
  }

  private Object products(DataFetchingEnvironment field) {
    var all = new java.util.ArrayList<Map<String, String>>();
    names.forEach((id, name) -> all.add(Map.of("id", id, "name", name)));
    return all;
  }

  private GraphEngine engine(long bytes) {
    var cache =
        new ResponseCache(
            new ResponseCache.Parts(
                new CentreTypes(new SchemaParser().parse(CentralSchema.sdl())),
                new NormalForms(),
                changes,
                meters),
            new CacheSettings(bytes, 900),
            nowNs::get);
    return new GraphEngine(
        CentralSchema.build(wiring ->
            wiring.type(
                "Query",
                query ->
                    query
                        .dataFetcher("product", this::product)
                        .dataFetcher("products", this::products)
                        .dataFetcher("order", field -> Map.of("id", "o1", "status", "CREATED")))),
        QueryLimits.standard(),
        failure -> null,
        () -> {},
        GraphEngine.Watch.NONE.around(cache));
  }
}
